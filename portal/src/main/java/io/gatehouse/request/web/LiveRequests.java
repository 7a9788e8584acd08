package io.gatehouse.request.web;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;

import io.gatehouse.identity.People;
import io.gatehouse.identity.Person;
import io.gatehouse.request.event.ChangeSignals;
import io.gatehouse.request.event.Happened;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Tells open pages that their request changed, whichever portal changed it. What is sent
 * is only that it did: the page then asks for the new state as itself, so that each sees
 * what it may, in its own language.
 *
 * <p>
 * The database is asked each second. A signal, of this portal or another, only has it
 * asked at once: nothing depends on signals but the time.
 */
@Component
class LiveRequests implements DisposableBean {

	private static final Logger log = LoggerFactory.getLogger(LiveRequests.class);

	private static final Duration EVERY = Duration.ofSeconds(1);

	/**
	 * Browsers connect again by themselves; so no connection needs to be kept for long.
	 */
	private static final Duration LONGEST = Duration.ofMinutes(10);

	/** More pages than one person looks at. */
	static final int MOST_OF_ONE = 20;

	/** In ticks. */
	private static final int HEARTBEAT = 15;

	/** In ticks: how often it is looked whether who watches may still be here. */
	private static final int STANDING = 5;

	private final JdbcClient jdbc;

	private final People people;

	private final ChangeSignals signals;

	private final Map<Long, Set<Watcher>> watchers = new ConcurrentHashMap<>();

	private final Map<Long, Long> versions = new ConcurrentHashMap<>();

	private final ScheduledExecutorService ticker = Executors
		.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("live-requests").factory());

	private int ticks;

	/** Of a page that is open; since when is by {@link System#nanoTime()}. */
	private record Watcher(String username, SseEmitter emitter, long since) {
	}

	@Autowired
	LiveRequests(JdbcClient jdbc, People people, ObjectProvider<ChangeSignals> signals) {
		this(jdbc, people, signals.getIfAvailable(ChangeSignals::none), EVERY);
	}

	LiveRequests(JdbcClient jdbc, People people, ChangeSignals signals, Duration every) {
		this.jdbc = jdbc;
		this.people = people;
		this.signals = signals;
		this.ticker.scheduleWithFixedDelay(this::tick, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
		signals.listen(this::wake);
	}

	/**
	 * A stream of a request's changes; the first event comes at once, for what happened
	 * while nobody listened.
	 * @param username of who watches; the stream ends where that person is blocked
	 */
	SseEmitter watch(long number, String username) {
		SseEmitter emitter = new SseEmitter(LONGEST.toMillis());
		Watcher watcher = new Watcher(username, emitter, System.nanoTime());
		emitter.onCompletion(() -> leave(number, watcher));
		emitter.onTimeout(emitter::complete);
		emitter.onError((fault) -> leave(number, watcher));
		this.watchers.compute(number, (key, all) -> {
			Set<Watcher> those = (all != null) ? all : ConcurrentHashMap.newKeySet();
			those.add(watcher);
			return those;
		});
		send(number, watcher, SseEmitter.event().name("changed").data(""));
		endOldest(username);
		return emitter;
	}

	/**
	 * Connections are few: of a person's pages that are too many the oldest look no more.
	 */
	private void endOldest(String username) {
		List<Watcher> theirs = this.watchers.values()
			.stream()
			.flatMap(Set::stream)
			.filter((watcher) -> watcher.username().equals(username))
			.sorted((one, other) -> Long.signum(one.since() - other.since()))
			.toList();
		theirs.stream()
			.limit(Math.max(0, theirs.size() - MOST_OF_ONE))
			.forEach((watcher) -> watcher.emitter().complete());
	}

	private void leave(long number, Watcher watcher) {
		this.watchers.computeIfPresent(number, (key, all) -> {
			all.remove(watcher);
			if (!all.isEmpty()) {
				return all;
			}
			this.versions.remove(key);
			return null;
		});
	}

	/** Called on the thread that changed it, which must not wait for anything here. */
	@TransactionalEventListener
	void changed(Happened happened) {
		Long request = happened.request();
		if (request != null) {
			wake(request);
			this.signals.changed(request);
		}
	}

	private void wake(long number) {
		if (this.watchers.containsKey(number)) {
			soon(() -> compare(Set.of(number)));
		}
	}

	/** Blocked by this portal; what another one finds out is seen by looking. */
	@TransactionalEventListener
	void standingChanged(People.StandingChanged event) {
		if (event.blocked()) {
			soon(() -> close(event.username()::equals));
		}
	}

	private void soon(Runnable task) {
		try {
			this.ticker.execute(() -> tolerating(task));
		}
		catch (RejectedExecutionException ex) {
			log.debug("The portal is stopping, and its streams end anyway", ex);
		}
	}

	private void tick() {
		tolerating(() -> {
			Set<Long> watched = Set.copyOf(this.watchers.keySet());
			this.versions.keySet().retainAll(watched);
			if (watched.isEmpty()) {
				return;
			}
			this.ticks++;
			if (this.ticks % HEARTBEAT == 0) {
				watched.forEach((number) -> tell(number, () -> SseEmitter.event().comment("still here")));
			}
			compare(watched);
			if (this.ticks % STANDING == 0) {
				closeBlocked();
			}
		});
	}

	private static void tolerating(Runnable task) {
		try {
			task.run();
		}
		catch (RuntimeException ex) {
			// The database is away; pages say so themselves, and the next tick tries
			// again.
			log.debug("Live updates pause", ex);
		}
	}

	private void compare(Set<Long> numbers) {
		this.jdbc.sql("select number, version from service_request where number in (:numbers)")
			.param("numbers", numbers)
			.query((row) -> {
				compare(row.getLong(1), row.getLong(2));
			});
	}

	private void compare(long number, long version) {
		if (!this.watchers.containsKey(number)) {
			return;
		}
		Long before = this.versions.put(number, version);
		// Looked at for the first time, it may have changed since the page was made.
		if (before == null || before != version) {
			tell(number, () -> SseEmitter.event().name("changed").data(""));
		}
	}

	private void closeBlocked() {
		Set<String> usernames = new HashSet<>();
		this.watchers.values().forEach((all) -> all.forEach((watcher) -> usernames.add(watcher.username())));
		Map<String, Person> known = this.people.find(usernames);
		close((username) -> known.containsKey(username) && known.get(username).blocked());
	}

	private void close(Predicate<String> person) {
		this.watchers.forEach((number,
				all) -> all.stream().filter((watcher) -> person.test(watcher.username())).forEach((watcher) -> {
					leave(number, watcher);
					watcher.emitter().complete();
				}));
	}

	private void tell(long number, Supplier<SseEmitter.SseEventBuilder> event) {
		// Each on a thread of its own: a browser that does not read must not hold up the
		// others.
		this.watchers.getOrDefault(number, Set.of())
			.forEach((watcher) -> Thread.startVirtualThread(() -> send(number, watcher, event.get())));
	}

	private void send(long number, Watcher watcher, SseEmitter.SseEventBuilder event) {
		try {
			watcher.emitter().send(event);
		}
		catch (IOException | IllegalStateException ex) {
			leave(number, watcher);
		}
	}

	@Override
	public void destroy() {
		this.ticker.shutdownNow();
		this.watchers.values().forEach((all) -> all.forEach((watcher) -> watcher.emitter().complete()));
	}

}
