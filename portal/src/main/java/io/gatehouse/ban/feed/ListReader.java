package io.gatehouse.ban.feed;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.gatehouse.ban.feed.FeedProperties.Feed;
import io.gatehouse.ban.list.BanProperties;
import io.gatehouse.ban.feed.Candidate.Left;
import io.gatehouse.ban.list.Limits;
import io.gatehouse.ban.net.AddressSet;
import io.gatehouse.ban.net.Network;
import io.gatehouse.ban.net.Notation;
import io.gatehouse.ban.net.Ranges;
import io.gatehouse.request.Text;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.stereotype.Component;

/** Reads the addresses out of a list: lines, a column of a CSV, or an array in JSON. */
@Component
class ListReader {

	private static final JsonMapper JSON = JsonMapper.shared();

	private final BanProperties properties;

	ListReader(BanProperties properties) {
		this.properties = properties;
	}

	Content read(Feed feed, byte[] body) {
		return switch (feed.format()) {
			case PLAIN -> plain(feed, body);
			case CSV -> csv(feed, body);
			case JSON -> json(feed, body);
			case CROWDSEC -> throw new IllegalArgumentException("decisions are no list");
		};
	}

	/** What follows a # or a ; is a remark. */
	private Content plain(Feed feed, byte[] body) {
		Collected collected = collected(feed);
		text(body).lines()
			.takeWhile((line) -> collected.takesMore())
			.map((line) -> line.split("[#;]", 2)[0].strip())
			.filter((line) -> !line.isEmpty())
			.forEach(collected::add);
		return collected.listed();
	}

	/** A first row without an address names the columns. */
	private Content csv(Feed feed, byte[] body) {
		Collected collected = collected(feed);
		boolean first = true;
		for (String line : text(body).lines().toList()) {
			if (!collected.takesMore()) {
				break;
			}
			if (line.isBlank() || line.startsWith("#")) {
				continue;
			}
			List<String> columns = columns(line, feed.delimiter());
			String entry = (columns.size() >= feed.column()) ? columns.get(feed.column() - 1) : "";
			if (!first || Notation.read(entry) instanceof Notation.Read) {
				collected.add(entry);
			}
			first = false;
		}
		return collected.listed();
	}

	/** Quoted as RFC 4180 says, but within one line. */
	static List<String> columns(String line, String delimiter) {
		List<String> columns = new ArrayList<>();
		StringBuilder column = new StringBuilder();
		boolean quoted = false;
		for (int i = 0; i < line.length(); i++) {
			char sign = line.charAt(i);
			if (sign == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
				column.append(sign);
				i++;
			}
			else if (sign == '"') {
				quoted = !quoted;
			}
			else if (!quoted && line.startsWith(delimiter, i)) {
				columns.add(column.toString().strip());
				column.setLength(0);
				i += delimiter.length() - 1;
			}
			else {
				column.append(sign);
			}
		}
		columns.add(column.toString().strip());
		return columns;
	}

	private Content json(Feed feed, byte[] body) {
		JsonNode array;
		try {
			array = JSON.readTree(body).at(JsonPointer.compile(feed.pointer()));
		}
		catch (JacksonException ex) {
			return new Content.Broken(Text.of("ban.feed.no-json"));
		}
		if (!array.isArray()) {
			return new Content.Broken(Text.of("ban.feed.no-array", feed.pointer()));
		}
		Collected collected = collected(feed);
		for (int i = 0; i < array.size() && collected.takesMore(); i++) {
			JsonNode entry = feed.field().isEmpty() ? array.get(i) : array.get(i).path(feed.field());
			collected.add(entry.isString() ? entry.stringValue() : "");
		}
		return collected.listed();
	}

	private Collected collected(Feed feed) {
		return new Collected(this.properties.minimum(), feed.most(this.properties), feed.skipped());
	}

	/** Without the mark with which some programs begin a file. */
	private static String text(byte[] body) {
		String text = new String(body, StandardCharsets.UTF_8);
		return text.startsWith("\ufeff") ? text.substring(1) : text;
	}

	/** The entries, one after the other. */
	private static final class Collected {

		private final Limits minimum;

		private final int most;

		private final AddressSet skips;

		private final AddressSet.Builder set = new AddressSet.Builder();

		private int entries;

		private int unreadable;

		private int skipped;

		private @Nullable Network tooWide;

		Collected(Limits minimum, int most, AddressSet skips) {
			this.minimum = minimum;
			this.most = most;
			this.skips = skips;
		}

		/** Once there are too many, more of them tell nothing. */
		boolean takesMore() {
			return this.entries <= this.most;
		}

		void add(String entry) {
			if (Notation.read(entry) instanceof Notation.Read read) {
				add(read.ranges());
			}
			else {
				this.unreadable++;
			}
		}

		/** Of an entry that is skipped in part, the rest is taken. */
		private void add(Ranges ranges) {
			Ranges skips = this.skips.of(ranges.family());
			Ranges rest = ranges.touches(skips) ? ranges.minus(skips) : ranges;
			if (rest != ranges) {
				this.skipped++;
			}
			if (rest.isEmpty()) {
				return;
			}
			this.entries++;
			this.set.add(rest);
			ranges.networks((network) -> {
				if (this.minimum.exceededBy(network)) {
					this.tooWide = network;
				}
			});
		}

		Content listed() {
			return new Content.Listed(Candidate.of(this.set.build(), this.entries,
					new Left(this.unreadable, this.skipped), this.tooWide, this.most));
		}

	}

}
