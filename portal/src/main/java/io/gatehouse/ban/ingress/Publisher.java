package io.gatehouse.ban.ingress;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

import io.gatehouse.adapter.kubernetes.Cluster;
import io.gatehouse.adapter.kubernetes.Posting;
import io.gatehouse.adapter.kubernetes.Posting.Found;
import io.gatehouse.adapter.kubernetes.Postings;
import io.gatehouse.ban.ingress.Publications.Publication;
import io.gatehouse.ban.list.Enforcer.State;
import io.gatehouse.ban.list.Lists;
import io.gatehouse.ban.list.Lists.Published;
import io.gatehouse.ban.list.Lists.Told;
import io.gatehouse.ban.list.Scope;
import io.gatehouse.request.ExternalSystem;
import io.gatehouse.request.Outcome;
import io.gatehouse.request.Text;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Brings what the cluster is told up to date: at once where there is a new version, again
 * and again as a net, and when somebody asks for it. Whoever does it writes the same, and
 * only what differs.
 */
@Component
class Publisher {

	static final String VERSION = "gatehouse.io/bans-version";

	static final String DIGEST = "gatehouse.io/bans-digest";

	private static final Logger log = LoggerFactory.getLogger(Publisher.class);

	/** What is not there after these is left to the next look. */
	private static final int ATTEMPTS = 5;

	private static final Duration SOON = Duration.ofSeconds(1);

	private final List<Lane> lanes;

	private final Lists lists;

	private final Cluster cluster;

	private final Publications publications;

	Publisher(Outputs outputs, Lists lists, Cluster cluster, Publications publications) {
		this.lanes = outputs.all().stream().map(Lane::new).toList();
		this.lists = lists;
		this.cluster = cluster;
		this.publications = publications;
	}

	/**
	 * What was done for an output.
	 *
	 * @param words why it is not enforced, or what is
	 */
	record Report(String output, State state, Text words, List<Text> warnings) {
	}

	/** One output, which one thread at a time works on. */
	private static final class Lane {

		private final Output output;

		/** Held until a look begins, which sees all that came before it. */
		private final Semaphore places = new Semaphore(2);

		private final ReentrantLock turn = new ReentrantLock();

		Lane(Output output) {
			this.output = output;
		}

	}

	@TransactionalEventListener
	void published(Published published) {
		if (published.target().equals(Scope.INGRESS)) {
			this.lanes.forEach(this::soon);
		}
	}

	private void soon(Lane lane) {
		if (lane.places.tryAcquire()) {
			Thread.ofVirtual().name("ban-" + lane.output.name()).start(() -> attempts(lane));
		}
	}

	/** Where there is no place to wait for another attempt, others will make it. */
	private void attempts(Lane lane) {
		int left = ATTEMPTS;
		while (now(lane, lane.places::release).state() == State.WAITING && --left > 0 && lane.places.tryAcquire()) {
			LockSupport.parkNanos(SOON.toNanos());
		}
	}

	/** Brings all up to date, one after the other. */
	List<Report> now() {
		return this.lanes.stream().map((lane) -> now(lane, () -> {
		})).toList();
	}

	private Report now(Lane lane, Runnable beginning) {
		lane.turn.lock();
		try {
			beginning.run();
			return told(lane.output);
		}
		catch (RuntimeException ex) {
			log.warn("The bans could not be published to {}", lane.output.title(), ex);
			return new Report(lane.output.title(), State.WAITING, Text.of("ban.output.fault", ex.toString()),
					List.of());
		}
		finally {
			lane.turn.unlock();
		}
	}

	private Report told(Output output) {
		Optional<Told> told = this.lists.told(Scope.INGRESS);
		if (told.isEmpty()) {
			return new Report(output.title(), State.ENFORCED, Text.of("ban.output.nothing"), List.of());
		}
		Attempt attempt = new Attempt(output, told.get());
		Outcome outcome = attempt.tried();
		if (!(outcome instanceof Outcome.Done) && attempt.overtaken()) {
			return told(output);
		}
		return switch (outcome) {
			case Outcome.Done done -> {
				attempt.lookForWarnings();
				this.publications.enforced(output.name(), told.get(), attempt.warnings);
				yield new Report(output.title(), State.ENFORCED, attempt.did(), attempt.warnings);
			}
			case Outcome.RetryAfter retry -> failed(output, State.WAITING, retry.progress(), attempt.warnings);
			case Outcome.Failed failed -> failed(output, State.STOPPED, failed.reason(), attempt.warnings);
		};
	}

	private Report failed(Output output, State state, Text why, List<Text> warnings) {
		if (this.publications.find(output.name()).map(Publication::message).filter(why::equals).isEmpty()) {
			log.warn("The bans are not published to {}: {}", output.title(), why);
		}
		this.publications.failed(output.name(), state, why);
		return new Report(output.title(), state, why, warnings);
	}

	/** Telling one version to one output. */
	private final class Attempt {

		private final Postings postings = Publisher.this.cluster.postings();

		private final Output output;

		private final Told told;

		private final List<Text> warnings = new ArrayList<>();

