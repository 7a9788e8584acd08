package io.gatehouse.request.upkeep;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

import io.gatehouse.request.Text;
import io.gatehouse.request.event.Happened;
import io.gatehouse.request.event.Restored;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Tells those whom it concerns that the database was set back. */
@Component
class Restorations {

	private static final String PAGE = "/assets";

	private final JdbcClient jdbc;

	private final ApplicationEventPublisher events;

	Restorations(JdbcClient jdbc, ApplicationEventPublisher events) {
		this.jdbc = jdbc;
		this.events = events;
	}

	@Transactional
	public void due() {
		untold().forEach((to) -> {
			String moment = to.truncatedTo(ChronoUnit.SECONDS).toString();
			this.events.publishEvent(Happened.of(Happened.PORTAL, Happened.Action.ATTENTION_NEEDED, "",
					Text.of("restoration.title", moment).packed(), null, null,
					Map.of(Happened.About.WHY, Text.of("restoration.why").packed(), Happened.About.PAGE, PAGE)));
			this.events.publishEvent(new Restored(to));
			// All is held against the outside at once, not when its turn comes.
			this.jdbc.sql("update asset set checked_at = null where state = 'ACTIVE'").update();
		});
		this.jdbc.sql("update restoration set told = true where not told").update();
	}

	private List<Instant> untold() {
		return this.jdbc.sql("select made_at from restoration where not told order by id for update")
			.query((row, index) -> row.getObject(1, OffsetDateTime.class).toInstant())
			.list();
	}

}
