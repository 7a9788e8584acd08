package io.gatehouse.backup;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What a backup has of a schema, as the database itself lists it. */
final class Tables {

	/**
	 * Who was logged in then is not logged in again, as somebody may have signed out
	 * since; and migrations are carried out, not copied.
	 */
	private static final Set<String> LEFT_OUT = Set.of("spring_session", "spring_session_attributes",
			"flyway_schema_history");

	private static final String COLUMNS = """
			select c.relname, a.attname from pg_class c join pg_attribute a on a.attrelid = c.oid
			where c.relnamespace = current_schema()::text::regnamespace and c.relkind = 'r' and a.attnum > 0
				and not a.attisdropped and a.attgenerated = '' order by c.relname, a.attnum""";

	private static final String REFERENCES = """
			select f.relname, t.relname from pg_constraint c join pg_class f on f.oid = c.conrelid
				join pg_class t on t.oid = c.confrelid
			where c.contype = 'f' and c.connamespace = current_schema()::text::regnamespace and f.oid <> t.oid""";

	private static final String SEQUENCES = """
			select relname from pg_class where relkind = 'S' and relnamespace = current_schema()::text::regnamespace
			order by relname""";

	private Tables() {
	}

	/** A table and its columns. */
	record Table(String name, List<String> columns) {

		String columnNames() {
			return this.columns.stream().map(Sql::quoted).collect(Collectors.joining(", "));
		}

	}

	/** All of them, each after those that it refers to. */
	static List<Table> of(Connection connection) throws SQLException {
		Map<String, List<String>> columns = new LinkedHashMap<>();
		pairs(connection, COLUMNS)
			.forEach((pair) -> columns.computeIfAbsent(pair.name(), (name) -> new ArrayList<>()).add(pair.other()));
		columns.keySet().removeAll(LEFT_OUT);
		List<Pair> references = pairs(connection, REFERENCES);
		Set<String> placed = new LinkedHashSet<>();
		while (placed.size() < columns.size()) {
			List<String> next = columns.keySet()
				.stream()
				.filter((name) -> !placed.contains(name))
				.filter((name) -> references.stream()
					.allMatch((pair) -> !pair.name().equals(name) || placed.contains(pair.other())))
				.toList();
			if (next.isEmpty()) {
				throw new IllegalStateException("tables that refer to each other in a circle: " + columns.keySet());
			}
			placed.addAll(next);
		}
		return placed.stream().map((name) -> new Table(name, columns.getOrDefault(name, List.of()))).toList();
	}

	/** The names of all sequences. */
	static Set<String> sequences(Connection connection) throws SQLException {
		Set<String> names = new LinkedHashSet<>();
		try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(SEQUENCES)) {
			while (rows.next()) {
				names.add(rows.getString(1));
			}
		}
		return names;
	}

	private record Pair(String name, String other) {
	}

	private static List<Pair> pairs(Connection connection, String sql) throws SQLException {
		List<Pair> pairs = new ArrayList<>();
		try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(sql)) {
			while (rows.next()) {
				pairs.add(new Pair(rows.getString(1), rows.getString(2)));
			}
		}
		return pairs;
	}

}
