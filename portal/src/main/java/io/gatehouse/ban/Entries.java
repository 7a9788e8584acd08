package io.gatehouse.ban;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import io.gatehouse.ban.list.BanNames;
import io.gatehouse.ban.list.BanProperties;
import io.gatehouse.ban.list.Digests;
import io.gatehouse.ban.list.Limits;
import io.gatehouse.ban.net.AddressSet;
import io.gatehouse.ban.net.Family;
import io.gatehouse.ban.net.Network;
import io.gatehouse.ban.net.Notation;
import io.gatehouse.ban.net.Ranges;
import io.gatehouse.ban.net.Special;
import io.gatehouse.request.Field.Upload;
import io.gatehouse.request.Field.Uploads;
import io.gatehouse.request.RequestType.Problem;
import io.gatehouse.request.RequestType.WrongLines;
import io.gatehouse.request.Text;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/** Reads the addresses of a form, typed and in a file. */
@Component
class Entries {

	/** What is long is read several times at each look at its request. */
	private static final int REMEMBERED = 4;

	/** So many typed lines are read faster than they are looked up. */
	private static final int FEW = 50;

	private final Uploads uploads;

	private final BanProperties properties;

	private final Map<Source, CompletableFuture<Parsed>> remembered = new LinkedHashMap<>(8, 0.75f, true) {

		@Override
		protected boolean removeEldestEntry(Map.Entry<Source, CompletableFuture<Parsed>> eldest) {
			return size() > REMEMBERED;
		}

	};

	Entries(Uploads uploads, BanProperties properties) {
		this.uploads = uploads;
		this.properties = properties;
	}

	/**
	 * What was read.
	 *
	 * @param lines how many had something on them
	 * @param networks how many there are, once they are put together
	 * @param digest of them
	 * @param name what they are called
	 * @param wide whether one of them is wider than one person may ban, or all together
	 * are more than the widest
	 * @param problems why it can't be banned; where it is too much, nothing else is known
	 * of it
	 */
	record Parsed(AddressSet set, int lines, int networks, String digest, String name, boolean wide,
			List<Problem> problems) {

		/** What the form does not show: that there are more or fewer than were named. */
		Optional<Text> counted() {
			return (this.lines == this.networks) ? Optional.empty() : Optional.of(Text
				.of((this.lines > this.networks) ? "ban.note.merged" : "ban.note.split", this.lines, this.networks));
		}

		private static Parsed refused(List<Problem> problems) {
			return new Parsed(AddressSet.none(), 0, 0, "", "", false, List.copyOf(problems));
		}

	}

	/** Where entries are read from; neither ever changes. */
	private record Source(List<String> typed, @Nullable Upload file) {
	}

	Parsed of(NewBan form) {
		Source source = new Source(form.addresses(), form.file());
		if (source.file() == null && source.typed().size() <= FEW) {
			return parsed(source);
		}
		CompletableFuture<Parsed> mine = new CompletableFuture<>();
		CompletableFuture<Parsed> there;
		synchronized (this.remembered) {
			there = this.remembered.putIfAbsent(source, mine);
		}
		return (there != null) ? result(there) : parsed(source, mine);
	}

	/** Who reads something long keeps nobody waiting but those who ask for the same. */
	private Parsed parsed(Source source, CompletableFuture<Parsed> future) {
		try {
			Parsed parsed = parsed(source);
			future.complete(parsed);
			return parsed;
		}
		catch (RuntimeException | Error ex) {
			synchronized (this.remembered) {
				this.remembered.remove(source, future);
			}
			future.completeExceptionally(ex);
			throw ex;
		}
	}

	private static Parsed result(CompletableFuture<Parsed> future) {
		try {
			return future.join();
		}
		catch (CompletionException ex) {
			throw (ex.getCause() instanceof RuntimeException known) ? known : ex;
		}
	}

