package io.gatehouse.request.execution;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import io.gatehouse.request.Text;
import io.gatehouse.request.event.Happened;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Systems in which ops want nothing changed for a while. */
@Component
public class PausedSystems {

	private final JdbcClient jdbc;

	private final ApplicationEventPublisher events;

	PausedSystems(JdbcClient jdbc, ApplicationEventPublisher events) {
		this.jdbc = jdbc;
		this.events = events;
	}

	public Set<String> names() {
		return new TreeSet<>(this.jdbc.sql("select name from paused_system").query(String.class).set());
	}

	@Transactional
	public void pause(String system, String person) {
		int paused = this.jdbc
			.sql("insert into paused_system (name, person, at) values (?, ?, now()) on conflict do nothing")
			.params(system, person)
			.update();
		if (paused > 0) {
			tell(Happened.Action.SYSTEM_PAUSED, system, person);
		}
	}

	@Transactional
	public void resume(String system, String person) {
		if (this.jdbc.sql("delete from paused_system where name = ?").param(system).update() > 0) {
			tell(Happened.Action.SYSTEM_RESUMED, system, person);
		}
	}

	private void tell(Happened.Action action, String system, String person) {
		this.events.publishEvent(Happened.of(person, action, "", Text.of("system." + system).packed(), null, null,
				Map.of(Happened.About.SYSTEM, system)));
	}

}
