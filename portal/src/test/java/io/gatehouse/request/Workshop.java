package io.gatehouse.request;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.test.context.TestComponent;

/**
 * A system that lives in memory: things with a colour, of which some are shared. What
 * goes wrong in it, and how long it takes, is steered thing by thing.
 */
@TestComponent
public class Workshop implements ExternalSystem {

	static final String NAME = "workshop";

	private static final String SHARED = "shelf";

	private static final String COLOUR = "colour";

	private final Map<String, SortedMap<String, String>> things = new TreeMap<>();

	private final List<String> journal = new ArrayList<>();

	private final Map<String, RuntimeException> faults = new ConcurrentHashMap<>();

	private final Map<String, RuntimeException> readFaults = new ConcurrentHashMap<>();

	private final Map<String, RuntimeException> lostReplies = new ConcurrentHashMap<>();

	private final Map<String, Integer> delays = new ConcurrentHashMap<>();

	private final Map<String, Integer> departures = new ConcurrentHashMap<>();

	private final Map<String, Stop> stops = new ConcurrentHashMap<>();

	private final Map<String, Stop> readingStops = new ConcurrentHashMap<>();

	/** Something that one asset alone may hold. */
	public Resource thing(String name, String colour) {
		return new Thing("thing", name, new TreeMap<>(Map.of(COLOUR, colour)));
	}

	/** Something that may be there already, and that several assets hold together. */
	public Resource shelf(String name, String colour) {
		return new Thing(SHARED, name, new TreeMap<>(Map.of(COLOUR, colour)));
	}

	/** Puts a thing there past the portal, or paints it. */
	public synchronized void put(String name, String colour) {
		this.things.put(name, new TreeMap<>(Map.of(COLOUR, colour)));
	}

	/** Takes a thing away past the portal. */
	public synchronized void lose(String name) {
		this.things.remove(name);
	}

	/** Its colour; empty where it is not there. */
	public synchronized Optional<String> colour(String name) {
		return Optional.ofNullable(this.things.get(name)).map((thing) -> thing.get(COLOUR));
	}

	/** What was written to things whose name begins so, in order. */
	public synchronized List<String> journal(String prefix) {
		return this.journal.stream().filter((entry) -> entry.split(" ")[1].startsWith(prefix)).toList();
	}

	/** Each write to the thing is refused, until {@link #heal}. */
	public void refuse(String name) {
		this.faults.put(name, new Refused(Text.of("workshop.refused", name), null));
	}

	/** Each write to the thing meets no answer, until {@link #heal}. */
	public void hangUp(String name) {
		this.faults.put(name, away(name));
	}

	/** The thing can't be read, until {@link #heal}. */
	public void hide(String name) {
		this.readFaults.put(name, away(name));
	}

	/** The next write to the thing is done, but its answer is lost. */
	public void loseReply(String name) {
		this.lostReplies.put(name, away(name));
	}

	private static Unavailable away(String name) {
		return new Unavailable(Text.of("workshop.away", name), Duration.ofMillis(300), null);
	}

	public void heal(String name) {
		this.faults.remove(name);
		this.readFaults.remove(name);
		this.delays.remove(name);
	}

	/** The thing says so many times that it is not ready yet, or until {@link #heal}. */
	public void takesTime(String name, int times) {
		this.delays.put(name, times);
	}

	/** Once it is taken away, the thing says so many times that it is still going. */
	public void lingers(String name, int times) {
		this.departures.put(name, times);
	}

	/** Whether it has not yet said so as often as it was told to. */
	public boolean lingering(String name) {
		return this.departures.getOrDefault(name, 0) > 0;
	}

	/** The next writer to the thing stops right before its write. */
	public Stop stop(String name) {
		Stop stop = new Stop();
		this.stops.put(name, stop);
		return stop;
	}

	/** The next who looks at the thing stops right before. */
	public Stop stopReading(String name) {
		Stop stop = new Stop();
		this.readingStops.put(name, stop);
		return stop;
	}

	private void write(Resource.Context context, String verb, String name, @Nullable SortedMap<String, String> value) {
		Stop stop = this.stops.remove(name);
		if (stop != null) {
			stop.pass();
		}
		context.beforeWrite();
		Optional.ofNullable(this.faults.get(name)).ifPresent((fault) -> {
			throw fault;
		});
		synchronized (this) {
			this.journal.add(verb + " " + name);
			if (value != null) {
				this.things.put(name, value);
			}
			else {
				this.things.remove(name);
			}
		}
		Optional.ofNullable(this.lostReplies.remove(name)).ifPresent((fault) -> {
			throw fault;
		});
	}

	@Override
	public String name() {
		return NAME;
	}

	@Override
	public Resource recorded(Resource.Key key, Map<String, String> attributes) {
		return new Thing(key.kind(), key.name(), new TreeMap<>(attributes));
	}

	@Override
	public Health health() {
		return new Health(true, null, null, List.of());
	}

	@Override
	public void probe() {
		// Always there.
	}

	/** Where a worker stands still until it is let on. */
	public static final class Stop {

		private final CountDownLatch arrived = new CountDownLatch(1);

		private final CountDownLatch open = new CountDownLatch(1);

		/** Waits until a worker is there. */
		public void awaitArrival() {
			await(this.arrived);
		}

		public void letGo() {
			this.open.countDown();
		}

		private void pass() {
			this.arrived.countDown();
			await(this.open);
		}

		private static void await(CountDownLatch latch) {
			try {
				if (!latch.await(60, TimeUnit.SECONDS)) {
					throw new IllegalStateException("nobody came");
				}
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				throw new IllegalStateException(ex);
			}
		}

	}

	private final class Thing implements Resource {

		private final String kind;

		private final String name;

		private final SortedMap<String, String> desired;

		private Thing(String kind, String name, SortedMap<String, String> desired) {
			this.kind = kind;
			this.name = name;
			this.desired = desired;
		}

		@Override
		public Key key() {
			return new Key(NAME, this.kind, this.name);
		}

		@Override
		public SortedMap<String, String> desired() {
			return this.desired;
		}

		@Override
		public boolean shared() {
			return this.kind.equals(SHARED);
		}

		@Override
		public State read(Context context) {
			Optional.ofNullable(Workshop.this.readingStops.remove(this.name)).ifPresent(Stop::pass);
			Optional.ofNullable(Workshop.this.readFaults.get(this.name)).ifPresent((fault) -> {
				throw fault;
			});
			synchronized (Workshop.this) {
				SortedMap<String, String> there = Workshop.this.things.get(this.name);
				return (there != null) ? State.present(there) : State.absent();
			}
		}

		@Override
		public Outcome apply(Context context) {
			write(context, "make", this.name, new TreeMap<>(this.desired));
			return Outcome.done();
		}

		@Override
		public Outcome ready(Context context) {
			int left = Workshop.this.delays.merge(this.name, -1, Integer::sum);
			return (left >= 0) ? Outcome.retryAfter(Duration.ofMillis(300), Text.of("workshop.drying", this.name))
					: Outcome.done();
		}

		@Override
		public Outcome remove(Context context) {
			Optional<State> before = context.before().filter(State::present);
			if (before.isPresent()) {
				write(context, "restore", this.name, before.get().attributes());
			}
			else if (read(context).present()) {
				write(context, "remove", this.name, null);
			}
			int left = Workshop.this.departures.merge(this.name, -1, Integer::sum);
			return (left >= 0) ? Outcome.retryAfter(Duration.ofMillis(300), Text.of("workshop.leaving", this.name))
					: Outcome.done();
		}

	}

}
