package io.gatehouse.ban.list;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

import io.gatehouse.ban.list.ListRows.Row;
import io.gatehouse.ban.list.ListRows.Stored;

import org.springframework.stereotype.Component;

/** What hosts are answered when they ask for their list. */
@Component
public class Answers {

	private static final int WHOLE_REMEMBERED = 8;

	private final ListRows rows;

	private final Versions versions;

	/** Whole lists are long, and wanted by many hosts at once after an outage. */
	private final Map<Scope, Stored> whole = new LinkedHashMap<>(16, 0.75f, true) {

		@Override
		protected boolean removeEldestEntry(Map.Entry<Scope, Stored> eldest) {
			return size() > WHOLE_REMEMBERED;
		}

	};

	Answers(ListRows rows, Versions versions) {
		this.rows = rows;
		this.versions = versions;
	}

	/** A list, or what changed in it, up to a version. */
	public record Answer(long version, String digest, List<Part> parts) {

		/** A segment in parts; gzip. */
		private record Part(byte[] header, byte[] lines) {
		}

		/** Gzip members one after the other are gzip again: nothing is packed twice. */
		public void writeTo(OutputStream out, boolean gzip) throws IOException {
			byte[] end = Segment.end(this.version, this.digest).getBytes(StandardCharsets.US_ASCII);
			for (Part part : this.parts) {
				out.write(gzip ? ListRows.packed(part.header()) : part.header());
				if (gzip) {
					out.write(part.lines());
				}
				else {
					new GZIPInputStream(new ByteArrayInputStream(part.lines())).transferTo(out);
				}
			}
			out.write(gzip ? ListRows.packed(end) : end);
		}

	}

	/**
	 * What a host needs that has a version; empty where there is nothing newer within the
	 * time.
	 * @param digest of what it has; where that is none of ours, it gets the whole list
	 */
	public Optional<Answer> newer(Scope target, long version, String digest, Duration patience)
			throws InterruptedException {
		long left = patience.toNanos();
		while (true) {
			long seen = this.versions.seen();
			Optional<Row> row = this.rows.find(target)
				.filter((found) -> found.version() > 0 && !found.digest().equals(digest));
			if (row.isPresent()) {
				return Optional.of(answer(since(target, version, digest)));
			}
			if (left <= 0) {
				return Optional.empty();
			}
			left = this.versions.awaitChange(seen, left);
		}
	}

	/** From the version that the host has on, if that is one of which we know. */
	private List<Stored> since(Scope target, long version, String digest) {
		boolean known = this.rows.digest(target, version).filter(digest::equals).isPresent();
		if (known) {
			return this.rows.after(target, version);
		}
		List<Stored> all = new ArrayList<>();
		all.add(whole(target));
		all.addAll(this.rows.after(target, all.getFirst().version()));
		return all;
	}

	private Stored whole(Scope target) {
		synchronized (this.whole) {
			Stored known = this.whole.get(target);
			if (known == null || !this.rows.isWhole(target, known.version(), known.digest())) {
				known = this.rows.whole(target);
				this.whole.put(target, known);
			}
			return known;
		}
	}

	private static Answer answer(List<Stored> segments) {
		Stored last = segments.getLast();
		List<Answer.Part> parts = segments.stream()
			.map((segment) -> new Answer.Part((segment.header() + "\n").getBytes(StandardCharsets.US_ASCII),
					segment.lines()))
			.toList();
		return new Answer(last.version(), last.digest(), parts);
	}

}
