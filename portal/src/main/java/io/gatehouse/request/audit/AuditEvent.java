package io.gatehouse.request.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * One link of the chain.
 *
 * @param number its place, from 1, without gaps
 * @param at by the database's clock, in microseconds
 * @param previous the hash of the event before it; {@link #START} for the first
 * @param hash of all the rest
 */
public record AuditEvent(long number, Instant at, String actor, String action, String type, String title,
		@Nullable Long request, @Nullable Long asset, Map<String, String> detail, String previous, String hash) {

	/** What stands in the place of the hash before the first event. */
	public static final String START = "0".repeat(64);

	/**
	 * The SHA-256 over all fields but the hash itself, each with its length before it, so
	 * that none runs into the next.
	 */
	String computed() {
		StringBuilder text = new StringBuilder();
		field(text, String.valueOf(this.number));
		field(text, this.at.toString());
		field(text, this.actor);
		field(text, this.action);
		field(text, this.type);
		field(text, this.title);
		field(text, String.valueOf(this.request));
		field(text, String.valueOf(this.asset));
		new TreeMap<>(this.detail).forEach((name, value) -> {
			field(text, name);
			field(text, value);
		});
		field(text, this.previous);
		try {
			MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
			return HexFormat.of().formatHex(sha256.digest(text.toString().getBytes(StandardCharsets.UTF_8)));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	AuditEvent sealed() {
		return new AuditEvent(this.number, this.at, this.actor, this.action, this.type, this.title, this.request,
				this.asset, this.detail, this.previous, computed());
	}

	private static void field(StringBuilder text, String value) {
		text.append(value.length()).append(':').append(value).append('\n');
	}

}
