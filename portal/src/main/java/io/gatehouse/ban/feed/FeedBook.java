package io.gatehouse.ban.feed;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import io.gatehouse.ban.feed.Candidate.Left;
import io.gatehouse.ban.feed.FeedGuard.Objection;
import io.gatehouse.ban.feed.FeedProperties.Feed;
import io.gatehouse.ban.feed.FeedProperties.Format;
import io.gatehouse.ban.feed.FeedRows.Row;
import io.gatehouse.ban.list.BanProperties;
import io.gatehouse.ban.list.BanNames;
import io.gatehouse.ban.list.Bans;
import io.gatehouse.ban.list.Bans.Source;
import io.gatehouse.ban.list.Bans.Wanted;
import io.gatehouse.ban.net.AddressSet;
import io.gatehouse.ban.net.Network;
import io.gatehouse.request.ExternalSystem.Failure;
import io.gatehouse.request.ExternalSystem.Refused;
import io.gatehouse.request.ExternalSystem.Unavailable;
import io.gatehouse.request.Text;
import io.gatehouse.request.event.Happened;
import io.gatehouse.request.event.Happened.Action;
import io.gatehouse.request.event.Happened.Detail;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Makes of what was read what is banned. Each method is one transaction, and tells
 * whether it changed what is banned.
 */
@Component
class FeedBook {

	/** A fault that may pass by itself is told after so many. */
	private static final int FAILURES_TOLD = 3;

	private static final int MOST_DOUBLINGS = 3;

	/** What is audited of a feed. */
	private enum FeedDetail implements Detail {

		FEED, ACCEPTED, ENTRIES

	}

	private final FeedRows rows;

	private final DecisionRows decisions;

	private final Bans bans;

	private final FeedGuard guard;

	private final BanProperties properties;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	FeedBook(FeedRows rows, DecisionRows decisions, Bans bans, FeedGuard guard, BanProperties properties,
			ApplicationEventPublisher events, Clock clock) {
		this.rows = rows;
		this.decisions = decisions;
		this.bans = bans;
		this.guard = guard;
		this.properties = properties;
		this.events = events;
		this.clock = clock;
	}

	/** The server says that it is what was read last. */
	@Transactional
	public boolean unchanged(String name, Feed feed, long turn) {
		Optional<Row> found = this.rows.lock(name, turn);
		if (found.isEmpty()) {
			return false;
		}
		Row row = found.get();
		Wanted wanted = wanted(name, feed, row.digest());
		boolean there = this.bans.find(wanted.name()).filter((ban) -> ban.digest().equals(row.digest())).isPresent();
		if (row.entries() > 0 && !there) {
			// Its entries are gone, or are banned elsewhere: they must come again.
			this.rows.validators(name, null, null);
			this.rows.due(name, now());
			return false;
		}
		boolean changed = row.entries() > 0 && put(wanted, AddressSet.none());
		this.rows.unchanged(name, now(), next(feed));
		over(row);
		return changed;
	}

	/** A list was read. */
	@Transactional
	public boolean listed(String name, Feed feed, long turn, Candidate candidate, @Nullable String etag,
			@Nullable String lastModified) {
		Optional<Row> row = this.rows.lock(name, turn);
		if (row.isEmpty() || heldBack(row.get(), feed, row.get().entries(), candidate)) {
			return false;
		}
		boolean changed = take(row.get(), feed, candidate, false);
		this.rows.validators(name, etag, lastModified);
		return changed;
	}

