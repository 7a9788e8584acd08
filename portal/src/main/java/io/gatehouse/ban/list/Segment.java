package io.gatehouse.ban.list;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.gatehouse.ban.net.Network;
import org.jspecify.annotations.Nullable;

/**
 * A version of a list as hosts read it: as a whole, or as what changed since the version
 * before. Its digest is over its lines and, of a change, over the digest before it too,
 * so that who is told changes only can check that they have come to the same list.
 *
 * @param complete whether it is a whole list
 * @param header the line before the others
 * @param digest SHA-256 in hexadecimal digits
 * @param lines as they are sent
 */
public record Segment(boolean complete, String header, String digest, byte[] lines) {

	private static final String NOTHING_BEFORE = "-";

	/** A whole list. */
	static Segment complete(Scope target, long version, Layout layout) {
		Lines lines = new Lines();
		lines.kept(layout);
		lines.networks(layout);
		layout.singles().forEach((single) -> lines.line('+', single));
		return segment(target, true, version, NOTHING_BEFORE, layout, lines.bytes());
	}

	/** What changed from one list to the next. */
	static Segment change(Scope target, long version, String digestBefore, Layout before, Layout after) {
		Lines lines = new Lines();
		if (!before.kept().equals(after.kept())) {
			lines.kept(after);
		}
		if (!before.networks().equals(after.networks())) {
			lines.networks(after);
		}
		Layout.without(before.singles(), after.singles()).forEach((single) -> lines.line('-', single));
		Layout.without(after.singles(), before.singles()).forEach((single) -> lines.line('+', single));
		return segment(target, false, version, digestBefore, after, lines.bytes());
	}

	private static Segment segment(Scope target, boolean complete, long version, String before, Layout after,
			byte[] lines) {
		String digest = digest(complete ? null : before, lines);
		String header = String.join(" ", "segment", complete ? "full" : "delta", Long.toString(version), before, digest,
				Integer.toString(after.singles().size()), Integer.toString(after.networks().size()),
				Integer.toString(after.kept().size()), target.name());
		return new Segment(complete, header, digest, lines);
	}

	private static String digest(@Nullable String before, byte[] lines) {
		Digests digest = new Digests();
		if (before != null) {
			digest.line(before);
		}
		return digest.bytes(lines).hex();
	}

	/** The line that ends an answer: who does not find it has not got all of it. */
	static String end(long version, String digest) {
		return "end " + version + " " + digest + "\n";
	}

	/** The list to which a segment leads from the one before. */
	Layout after(Layout before) {
		List<Network> kept = this.complete ? List.of() : before.kept();
		List<Network> networks = this.complete ? List.of() : before.networks();
		List<Network> removed = new ArrayList<>();
		List<Network> added = new ArrayList<>();
		for (String line : new String(this.lines, StandardCharsets.US_ASCII).split("\n")) {
			switch (line.isEmpty() ? ' ' : line.charAt(0)) {
				case 'P' -> kept = new ArrayList<>();
				case 'N' -> networks = new ArrayList<>();
				case 'p' -> kept.add(Network.parse(line.substring(2)));
				case 'n' -> networks.add(Network.parse(line.substring(2)));
				case '-' -> removed.add(Network.parse(line.substring(2)));
				case '+' -> added.add(Network.parse(line.substring(2)));
				default -> {
				}
			}
		}
		List<Network> singles = new ArrayList<>(this.complete ? List.of() : Layout.without(before.singles(), removed));
		singles.addAll(added);
		singles.sort(Layout.ORDER);
		return new Layout(singles, networks, kept);
	}

	/** The lines of a segment, written one after the other. */
	private static final class Lines {

		private final StringBuilder text = new StringBuilder();

		void kept(Layout layout) {
			this.text.append("P\n");
			layout.kept().forEach((network) -> line('p', network));
		}

		void networks(Layout layout) {
			this.text.append("N\n");
			layout.networks().forEach((network) -> line('n', network));
		}

		void line(char what, Network network) {
			this.text.append(what).append(' ');
			network.writeTo(this.text);
			this.text.append('\n');
		}

		byte[] bytes() {
			return this.text.toString().getBytes(StandardCharsets.US_ASCII);
		}

	}

}
