package io.gatehouse.ban;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

	/** A file is read at each look at its request, and never changes. */
	private static final int FILES_REMEMBERED = 4;

	private final Uploads uploads;

	private final BanProperties properties;

	private final Map<String, Parsed> remembered = new LinkedHashMap<>(8, 0.75f, true) {

		@Override
		protected boolean removeEldestEntry(Map.Entry<String, Parsed> eldest) {
			return size() > FILES_REMEMBERED;
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
	 * @param wide whether any is wider than one person may ban
	 * @param problems why it can't be banned
	 */
	record Parsed(AddressSet set, int networks, String digest, String name, boolean wide, List<Problem> problems) {
	}

	Parsed of(NewBan form) {
		Upload file = form.file();
		if (file == null) {
			return parsed(form.addresses(), null);
		}
		synchronized (this.remembered) {
			return this.remembered.computeIfAbsent(file.id() + "\n" + String.join("\n", form.addresses()),
					(key) -> parsed(form.addresses(), file));
		}
	}

	private Parsed parsed(List<String> typed, @Nullable Upload file) {
		Reading reading = new Reading(this.properties);
		typed.forEach((line) -> reading.line("addresses", line));
		if (file != null) {
			try (BufferedReader lines = new BufferedReader(
					new InputStreamReader(this.uploads.open(file), StandardCharsets.UTF_8))) {
				lines.lines().forEach((line) -> reading.line("file", line));
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

		private int lines;

		private int wrong;

		Reading(BanProperties properties) {
			this.properties = properties;
		}

		/** What is after a # is a remark; an empty line is none. */
		void line(String field, String line) {
			int remark = line.indexOf('#');
			String entry = ((remark >= 0) ? line.substring(0, remark) : line).strip();
			if (entry.isEmpty()) {
				return;
			}
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
			if (this.lines > this.properties.mostEntries()) {
				this.problems.add(Problem.at("file", "ban.too-many", this.lines, this.properties.mostEntries()));
			}
			AddressSet set = this.builder.build();
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
			return new Parsed(set, tally.count, tally.digest.hex(), tally.name(), tally.wide,
					List.copyOf(this.problems));
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
			return (this.count == 1) ? this.first.toString()
					: "%s +%d (%s)".formatted(this.first, this.count - 1, this.digest.hex().substring(0, 12));
		}

	}

	/** The networks of a set, as many as fit. */
	static List<String> some(AddressSet set, int most) {
		List<String> found = new ArrayList<>();
		set.networks((network) -> {
			if (found.size() < most) {
				found.add(network.toString());
			}
		});
		return found;
	}

}
