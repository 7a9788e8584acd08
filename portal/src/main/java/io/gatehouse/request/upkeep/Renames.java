package io.gatehouse.request.upkeep;

import java.util.List;

import io.gatehouse.identity.People;

import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Lets what people asked for and have follow their accounts when user names change:
 * nobody may approve their own request under a new name, nor get what is another's by
 * taking over a name. The record of what happened keeps the names of its day.
 */
@Component
class Renames {

	/** The version goes up, so that whoever has read the row before does not undo it. */
	private static final List<String> CHANGES = List.of(
			"update service_request set requester = :to, version = version + 1 where requester = :from",
			"update service_request set owner_name = :to, version = version + 1 "
					+ "where owner_kind = 'PERSON' and owner_name = :from",
			"update request_note set person = :to where person = :from",
			"update asset set made_by = :to, version = version + 1 where made_by = :from",
			"update asset set owner_name = :to, version = version + 1 "
					+ "where owner_kind = 'PERSON' and owner_name = :from");

	private final JdbcClient jdbc;

	Renames(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	@EventListener
	@Transactional(propagation = Propagation.MANDATORY)
	void renamed(People.Renamed event) {
		CHANGES.forEach((change) -> this.jdbc.sql(change).param("from", event.from()).param("to", event.to()).update());
	}

}
