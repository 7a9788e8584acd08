package io.gatehouse.request.plan;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import org.jspecify.annotations.Nullable;

/**
 * A SHA-256 over fields; each goes in with its length, so that none runs into the next.
 */
public final class Digest {

	private final StringBuilder text = new StringBuilder();

	public Digest add(@Nullable Object field) {
		if (field == null) {
			this.text.append('-');
		}
		else {
			String value = field.toString();
			this.text.append(value.length()).append(':').append(value);
		}
		return this;
	}

	/** In lower case hexadecimal digits. */
	public String hex() {
		try {
			MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
			return HexFormat.of().formatHex(sha256.digest(this.text.toString().getBytes(StandardCharsets.UTF_8)));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
