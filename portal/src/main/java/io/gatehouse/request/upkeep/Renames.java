package io.gatehouse.request.upkeep;

import java.util.List;

import io.gatehouse.identity.People;
import io.gatehouse.request.plan.Systems;
import io.gatehouse.request.plan.RequestTypes.Known;
import io.gatehouse.request.plan.RequestTypes;
import io.gatehouse.request.form.FormModel;
import io.gatehouse.request.form.FieldModel;
import io.gatehouse.request.Resource.Key;

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
			"update upload set person = :to where person = :from",
			"update request_note set person = :to where person = :from",
			"update asset set made_by = :to, version = version + 1 where made_by = :from",
			"update asset set owner_name = :to, version = version + 1 "
					+ "where owner_kind = 'PERSON' and owner_name = :from");

	private static final List<String> FORMS = List.of("service_request", "asset").stream().map("""
			update %s set form = jsonb_set(form, array[:field], to_jsonb(:to::text)), version = version + 1
			where type = :type and lower(form ->> :field) = :from"""::formatted).toList();

	/** The tables that know resources by their names. */
	private static final List<String> KEYED = List.of("held_resource", "asset_resource", "request_step",
			"resource_lock");

	private final JdbcClient jdbc;

	private final RequestTypes types;

	private final Systems systems;

	Renames(JdbcClient jdbc, RequestTypes types, Systems systems) {
		this.jdbc = jdbc;
		this.types = types;
		this.systems = systems;
	}

	@EventListener
	@Transactional(propagation = Propagation.MANDATORY)
	void renamed(People.Renamed event) {
		CHANGES.forEach((change) -> this.jdbc.sql(change).param("from", event.from()).param("to", event.to()).update());
		this.types.all().forEach((known) -> forms(known, event));
		keys(event.from()).forEach((key) -> this.systems.get(key.system())
			.renamed(key, event.from(), event.to())
			.ifPresent((now) -> rename(key, now)));
	}

	/** What was asked for somebody is for that account, whatever it is called. */
	private void forms(Known known, People.Renamed event) {
		FormModel.of(known.form())
			.fields()
			.stream()
			.filter((field) -> field.kind() == FieldModel.Kind.PERSON)
			.forEach((field) -> FORMS.forEach((change) -> this.jdbc.sql(change)
				.param("field", field.name())
				.param("type", known.name())
				.param("from", event.from())
				.param("to", event.to())
				.update()));
	}

	/** Of what is held, that in whose name the user name may stand. */
	private List<Key> keys(String username) {
		return this.jdbc.sql("select system, kind, name from held_resource where strpos(name, ?) > 0")
			.param(username)
			.query((row, index) -> new Key(row.getString("system"), row.getString("kind"), row.getString("name")))
			.list();
	}

	private void rename(Key from, Key to) {
		KEYED.forEach(
				(table) -> this.jdbc.sql("update " + table + " set name = ? where system = ? and kind = ? and name = ?")
					.params(to.name(), from.system(), from.kind(), from.name())
					.update());
	}

}
