package io.gatehouse.ban.list;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import org.jspecify.annotations.Nullable;

/** A SHA-256 over lines, taken as they come. */
public final class Digests {

	private final MessageDigest sha256;

	private @Nullable String hex;

	public Digests() {
		try {
			this.sha256 = MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** Adds a line with its end. */
	public Digests line(String line) {
		return bytes((line + "\n").getBytes(StandardCharsets.UTF_8));
	}

	Digests bytes(byte[] bytes) {
		this.sha256.update(bytes);
		return this;
	}

	/** In lower case hexadecimal digits; nothing can be added after it. */
	public String hex() {
		String digits = (this.hex != null) ? this.hex : HexFormat.of().formatHex(this.sha256.digest());
		this.hex = digits;
		return digits;
	}

}
