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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import io.gatehouse.ban.list.BanNames;
import io.gatehouse.ban.list.BanProperties;
import io.gatehouse.ban.list.Digests;
import io.gatehouse.ban.list.Limits;
import io.gatehouse.ban.net.AddressSet;
import io.gatehouse.ban.net.Network;
import io.gatehouse.ban.net.Notation;
import io.gatehouse.request.Field.Upload;
import io.gatehouse.request.Field.Uploads;
import io.gatehouse.request.RequestType.Problem;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/** Reads the addresses of a form, typed and in a file. */
@Component
class Entries {

	private static final int PROBLEMS_SHOWN = 5;

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
	 * @param networks how many there are, once they are put together
	 * @param digest of them
	 * @param name what they are called
	 * @param wide whether one of them is wider than one person may ban, or all together
	 * are more than the widest
	 * @param problems why it can't be banned; where it is too much, nothing else is known
	 * of it
	 */
	record Parsed(AddressSet set, int networks, String digest, String name, boolean wide, List<Problem> problems) {

		private static Parsed refused(List<Problem> problems) {
			return new Parsed(AddressSet.none(), 0, "", "", false, List.copyOf(problems));
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
		Reading reading = new Reading(this.properties);
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

		private String field = "addresses";

		private int lines;

		private int wrong;

		Reading(BanProperties properties) {
			this.properties = properties;
		}

		/** Reads no further than to the line that is one too many. */
		void lines(String field, Iterator<String> lines) {
			while (!tooLong() && lines.hasNext()) {
				line(field, lines.next());
			}
		}

		private boolean tooLong() {
			return this.lines > this.properties.mostEntries();
		}

		/** What is after a # is a remark; an empty line is none. */
		private void line(String field, String line) {
			int remark = line.indexOf('#');
			String entry = ((remark >= 0) ? line.substring(0, remark) : line).strip();
			if (entry.isEmpty()) {
				return;
			}
			this.field = field;
			this.lines++;
			switch (Notation.read(entry)) {
				case Notation.Read read -> this.builder.add(read.ranges());
				case Notation.Wrong wrong -> {
					this.wrong++;
					if (this.wrong <= PROBLEMS_SHOWN) {
						this.problems.add(new Problem(field, wrong.why()));
					}
				}
			}
		}

		Parsed end() {
			if (this.wrong > PROBLEMS_SHOWN) {
				this.problems.add(Problem.at("", "ban.more-wrong", this.wrong - PROBLEMS_SHOWN));
			}
			if (this.lines == 0) {
				this.problems.add(Problem.at("addresses", "ban.nothing"));
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
			if (tally.tooWide != null) {
				this.problems
					.add(Problem.at("addresses", "ban.too-wide", tally.tooWide, minimum.of(tally.tooWide.family())));
			}
			return new Parsed(set, tally.count, tally.digest.hex(), tally.name(),
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
