package io.gatehouse.request;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * One thing in another system, known by its name there, with the attributes that it
 * should have.
 *
 * <p>
 * {@link #apply} and {@link #remove} are idempotent and may be cut off at any point and
 * called again: ids are looked up on each call, nothing is kept in the object. A fault of
 * the other system is thrown as {@link ExternalSystem.Unavailable} (worth another try) or
 * {@link ExternalSystem.Refused} (not without a person).
 */
public interface Resource {

	Key key();

	/**
	 * What should hold, by attribute; only what is named here is compared. Never a
	 * secret.
	 */
	SortedMap<String, String> desired();

	/** Reads what is there, without changing anything. */
	State read(Context context);

	/**
	 * Makes what is there as desired; called where {@link #read} differs from
	 * {@link #desired}.
	 */
	Outcome apply(Context context);

	/**
	 * Puts back what {@link Context#before} says: nothing, or what was there before the
	 * portal came. Where it is gone already, that is success. Asked again and again until
	 * it is done, also where {@link #read} finds nothing any more: what is on its way out
	 * is not gone.
	 */
	Outcome remove(Context context);

	/** Asked after {@link #apply}, again and again, until it is done. */
	default Outcome ready(Context context) {
		return Outcome.done();
	}

	/**
	 * Whether it may be there before the portal comes, and serve others beside this asset
	 * (a team's group). A resource that is not shared and is there already is a
	 * collision, found in the preview.
	 */
	default boolean shared() {
		return false;
	}

	/**
	 * Whether one asset at most may hold it. A resource can be shared with what was there
	 * before and still be this: two grants of one membership would ask different things
	 * of it.
	 */
	default boolean exclusive() {
		return !shared();
	}

	/**
	 * What a person should know before it is made or changed. May differ from one look to
	 * the next, and is no part of what is approved.
	 */
	default List<Text> notes(Context context) {
		return List.of();
	}

	/**
	 * What a person must know before it is removed: what is lost, what is kept, until
	 * when it can be had back.
	 */
	default Optional<Text> removalNote(Context context) {
		return Optional.empty();
	}

	/**
	 * The name of a resource: unique over all systems, and known before it exists.
	 *
	 * @param system the name of its {@link ExternalSystem}
	 * @param kind the kind of thing in the field's words, in lower case ({@code project},
	 * {@code namespace})
	 * @param name its name in that system ({@code teams/payments/api})
	 */
	record Key(String system, String kind, String name) implements Comparable<Key> {

		@Override
		public int compareTo(Key other) {
			return toString().compareTo(other.toString());
		}

		@Override
		public String toString() {
			return this.system + ":" + this.kind + ":" + this.name;
		}

	}

	/**
	 * What was read.
	 *
	 * @param present whether it exists
	 * @param attributes its attributes, in the form of {@link #desired}; may hold more
	 * than that
	 * @param link a page about it in the other system
	 * @param changedBy by attribute: who last wrote it, where the system tells and it was
	 * not the portal
	 */
	record State(boolean present, SortedMap<String, String> attributes, @Nullable URI link,
			SortedMap<String, String> changedBy) {

		private static final State ABSENT = new State(false, new TreeMap<>(), null, new TreeMap<>());

		public static State absent() {
			return ABSENT;
		}

		public static State present(Map<String, String> attributes) {
			return new State(true, new TreeMap<>(attributes), null, new TreeMap<>());
		}

		public State at(URI link) {
			return new State(this.present, this.attributes, link, this.changedBy);
		}

		public State changedBy(Map<String, String> others) {
			return new State(this.present, this.attributes, this.link, new TreeMap<>(others));
		}

	}

	/** What the kernel tells a resource. */
	interface Context {

		/**
		 * When the grant ends; empty until it was carried out, and where it has no end.
		 */
		Optional<Instant> end();

		/**
		 * What was there when the portal first touched the resource; empty where it never
		 * did.
		 */
		Optional<State> before();

		/**
		 * What was asked of the resource when it was carried out last; empty where it is
		 * not held yet.
		 */
		default Optional<SortedMap<String, String>> held() {
			return Optional.empty();
		}

		/**
		 * What to write into the other system as the reason, such as
		 * {@code Gatehouse request 12}.
		 */
		String reference();

		/**
		 * Called before each write. Throws where another worker has taken the request
		 * over, so that one that was paused writes nothing stale.
		 */
		void beforeWrite();

	}

}
