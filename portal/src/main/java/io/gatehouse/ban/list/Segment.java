package io.gatehouse.ban.list;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

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
record Segment(boolean complete, String header, String digest, byte[] lines) {

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
	static Segment change(Scope target, long version, String digestBefore, Layout before, Layout after,
			Layout.Difference difference) {
		Lines lines = new Lines();
		if (!before.kept().equals(after.kept())) {
			lines.kept(after);
		}
		if (!before.networks().equals(after.networks())) {
			lines.networks(after);
		}
		difference.singlesGone().forEach((single) -> lines.line('-', single));
		difference.singlesCome().forEach((single) -> lines.line('+', single));
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

	/** The list to which segments lead, from a whole one on. */
	static Layout replayed(Stream<Segment> segments) {
		Replay replay = new Replay();
		segments.forEach(replay::add);
		return replay.end();
	}

	/** Goes through segments; there may be thousands that change one address each. */
	private static final class Replay {

		private List<Network> kept = new ArrayList<>();

		private List<Network> networks = new ArrayList<>();

		private final List<Network> singles = new ArrayList<>();

		/** Whether each is there in the end. */
		private final Map<Network, Boolean> changed = new HashMap<>();

		void add(Segment segment) {
			if (segment.complete) {
				this.kept = new ArrayList<>();
				this.networks = new ArrayList<>();
				this.singles.clear();
				this.changed.clear();
			}
			for (String line : new String(segment.lines, StandardCharsets.US_ASCII).split("\n")) {
				switch (line.isEmpty() ? ' ' : line.charAt(0)) {
					case 'P' -> this.kept = new ArrayList<>();
					case 'N' -> this.networks = new ArrayList<>();
					case 'p' -> this.kept.add(network(line));
					case 'n' -> this.networks.add(network(line));
					case '-' -> this.changed.put(network(line), false);
					case '+' -> {
						if (segment.complete) {
							this.singles.add(network(line));
						}
						else {
							this.changed.put(network(line), true);
						}
					}
					default -> {
					}
				}
			}
		}

		private static Network network(String line) {
			return Network.parse(line.substring(2));
		}

		Layout end() {
			List<Network> all = new ArrayList<>(this.singles.size() + this.changed.size());
			this.singles.stream().filter((single) -> !this.changed.containsKey(single)).forEach(all::add);
			this.changed.forEach((single, there) -> {
				if (there) {
					all.add(single);
				}
			});
			all.sort(Layout.ORDER);
			return new Layout(all, this.networks, this.kept);
		}

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