	/** Decisions were read: all of them, or what changed since. */
	@Transactional
	public boolean decided(String name, Feed feed, long turn, Content.Decisions told) {
		Optional<Row> row = this.rows.lock(name, turn);
		if (row.isEmpty()) {
			return false;
		}
		Map<Network, Instant> before = this.decisions.live(name, now());
		Map<Network, Instant> after = told.whole() ? new HashMap<>() : new HashMap<>(before);
		after.keySet().removeAll(told.deleted());
		told.added()
			.forEach((network, left) -> after.merge(network, asKept(now().plus(left)),
					(one, other) -> one.isAfter(other) ? one : other));
		Candidate candidate = Candidate.of(after, told.left(), this.properties.minimum(), feed.skipped());
		if (heldBack(row.get(), feed, before.size(), candidate)) {
			return false;
		}
		this.decisions.keep(name, after);
		return take(row.get(), feed, candidate, true);
	}

	private boolean heldBack(Row row, Feed feed, int before, Candidate candidate) {
		Optional<Objection> objection = this.guard.objection(feed, before, candidate,
				candidate.digest().equals(row.accepted()));
		objection.ifPresent((against) -> {
			stop(row, feed, against.why());
			if (against.acceptable()) {
				this.rows.candidate(row.name(), candidate);
			}
		});
		return objection.isPresent();
	}

	private boolean take(Row row, Feed feed, Candidate candidate, boolean resumable) {
		boolean changed = put(row, feed, candidate);
		this.rows.read(row.name(), feed.scope().name(), candidate, now(), next(feed), resumable);
		over(row);
		return changed;
	}

	private boolean put(Row row, Feed feed, Candidate candidate) {
		Wanted wanted = wanted(row.name(), feed, candidate.digest());
		String before = BanNames.ofFeed(row.name(), row.scope());
		if (!before.equals(wanted.name())) {
			this.bans.remove(before);
		}
		return candidate.set().isEmpty() ? gone(wanted.name()) : put(wanted, candidate.set());
	}

	private boolean put(Wanted wanted, AddressSet set) {
		if (this.bans.extend(wanted)) {
			return false;
		}
		this.bans.put(wanted, set);
		return true;
	}

	/** What was read can't be banned, and there is nothing that ops could accept. */
	@Transactional
	public void stopped(String name, Feed feed, long turn, Text why) {
		this.rows.lock(name, turn).ifPresent((row) -> stop(row, feed, why));
	}

	private void stop(Row row, Feed feed, Text why) {
		this.rows.stopped(row.name(), why, next(feed), true);
		needed(row, why);
	}

	/**
	 * It could not be read. Ops are told where that does not look as if it passed, before
	 * what is banned has come to its end.
	 */
	@Transactional
	public void failed(String name, Feed feed, long turn, Failure failure) {
		this.rows.lock(name, turn).ifPresent((row) -> {
			boolean stopped = row.state() == FeedState.STOPPED;
			Text why = (stopped && row.message() != null) ? row.message() : failure.words();
			int failures = row.failures() + 1;
			boolean told = (failure instanceof Refused || row.readAt() == null) ? failures >= FAILURES_TOLD
					: now().isAfter(row.readAt().plus(feed.lasts().dividedBy(2)));
			this.rows.failed(name, stopped ? FeedState.STOPPED : FeedState.FAILED, why,
					now().plus(pause(feed, failures, failure)), row.attention() || told);
			if (told) {
				needed(row, why);
			}
		});
	}

	private static Duration pause(Feed feed, int failures, Failure failure) {
		Duration pause = feed.every().multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
		Duration most = feed.lasts().dividedBy(4);
		Duration ours = (pause.compareTo(most) < 0) ? pause : most;
		Duration asked = (failure instanceof Unavailable away) ? away.retryAfter() : null;
		return (asked != null && asked.compareTo(ours) > 0) ? asked : ours;
	}

	/**
	 * Lets decisions end that have come to their end, whether CrowdSec is there or not.
	 */
	@Transactional
	public boolean expire(String name, Feed feed) {
		Optional<Row> row = this.rows.lock(name);
		if (row.isEmpty() || !this.decisions.end(name, now())) {
			return false;
		}
		Candidate left = Candidate.of(this.decisions.live(name, now()), Left.NOTHING, this.properties.minimum(),
				feed.skipped());
		this.rows.shrunk(name, left);
		String ban = BanNames.ofFeed(name, row.get().scope());
		return left.set().isEmpty() ? gone(ban) : this.bans.shrink(ban, left.set(), left.digest());
	}

