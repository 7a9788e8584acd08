package io.gatehouse.ban.ingress;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

import io.gatehouse.ban.list.Enforcer.State;
import io.gatehouse.ban.list.Lists.Told;
import io.gatehouse.request.Text;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What the cluster was told, by output. */
@Component
class Publications {

	private static final TypeReference<List<Text>> TEXTS = new TypeReference<>() {
	};

	private final JdbcClient jdbc;

	private final JsonMapper json;

	Publications(JdbcClient jdbc, JsonMapper json) {
		this.jdbc = jdbc;
		this.json = json;
	}

	/**
	 * What came of an output.
	 *
	 * @param version that was read back from it last; 0 for none
	 * @param at since when it is so
	 * @param message what keeps the next version from it
	 * @param warnings where it does not hold although it was published
	 */
	record Publication(String output, long version, String digest, Instant at, State state, @Nullable Text message,
			List<Text> warnings) {
	}

	List<Publication> all() {
		return this.jdbc.sql("select * from ban_publication order by output").query(this::publication).list();
	}

	Optional<Publication> find(String output) {
		return this.jdbc.sql("select * from ban_publication where output = ?")
			.param(output)
			.query(this::publication)
			.optional();
	}

	private Publication publication(ResultSet row, int index) throws SQLException {
		return new Publication(row.getString("output"), row.getLong("version"), row.getString("digest"),
				row.getObject("at", OffsetDateTime.class).toInstant(), state(row.getString("state")),
				text(row.getString("message")), this.json.readValue(row.getString("warnings"), TEXTS));
	}

	private static State state(String name) {
		return name.equals("FAILED") ? State.STOPPED : State.valueOf(name);
	}

	private @Nullable Text text(@Nullable String stored) {
		return (stored != null) ? this.json.readValue(stored, Text.class) : null;
	}

	/** A version was read back as it was written; a later one is not undone by this. */
	@Transactional
	void enforced(String output, Told told, List<Text> warnings) {
		this.jdbc.sql("""
				insert into ban_publication as it (output, version, digest, at, state, warnings)
				values (:output, :version, :digest, now(), 'ENFORCED', :warnings::jsonb)
				on conflict (output) do update set version = excluded.version, digest = excluded.digest,
					at = case when it.state = 'ENFORCED' and it.digest = excluded.digest then it.at else now() end,
					state = excluded.state, message = null, warnings = excluded.warnings
				where it.version <= excluded.version""")
			.param("output", output)
			.param("version", told.version())
			.param("digest", told.digest())
			.param("warnings", this.json.writeValueAsString(warnings))
			.update();
	}

	/** Why a version is not there; what was read back last stays recorded. */
	@Transactional
	void failed(String output, State state, Text why) {
		this.jdbc.sql("""
				insert into ban_publication as it (output, version, digest, at, state, message)
				values (:output, 0, '', now(), :state, :message::jsonb)
				on conflict (output) do update set state = excluded.state, message = excluded.message,
					at = case when it.state = excluded.state and it.message = excluded.message then it.at
						else now() end""")
			.param("output", output)
			.param("state", (state == State.STOPPED) ? "FAILED" : state.name())
			.param("message", this.json.writeValueAsString(why))
			.update();
	}

}
