package io.gatehouse.request.upload;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;

import io.gatehouse.request.Field.Upload;
import io.gatehouse.request.Field.Uploads;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Keeps files until nothing that is left names them. */
@Component
public class UploadStore implements Uploads {

	/** Only a field of a file names one: what else is in a form is text. */
	private static final String NAMED = """
			exists (select from service_request r, jsonb_each(r.form) field
				where field.value->>'id' = u.id::text
				and r.state not in ('REJECTED', 'WITHDRAWN', 'LAPSED', 'ROLLED_BACK', 'SUCCEEDED'))
			or exists (select from asset a, jsonb_each(a.form) field
				where field.value->>'id' = u.id::text and a.state <> 'ENDED')""";

	private final JdbcClient jdbc;

	private final UploadProperties properties;

	UploadStore(JdbcClient jdbc, UploadProperties properties) {
		this.jdbc = jdbc;
		this.properties = properties;
	}

	/**
	 * Keeps a file for a person; of those that no form names, the oldest make room.
	 * @return empty where those that forms name leave no room for it
	 */
	@Transactional
	public Optional<Upload> keep(String person, String name, byte[] content) {
		// Two at once must not both be the last that fits.
		this.jdbc.sql("select pg_advisory_xact_lock(hashtextextended('upload/' || ?, 0))")
			.param(person)
			.query((row) -> {
			});
		long room = this.properties.mostOfPerson().toBytes() - content.length - named(person);
		if (room < 0) {
			return Optional.empty();
		}
		makeRoom(person, room);
		UUID id = UUID.randomUUID();
		String sha256 = sha256(content);
		long lines = lines(content);
		this.jdbc.sql("""
				insert into upload (id, person, name, size, sha256, lines, content, at)
				values (?, ?, ?, ?, ?, ?, ?, now())""")
			.params(id, person, name, content.length, sha256, lines, content)
			.update();
		return Optional.of(new Upload(id.toString(), name, content.length, sha256, lines));
	}

	/** How much the files are that forms name, in bytes. */
	private long named(String person) {
		return this.jdbc
			.sql("select coalesce(sum(u.size), 0) from upload u where u.person = ? and (%s)".formatted(NAMED))
			.param(person)
			.query(Long.class)
			.single();
	}

	/** Lets go of what is more than may be, or takes more than there is room for. */
	private void makeRoom(String person, long room) {
		this.jdbc.sql("""
				delete from upload where id in (select id from (
					select u.id, row_number() over newest as nth, sum(u.size) over newest as bytes from upload u
					where u.person = :person and not (%s) window newest as (order by u.at desc, u.id)) unnamed
					where nth > :most or bytes > :room)""".formatted(NAMED))
			.param("person", person)
			.param("most", this.properties.perPerson() - 1)
			.param("room", room)
			.update();
	}

	/** A file of a person's own. */
	public Optional<Upload> find(String id, String person) {
		return uuid(id).flatMap(
				(known) -> this.jdbc.sql("select id, name, size, sha256, lines from upload where id = ? and person = ?")
					.params(known, person)
					.query(UploadStore::upload)
					.optional());
	}

	@Override
	public InputStream open(Upload upload) {
		return uuid(upload.id())
			.flatMap((id) -> this.jdbc.sql("select content from upload where id = ?")
				.param(id)
				.query((row, index) -> row.getBytes(1))
				.optional())
			.map(ByteArrayInputStream::new)
			.orElseThrow(() -> new NoSuchElementException("The upload " + upload.id() + " is gone"));
	}

	/** Lets go of what no form names any more, or none ever did. */
	@Transactional
	public int tidy() {
		return this.jdbc.sql("""
				delete from upload where id in (select u.id from upload u
					where u.at < now() - make_interval(secs => :seconds) and not (%s))""".formatted(NAMED))
			.param("seconds", (double) this.properties.keep().toSeconds())
			.update();
	}

	private static Optional<UUID> uuid(String text) {
		try {
			return Optional.of(UUID.fromString(text));
		}
		catch (IllegalArgumentException ex) {
			return Optional.empty();
		}
	}

	private static Upload upload(ResultSet row, int index) throws SQLException {
		return new Upload(row.getString("id"), row.getString("name"), row.getLong("size"), row.getString("sha256"),
				row.getLong("lines"));
	}

	/** The last one need not end. */
	private static long lines(byte[] content) {
		long lines = 0;
		for (byte one : content) {
			lines += (one == '\n') ? 1 : 0;
		}
		return (content.length == 0 || content[content.length - 1] == '\n') ? lines : lines + 1;
	}

	private static String sha256(byte[] content) {
		try {
			return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