	private boolean gone(String ban) {
		boolean there = this.bans.find(ban).isPresent();
		this.bans.remove(ban);
		return there;
	}

	/** Has banned what was held back, unless it may not be banned by now. */
	@Transactional
	public boolean accept(String name, Feed feed, String digest, String person) {
		Optional<Row> row = this.rows.lock(name).filter((found) -> digest.equals(found.candidate()));
		Optional<byte[]> lines = this.rows.candidateLines(name, digest);
		if (row.isEmpty() || lines.isEmpty()) {
			return false;
		}
		Row found = row.get();
		Candidate candidate;
		if (feed.format() == Format.CROWDSEC) {
			Map<Network, Instant> ends = CandidateLines.ends(lines.get(), now());
			candidate = Candidate.of(ends, found.left(), this.properties.minimum(), feed.skipped());
		}
		else {
			candidate = Candidate.of(CandidateLines.set(lines.get()), found.candidateEntries(), found.left(), null,
					feed.most(this.properties));
		}
		if (this.guard.never(feed, candidate).isPresent()) {
			return false;
		}
		if (feed.format() == Format.CROWDSEC) {
			this.decisions.keep(name, candidate.ends());
		}
		put(found, feed, candidate);
		this.rows.read(name, feed.scope().name(), candidate, now(), next(feed), false);
		this.rows.accepted(name, candidate.digest());
		tell(person, Action.ATTENTION_OVER, name, Map.of(FeedDetail.ACCEPTED, digest, FeedDetail.ENTRIES,
				Text.of("ban.all.networks", candidate.entries()).packed()));
		return true;
	}

	/** Ends what a feed banned, and forgets it. */
	@Transactional
	public boolean end(String name) {
		Optional<Row> row = this.rows.lock(name);
		row.ifPresent((found) -> {
			this.bans.remove(BanNames.ofFeed(name, found.scope()));
			this.rows.remove(name);
			over(found);
		});
		return row.isPresent();
	}

	/** Clears away what came to its end since nobody read it again. */
	@Transactional
	public void tidy() {
		this.bans.ended(Source.FEED).forEach(this.bans::remove);
	}

	private void needed(Row row, Text why) {
		if (!row.attention()) {
			tell(Happened.PORTAL, Action.ATTENTION_NEEDED, row.name(), Map.of(Happened.About.WHY, why.packed()));
		}
	}

	private void over(Row row) {
		if (row.attention()) {
			tell(Happened.PORTAL, Action.ATTENTION_OVER, row.name(), Map.of());
		}
	}

	private void tell(String actor, Action action, String name, Map<? extends Detail, String> detail) {
		Map<Detail, String> all = new HashMap<>(detail);
		all.put(FeedDetail.FEED, name);
		all.put(Happened.About.PAGE, Feeds.PAGE);
		this.events
			.publishEvent(Happened.of(actor, action, "", Text.of("ban.feed.title", name).packed(), null, null, all));
	}

	private Wanted wanted(String name, Feed feed, String digest) {
		String reason = feed.reason().isBlank() ? BanNames.by(name) : feed.reason();
		return new Wanted(BanNames.ofFeed(name, feed.scope().name()), Source.FEED, feed.scope(), reason,
				BanNames.by(name), BanNames.by(name), asKept(now().plus(feed.lasts())), digest);
	}

	private Instant next(Feed feed) {
		return now().plus(feed.every());
	}

	private Instant now() {
		return this.clock.instant();
	}

	/** The database keeps microseconds. */
	private static Instant asKept(Instant end) {
		return end.truncatedTo(ChronoUnit.MICROS);
	}

}
