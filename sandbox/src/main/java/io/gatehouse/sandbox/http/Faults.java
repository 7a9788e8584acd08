package io.gatehouse.sandbox.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/** What goes wrong on purpose in a stand-in; may be changed while it runs. */
public final class Faults {

	/** One way in which a server can fail. */
	public sealed interface Fault {

		/** An answer instead of the real one; the request is not handled. */
		static Fault answer(int status, @Nullable Object body) {
			return new Answer(status, body, Map.of());
		}

		/** As a throttled server: 429 and when to come back. */
		static Fault retryLater(Duration after) {
			return new Answer(429, "Retry later\n", Map.of("Retry-After", Long.toString(after.toSeconds())));
		}

		/** Nothing happens for a while; then the request is handled as usual. */
		static Fault hang(Duration time) {
			return new Hang(time);
		}

		/** The connection closes before the request is handled. */
		static Fault drop() {
			return new Drop();
		}

		/** The request is handled in full, but its answer never arrives. */
		static Fault loseReply() {
			return new LoseReply();
		}

	}

	/** A status, a body (JSON unless it is a String) and headers. */
	public record Answer(int status, @Nullable Object body, Map<String, String> headers) implements Fault {
	}

	/** A pause before the request is handled. */
	public record Hang(Duration time) implements Fault {
	}

	/** A connection that closes before the request is handled. */
	public record Drop() implements Fault {
	}

	/** A connection that closes after the request was handled, in place of the answer. */
	public record LoseReply() implements Fault {
	}

	private static final class Plan {

		private final Predicate<Exchange> where;

		private final Fault fault;

		private final @Nullable Random dice;

		private final int percent;

		private int left;

		private Plan(Predicate<Exchange> where, Fault fault, int left, @Nullable Random dice, int percent) {
			this.where = where;
			this.fault = fault;
			this.left = left;
			this.dice = dice;
			this.percent = percent;
		}

		private boolean strikes(Exchange exchange) {
			if (!this.where.test(exchange)) {
				return false;
			}
			if (this.dice != null) {
				return this.dice.nextInt(100) < this.percent;
			}
			this.left--;
			return true;
		}

	}

	private final List<Plan> plans = new ArrayList<>();

	private long struck;

	/** Starts with nothing planned. */
	public static Faults none() {
		return new Faults();
	}

	/** Selects requests by verb ({@code *}: any) and a pattern for the whole raw path. */
	public static Predicate<Exchange> requests(String method, String pathRegex) {
		Pattern path = Pattern.compile(pathRegex);
		return (exchange) -> (method.equals("*") || method.equals(exchange.method()))
				&& path.matcher(exchange.rawPath()).matches();
	}

	/** The next {@code times} matching requests meet the fault. */
	public synchronized Faults next(int times, Predicate<Exchange> where, Fault fault) {
		if (times < 1) {
			throw new IllegalArgumentException("times: " + times);
		}
		this.plans.add(new Plan(where, fault, times, null, 0));
		return this;
	}

	/** The next {@code times} requests with this verb and raw path meet the fault. */
	public Faults next(int times, String method, String pathRegex, Fault fault) {
		return next(times, requests(method, pathRegex), fault);
	}

	/**
	 * A share of the matching requests, the same ones for the same seed, meets the fault
	 * until {@link #clear()}.
	 */
	public synchronized Faults percent(int percent, long seed, Predicate<Exchange> where, Fault fault) {
		this.plans.add(new Plan(where, fault, Integer.MAX_VALUE, new Random(seed), percent));
		return this;
	}

	/** Forgets everything that was planned. */
	public synchronized void clear() {
		this.plans.clear();
	}

	/** Whether every counted fault was met. */
	public synchronized boolean isSpent() {
		return this.plans.stream().noneMatch((plan) -> plan.dice == null);
	}

	/** How many requests have met a fault until now. */
	public synchronized long struck() {
		return this.struck;
	}

	/** The fault that this request meets; the one planned first wins. */
	synchronized @Nullable Fault meet(Exchange exchange) {
		for (Plan plan : this.plans) {
			if (plan.strikes(exchange)) {
				if (plan.left == 0) {
					this.plans.remove(plan);
				}
				this.struck++;
				return plan.fault;
			}
		}
		return null;
	}

}
