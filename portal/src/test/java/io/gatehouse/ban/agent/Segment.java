package io.gatehouse.ban.agent;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeSet;

/** A part of an answer to a host: a whole list, or what has changed since another. */
record Segment(int version, String previous, String digest, String lines, BanList after) {

	private static final String NONE = "-";

	static Segment full(int version, BanList list) {
		return full(version, list, "P\n" + lines("p", list.protectedOnes()) + "N\n" + lines("n", list.networks())
				+ lines("+", list.singles()));
	}

	/** A whole list of any lines, good or bad, with the digest that they have. */
	static Segment full(int version, BanList counted, String lines) {
		return new Segment(version, NONE, digest(lines), lines, counted);
	}

	static Segment delta(int version, String previous, BanList before, BanList after) {
		StringBuilder lines = new StringBuilder();
		if (!before.protectedOnes().equals(after.protectedOnes())) {
			lines.append("P\n").append(lines("p", after.protectedOnes()));
		}
		if (!before.networks().equals(after.networks())) {
			lines.append("N\n").append(lines("n", after.networks()));
		}
		lines.append(lines("-", minus(before.singles(), after.singles())));
		lines.append(lines("+", minus(after.singles(), before.singles())));
		return new Segment(version, previous, digest(previous + "\n" + lines), lines.toString(), after);
	}

	boolean isFull() {
		return this.previous.equals(NONE);
	}

	String text() {
		return "segment %s %d %s %s %d %d %d hosts/edge\n%s".formatted(isFull() ? "full" : "delta", this.version,
				this.previous, this.digest, this.after.singles().size(), this.after.networks().size(),
				this.after.protectedOnes().size(), this.lines);
	}

	String end() {
		return "end %d %s\n".formatted(this.version, this.digest);
	}

	private static Set<String> minus(Set<String> these, Set<String> those) {
		Set<String> left = new TreeSet<>(these);
		left.removeAll(those);
		return left;
	}

	private static String lines(String mark, Collection<String> values) {
		StringBuilder lines = new StringBuilder();
		values.forEach((value) -> lines.append(mark).append(' ').append(value).append('\n'));
		return lines.toString();
	}

	private static String digest(String text) {
		try {
			return HexFormat.of()
				.formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII)));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
