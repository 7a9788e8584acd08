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

	private static final String NAMED = """
			exists (select from service_request r where strpos(r.form::text, u.id::text) > 0
				and r.state not in ('REJECTED', 'WITHDRAWN', 'LAPSED', 'ROLLED_BACK', 'SUCCEEDED'))
			or exists (select from asset a where strpos(a.form::text, u.id::text) > 0 and a.state <> 'ENDED')""";

	private final JdbcClient jdbc;

	private final UploadProperties properties;

	UploadStore(JdbcClient jdbc, UploadProperties properties) {
		this.jdbc = jdbc;
		this.properties = properties;
	}

	/** Keeps a file for a person; of those that no form names, the oldest make room. */
	@Transactional
	public Upload keep(String person, String name, byte[] content) {
		UUID id = UUID.randomUUID();
		String sha256 = sha256(content);
		this.jdbc.sql("""
				delete from upload where id in (select u.id from upload u where u.person = :person and not (%s)
					order by u.at desc offset :most)""".formatted(NAMED))
			.param("person", person)
			.param("most", this.properties.perPerson() - 1)
			.update();
		this.jdbc.sql("""
				insert into upload (id, person, name, size, sha256, content, at)
				values (?, ?, ?, ?, ?, ?, now())""").params(id, person, name, content.length, sha256, content).update();
		return new Upload(id.toString(), name, content.length, sha256);
	}

	/** A file of a person's own. */
	public Optional<Upload> find(String id, String person) {
		return uuid(id)
			.flatMap((known) -> this.jdbc.sql("select id, name, size, sha256 from upload where id = ? and person = ?")
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
		return new Upload(row.getString("id"), row.getString("name"), row.getLong("size"), row.getString("sha256"));
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