		private Posting.@Nullable Name head;

		private int written;

		Attempt(Output output, Told told) {
			this.output = output;
			this.told = told;
		}

		/** What is there now, and how much of it had to be written. */
		Text did() {
			return Text.of("ban.output.did", String.valueOf(this.told.version()), this.told.layout().size(),
					this.written);
		}

		Outcome tried() {
			try {
				return switch (this.output.plan(this.told.layout())) {
					case Plan.TooLarge large -> Outcome.failed(large.why());
					case Plan.Objects objects -> done(objects);
				};
			}
			catch (ExternalSystem.Unavailable ex) {
				return Outcome.retryAfter(SOON, ex.words());
			}
			catch (ExternalSystem.Refused ex) {
				return Outcome.failed(ex.words());
			}
		}

		private Outcome done(Plan.Objects objects) {
			this.head = objects.head().name();
			@Nullable Found head = this.postings.find(objects.head().name()).orElse(null);
			long there = Math.max(version(head),
					Publisher.this.publications.find(this.output.name()).map(Publication::version).orElse(0L));
			if (there > this.told.version()) {
				return Outcome.failed(Text.of("ban.output.newer", this.output.title(), String.valueOf(there),
						String.valueOf(this.told.version()), VERSION));
			}
			// The last first: when a list grows, what moves on to a later part is there
			// before it is gone from an earlier one.
			for (Posting shard : objects.shards().reversed()) {
				@Nullable Found found = this.postings.find(shard.name()).orElse(null);
				if (version(found) > this.told.version() && overtaken()) {
					return otherwise();
				}
				Outcome outcome = (found != null && found.ours() && found.says(shard.content())) ? Outcome.done()
						: put(shard, found);
				if (!(outcome instanceof Outcome.Done)) {
					return outcome;
				}
			}
			Outcome outcome = saysSo(head, objects.head()) ? Outcome.done() : put(objects.head(), head);
			return (outcome instanceof Outcome.Done) ? tidied(objects.shards().size()) : outcome;
		}

		private boolean saysSo(@Nullable Found head, Posting wanted) {
			return head != null && (head.ours() || wanted.shared()) && head.says(wanted.content())
					&& notes(head).equals(notes());
		}

		private Map<String, String> notes() {
			return Map.of(VERSION, String.valueOf(this.told.version()), DIGEST, this.told.digest());
		}

		private Map<String, String> notes(Found found) {
			Map<String, String> notes = new HashMap<>(found.annotations());
			notes.keySet().retainAll(List.of(VERSION, DIGEST));
			return notes;
		}

		/** Writes an object and reads it back. */
		private Outcome put(Posting posting, @Nullable Found before) {
			Outcome outcome = this.postings.put(posting, notes(), before, this.warnings::add);
			if (!(outcome instanceof Outcome.Done)) {
				return outcome;
			}
			this.written++;
			boolean same = this.postings.find(posting.name())
				.filter((found) -> found.says(posting.content()))
				.isPresent();
			return same ? Outcome.done() : otherwise();
		}

		/**
		 * Whether there is a newer version by now, which another portal may be writing.
		 */
		boolean overtaken() {
			return Publisher.this.lists.standing(Scope.INGRESS)
				.filter((standing) -> standing.version() > this.told.version())
				.isPresent();
		}

		private Outcome otherwise() {
			return Outcome.retryAfter(SOON, Text.of("ban.output.differs", this.output.title()));
		}

		/**
		 * Takes away parts that are no longer needed: the last first, so that one that is
		 * left when this is cut off is found again.
		 */
		private Outcome tidied(int first) {
			List<Posting.Name> superfluous = new ArrayList<>();
			Optional<Posting.Name> next = this.output.shard(first);
			Optional<Found> found = next.flatMap(this.postings::find);
			for (int number = first; found.isPresent(); number++) {
				// What is somebody else's is in nobody's way here.
				if (found.get().ours()) {
					superfluous.add(next.orElseThrow());
				}
				next = this.output.shard(number + 1);
				found = next.flatMap(this.postings::find);
			}
			for (Posting.Name name : superfluous.reversed()) {
				Outcome outcome = this.postings.remove(name);
				if (!(outcome instanceof Outcome.Done)) {
					return outcome;
				}
			}
			return Outcome.done();
		}

		/** What is published stays so where they can't be looked for. */
		void lookForWarnings() {
			try {
				Optional.ofNullable(this.head)
					.flatMap(this.postings::find)
					.ifPresent((found) -> this.warnings.addAll(this.output.warnings(Publisher.this.cluster, found)));
			}
			catch (RuntimeException ex) {
				if (!(ex instanceof ExternalSystem.Failure)) {
					log.warn("What switches the bans off for {} could not be looked for", this.output.title(), ex);
				}
				this.warnings.add(Text.of("ban.output.not-looked"));
			}
		}

		private static long version(@Nullable Found found) {
			String version = (found != null) ? found.annotations().getOrDefault(VERSION, "") : "";
			return version.matches("\\d{1,18}") ? Long.parseLong(version) : 0;
		}

	}

}
