package io.gatehouse.request;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/** A system that the portal changes things in: one bean per adapter. */
public interface ExternalSystem {

	/**
	 * Its name in {@link Resource.Key#system}, in lower case; the message
	 * {@code system.NAME} is what people read.
	 */
	String name();

	/**
	 * Gives a resource back from what was recorded of it, so that it can be read and
	 * removed even where no request type plans it any more.
	 * @param key its name
	 * @param attributes what {@link Resource#desired} said when it was carried out
	 */
	Resource recorded(Resource.Key key, Map<String, String> attributes);

	/**
	 * Tells under which name a resource goes on when a person's user name changes.
	 * @return empty where the person's name is no part of its name
	 */
	default Optional<Resource.Key> renamed(Resource.Key key, String from, String to) {
		return Optional.empty();
	}

	/**
	 * What people call a resource.
	 * @return empty where they call it by its name
	 */
	default Optional<Text> called(Resource.Key key) {
		return Optional.empty();
	}

	/** How it does, from the calls made so far; makes no call itself. */
	Health health();

	/**
	 * Asks the system something cheap now, past an open circuit; throws
	 * {@link Unavailable} where it does not answer.
	 */
	void probe();

	/**
	 * What ops must look at now beside the system's being away, in any order; the home
	 * page lists it.
	 */
	default List<Matter> matters() {
		return List.of();
	}

	/**
	 * Something that ops must look at.
	 *
	 * @param since when it was first so, or was last known not to be; null where that is
	 * not known
	 * @param subject what it is about, as people call it
	 * @param words what is wrong, without secrets
	 * @param path the page on which ops see more of it
	 */
	record Matter(@Nullable Instant since, Text subject, Text words, String path) {
	}

	/**
	 * How a system does.
	 *
	 * @param up whether calls get through
	 * @param latency the median of recent calls; null where there were none
	 * @param nextTry when a call is let through again; null where the circuit is closed
	 * @param recent the last faults, newest first
	 */
	record Health(boolean up, @Nullable Duration latency, @Nullable Instant nextTry, List<Fault> recent) {

		/** One fault, in words without secrets. */
		public record Fault(Instant at, Text words) {
		}

	}

	/** A call that came to nothing, for a reason that people can read. */
	abstract sealed class Failure extends RuntimeException permits Unavailable, Refused {

		private final transient Text words;

		private Failure(Text words, @Nullable Throwable cause) {
			super(words.toString(), cause);
			this.words = words;
		}

		/** Why, in words without secrets. */
		public Text words() {
			return this.words;
		}

	}

	/**
	 * The system can't be reached, is too slow, or says that it is overloaded: the same
	 * call may work later.
	 */
	final class Unavailable extends Failure {

		private final @Nullable Duration retryAfter;

		public Unavailable(Text words, @Nullable Duration retryAfter, @Nullable Throwable cause) {
			super(words.redacted(), cause);
			this.retryAfter = retryAfter;
		}

		/** How long the system asked to be left alone; null where it did not say. */
		public @Nullable Duration retryAfter() {
			return this.retryAfter;
		}

	}

	/** The system says no, and will say so again until a person changes something. */
	final class Refused extends Failure {

		public Refused(Text words, @Nullable Throwable cause) {
			super(words.redacted(), cause);
		}

	}

}
