package io.gatehouse.request.web;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How long it usually takes from asking to having: the median of recent ones. */
@Component
class Usual {

	private final JdbcClient jdbc;

	Usual(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** By type; none for a type of which nothing was carried out in the last 90 days. */
	Map<String, Duration> times() {
		return this.jdbc
			.sql("""
					select type, percentile_cont(0.5) within group (order by extract(epoch from ended_at - submitted_at)) as s
					from service_request
					where state = 'SUCCEEDED' and verb = 'CREATE' and ended_at > now() - interval '90 days'
					group by type""")
			.query((row, index) -> Map.entry(row.getString("type"), Duration.ofSeconds((long) row.getDouble("s"))))
			.list()
			.stream()
			.collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
	}

}