	private Parsed parsed(Source source) {
		Reading reading = new Reading(this.properties,
				(source.file() != null && source.typed().isEmpty()) ? "file" : "addresses");
		reading.lines("addresses", source.typed().iterator());
		if (source.file() != null) {
			try (BufferedReader lines = new BufferedReader(
					new InputStreamReader(this.uploads.open(source.file()), StandardCharsets.UTF_8))) {
				reading.lines("file", lines.lines().iterator());
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}
		return reading.end();
	}

	/** Goes through lines, one after the other. */
	private static final class Reading {

		private final BanProperties properties;

		private final AddressSet.Builder builder = new AddressSet.Builder();

		private final List<Problem> problems = new ArrayList<>();

		private String field;

		private int lines;

		/** The field is the one to which it belongs that there is nothing in any. */
		Reading(BanProperties properties, String field) {
			this.properties = properties;
			this.field = field;
		}

		/** Reads no further than to the line that is one too many. */
		void lines(String field, Iterator<String> lines) {
			if (!lines.hasNext()) {
				return;
			}
			this.field = field;
			WrongLines wrong = new WrongLines(field);
			for (int number = 1; !tooLong() && lines.hasNext(); number++) {
				int line = number;
				String text = lines.next();
				// With such a mark some programs begin a file.
				String read = (number == 1 && text.startsWith("\ufeff")) ? text.substring(1) : text;
				line(read).ifPresent((why) -> wrong.add(line, why));
			}
			this.problems.addAll(wrong.problems());
		}

		private boolean tooLong() {
			return this.lines > this.properties.mostEntries();
		}

		/**
		 * What is wrong with a line, if anything is. What is after a # is a remark; an
		 * empty line is none.
		 */
		private Optional<Text> line(String line) {
			int remark = line.indexOf('#');
			String entry = ((remark >= 0) ? line.substring(0, remark) : line).strip();
			if (entry.isEmpty()) {
				return Optional.empty();
			}
			this.lines++;
			return switch (Notation.read(entry)) {
				case Notation.Wrong wrong -> Optional.of(wrong.why());
				case Notation.Read read -> {
					this.builder.add(read.ranges());
					yield refusal(Text.shortened(entry), read.ranges());
				}
			};
		}

		/** A network that is too wide is called that, whatever else is in it. */
		private Optional<Text> refusal(String entry, Ranges ranges) {
			Optional<Special> special = Special.neverIn(ranges);
			boolean nothingElse = special.isPresent() && ranges.minus(Special.NEVER.of(ranges.family())).isEmpty();
			if (nothingElse) {
				return special.map((one) -> Text.of("ban.address.never." + one, entry));
			}
			Optional<Network> wide = tooWide(ranges);
			return wide.map(this::tooWide)
				.or(() -> special.map((one) -> Text.of("ban.address.takes-in", entry, one.in(ranges.family()))));
		}

		/** Few are as large as one that is, so that hardly any are taken apart. */
		private Optional<Network> tooWide(Ranges ranges) {
			Limits minimum = this.properties.minimum();
			int bits = (ranges.family() == Family.V4) ? 32 : 64;
			if (ranges.spread() <= powerOfTwo(bits - minimum.of(ranges.family()))) {
				return Optional.empty();
			}
			List<Network> wide = new ArrayList<>();
			ranges.networks((network) -> {
				if (minimum.exceededBy(network)) {
					wide.add(network);
				}
			});
			return wide.stream().findFirst();
		}

		private Text tooWide(Network network) {
			return Text.of("ban.too-wide", network, this.properties.minimum().of(network.family()));
		}

		Parsed end() {
			if (this.lines == 0) {
				this.problems.add(Problem.at(this.field, "ban.nothing"));
			}
			if (tooLong()) {
				this.problems.add(Problem.at(this.field, "ban.too-long", this.properties.mostEntries()));
				return Parsed.refused(this.problems);
			}
			AddressSet set = this.builder.build();
			// A short range can be a hundred networks: they are counted before any is
			// made.
			long networks = set.count();
			if (networks > this.properties.mostEntries()) {
				this.problems.add(Problem.at(this.field, "ban.too-many", networks, this.properties.mostEntries()));
				return Parsed.refused(this.problems);
			}
			Limits minimum = this.properties.minimum();
			Limits wide = this.properties.wide();
			Tally tally = new Tally();
			set.networks((network) -> {
				tally.add(network, minimum.exceededBy(network), wide.exceededBy(network));
			});
			if (tally.tooWide != null && this.problems.isEmpty()) {
				// Two that lie side by side.
				this.problems.add(new Problem(this.field, tooWide(tally.tooWide)));
			}
			return new Parsed(set, this.lines, tally.count, tally.digest.hex(), tally.name(),
					tally.wide || spreads(set, wide, this.properties.bulk()), List.copyOf(this.problems));
		}

		/** Many small networks hit as many people as a wide one, or as many entries. */
		private static boolean spreads(AddressSet set, Limits wide, int bulk) {
			return set.v4().spread() > Math.max(bulk, powerOfTwo(32 - wide.v4()))
					|| set.v6().spread() > Math.max(bulk, powerOfTwo(64 - wide.v6()));
		}

		private static long powerOfTwo(int bits) {
			return (bits < 63) ? 1L << Math.max(bits, 0) : Long.MAX_VALUE;
		}

	}

	/** What is counted along the networks. */
	private static final class Tally {

		private final Digests digest = new Digests();

		private int count;

		private boolean wide;

		private @Nullable Network first;

		private @Nullable Network tooWide;

		void add(Network network, boolean isTooWide, boolean isWide) {
			this.count++;
			this.wide |= isWide;
			this.first = (this.first != null) ? this.first : network;
			this.tooWide = (isTooWide && this.tooWide == null) ? network : this.tooWide;
			this.digest.line(network.toString());
		}

		String name() {
			if (this.first == null) {
				return "";
			}
			return BanNames.networks(this.first.toString(), this.count - 1, this.digest.hex());
		}

	}

}
