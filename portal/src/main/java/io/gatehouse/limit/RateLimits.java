package io.gatehouse.limit;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Counts how often each asks, in the memory of this portal: two portals together allow
 * twice as much.
 */
@Component
public class RateLimits {

	/**
	 * For how many pages a preview counts: it changes nothing, but asks other systems.
	 */
	public static final int PAGES_OF_PREVIEW = 5;

	private static final Duration MINUTE = Duration.ofMinutes(1);

	/**
	 * By then all that was taken is given back: nothing is lost with what is forgotten.
	 */
	private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(2);

	private static final int MOST_REMEMBERED = 100_000;

	/** Of an IPv6 address; the rest is one customer's to choose, RFC 6177. */
	private static final int NETWORK_BYTES = 6;

	/** Few lose their session as they send a form, and what they sent takes room. */
	private static final int KEPT_FORMS_OF_ONE = 30;

	private static final int KEPT_FORMS_OF_ALL = 120;

	/** What is counted apart from what. */
	public enum Kind {

		/** What a person asks for that changes nothing. */
		READ,

		/** What a person asks for that changes something. */
		CHANGE,

		/** What comes from an address where nobody is signed in. */
		ANONYMOUS,

		/** What a host that enforces bans asks for. */
		HOST,

		/** What comes to the hosts' address without a token that is known. */
		NO_HOST,

		/** A form that is kept for somebody at an address until they have signed in. */
		KEPT_FORM

	}

	/** Each kind apart: those who come by many addresses must not push out people. */
	private final Map<Kind, Cache<String, Bucket>> buckets = new EnumMap<>(Kind.class);

	private final Bucket keptOfAll;

	private final LimitProperties properties;

	private final TimeMeter time;

	@Autowired
	RateLimits(LimitProperties properties) {
		this(properties, TimeMeter.SYSTEM_MILLISECONDS);
	}

	RateLimits(LimitProperties properties, TimeMeter time) {
		this.properties = properties;
		this.time = time;
		for (Kind kind : Kind.values()) {
			this.buckets.put(kind,
					Caffeine.newBuilder().expireAfterAccess(FORGOTTEN_AFTER).maximumSize(MOST_REMEMBERED).build());
		}
		this.keptOfAll = bucket(KEPT_FORMS_OF_ALL);
	}

	/**
	 * Counts that somebody asks.
	 * @param weight for how many askings it counts
	 * @return empty where it is allowed; else how long to wait, which counts for nothing
	 */
	public Optional<Duration> take(Kind kind, String who, int weight) {
		int most = most(kind);
		Bucket bucket = Objects.requireNonNull(this.buckets.get(kind)).get(who, (counted) -> bucket(most));
		ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(Math.min(weight, most));
		return probe.isConsumed() ? Optional.empty() : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
	}

	/** As {@link #take}, for whoever is at an address. */
	public Optional<Duration> takeFrom(Kind kind, String address) {
		return take(kind, network(address), 1);
	}

	/**
	 * Counts a preview on a page that was counted as one already.
	 * @throws TooFast where that is not allowed
	 */
	public void countPreview(long person) {
		take(Kind.READ, String.valueOf(person), PAGES_OF_PREVIEW - 1).ifPresent((wait) -> {
			throw new TooFast(wait);
		});
	}

	/** Whether something may be kept for whoever is at an address. */
	public boolean mayKeep(String address) {
		return takeFrom(Kind.KEPT_FORM, address).isEmpty() && this.keptOfAll.tryConsume(1);
	}

	private int most(Kind kind) {
		return switch (kind) {
			case READ -> this.properties.reads();
			case CHANGE -> this.properties.changes();
			case ANONYMOUS, NO_HOST -> this.properties.anonymous();
			case KEPT_FORM -> KEPT_FORMS_OF_ONE;
			case HOST -> this.properties.host();
		};
	}

	private Bucket bucket(int most) {
		return Bucket.builder()
			.addLimit((limit) -> limit.capacity(most).refillGreedy(most, MINUTE))
			.withCustomTimePrecision(this.time)
			.build();
	}

	private static String network(String address) {
		if (!address.contains(":")) {
			return address;
		}
		try {
			byte[] bytes = InetAddress.getByName(address).getAddress();
			return HexFormat.of().formatHex(Arrays.copyOf(bytes, Math.min(bytes.length, NETWORK_BYTES)));
		}
		catch (UnknownHostException ex) {
			return address;
		}
	}

	/** What to say in a Retry-After: begun seconds are whole ones. */
	static long seconds(Duration wait) {
		return Math.max(1, Math.ceilDiv(wait.toMillis(), 1000L));
	}

}
