package io.gatehouse.request.web;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.gatehouse.identity.People;
import io.gatehouse.identity.Person;
import io.gatehouse.identity.Role;
import io.gatehouse.request.form.FieldModel;
import io.gatehouse.request.form.FormModel;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What may be chosen in fields for people, teams and projects. */
@Component
class Suggestions {

	private static final int MOST = 200;

	private final People people;

	private final JdbcClient jdbc;

	Suggestions(People people, JdbcClient jdbc) {
		this.people = people;
		this.jdbc = jdbc;
	}

	Map<String, List<String>> of(FormModel model, Person me) {
		Map<String, List<String>> suggestions = new HashMap<>();
		for (FieldModel field : model.fields()) {
			switch (field.kind()) {
				case PERSON -> suggestions.put(field.name(), usernames());
				case TEAM -> suggestions.put(field.name(), teams(me).stream().map(Suggestions::last).toList());
				case PROJECT -> suggestions.put(field.name(), projects(me));
				default -> {
				}
			}
		}
		return suggestions;
	}

	/** To whom something can be handed over. */
	List<String> heirs(Person me) {
		List<String> heirs = new ArrayList<>(teams(me));
		heirs.addAll(usernames());
		return heirs;
	}

	private List<String> usernames() {
		return this.people.search("", MOST).stream().map(Person::username).toList();
	}

	private List<String> teams(Person me) {
		return this.people.teams().stream().filter((team) -> me.is(Role.OPS) || me.groups().contains(team)).toList();
	}

	/**
	 * Projects that the portal made for the person's teams: it has no business listing
	 * others'.
	 */
	private List<String> projects(Person me) {
		return this.jdbc.sql("""
				select distinct r.name from asset_resource r join asset a on a.id = r.asset_id
				where r.system = 'gitlab' and r.kind = 'project' and a.state = 'ACTIVE'
					and (:ops or a.owner_name = any(:groups) or a.made_by = :me)
				order by r.name limit 200""")
			.param("ops", me.is(Role.OPS))
			.param("groups", me.groups().toArray(String[]::new))
			.param("me", me.username())
			.query(String.class)
			.list();
	}

	private static String last(String path) {
		return path.substring(path.lastIndexOf('/') + 1);
	}

}
