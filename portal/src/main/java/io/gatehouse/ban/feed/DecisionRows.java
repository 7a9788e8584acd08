package io.gatehouse.ban.feed;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.gatehouse.ban.net.Network;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The decisions of CrowdSec's that hold. */
@Component
class DecisionRows {

	private final JdbcClient jdbc;

	DecisionRows(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** Those that have not ended at a moment. */
	Map<Network, Instant> live(String feed, Instant at) {
		Map<Network, Instant> live = new HashMap<>();
		this.jdbc.sql("select value::text, until from ban_decision where feed = ? and until > ?")
			.params(feed, at.atOffset(ZoneOffset.UTC))
			.query((row) -> {
				live.put(Network.parse(row.getString(1)), row.getObject(2, OffsetDateTime.class).toInstant());
			});
		return live;
	}

	/**
	 * Takes those away that have ended.
	 * @return whether there were any
	 */
	boolean end(String feed, Instant at) {
		return this.jdbc.sql("delete from ban_decision where feed = ? and until <= ?")
			.params(feed, at.atOffset(ZoneOffset.UTC))
			.update() > 0;
	}

	/** Keeps these, and writes only what is not so already. */
	void keep(String feed, Map<Network, Instant> decisions) {
		Map<Network, Instant> there = live(feed, Instant.EPOCH);
		String[] gone = there.keySet()
			.stream()
			.filter((network) -> !decisions.containsKey(network))
			.map(Network::toString)
			.toArray(String[]::new);
		this.jdbc.sql("delete from ban_decision where feed = ? and value = any(?::inet[])").params(feed, gone).update();
		List<String> values = new ArrayList<>();
		List<String> ends = new ArrayList<>();
		decisions.forEach((network, end) -> {
			if (!end.equals(there.get(network))) {
				values.add(network.toString());
				ends.add(end.toString());
			}
		});
		this.jdbc.sql("""
				insert into ban_decision (feed, value, until)
				select ?, * from unnest(?::inet[], ?::timestamptz[])
				on conflict (feed, value) do update set until = excluded.until""")
			.params(feed, values.toArray(String[]::new), ends.toArray(String[]::new))
			.update();
	}

}
