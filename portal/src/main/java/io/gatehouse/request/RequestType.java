package io.gatehouse.request;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

import io.gatehouse.identity.Person;

/**
 * Something that people can ask for: a form and the resources that it stands for. Each
 * bean of this type is found by the kernel, which derives preview, approval, execution,
 * retry, undo, removal and drift from {@link #plan}.
 *
 * <p>
 * The messages {@code NAME.title} (with the form's components as named arguments),
 * {@code NAME.label}, {@code NAME.summary} and {@code NAME.approvers} (who approves, in
 * the catalogue; empty for nobody) are what people read.
 *
 * @param <F> the form: a record whose components are the fields and whose Bean Validation
 * annotations are the contract
 */
public interface RequestType<F extends Record> {

	/**
	 * The name in addresses and message keys: lower case letters and hyphens; never
	 * changed once used.
	 */
	String name();

	/**
	 * What shall be there. Must be the same for the same form and person at any time:
	 * what is carried out is planned anew and held against what was approved. May call
	 * adapters' look-ups, changes nothing.
	 */
	Plan plan(F form, Requester requester);

	/**
	 * Who must approve.
	 * @param requester as they are when it is decided
	 */
	ApprovalPolicy approval(F form, Verb verb, Requester requester);

	/**
	 * What Bean Validation can't say, because it needs a look at other systems or at the
	 * person. It is asked again as the request begins, and as the rest of one that
	 * stopped is tried again: then what is looked at may be what the request itself made,
	 * see {@link Requester.Progress}.
	 * @param verb {@link Verb#CREATE} or {@link Verb#CHANGE}: then what is looked at may
	 * be the asset's own
	 */
	default List<Problem> check(F form, Verb verb, Requester requester) {
		return List.of();
	}

	/**
	 * What of {@link #check} can be said while other fields are still empty or wrong, so
	 * that it stands beside a field as soon as that is left.
	 * @param form as far as it is filled in: whatever its type says, all else in it is
	 * null, zero, false or an empty list
	 * @param filled whether a component holds what was given
	 */
	default List<Problem> checkEarly(F form, Predicate<String> filled, Verb verb, Requester requester) {
		return List.of();
	}

	/** Who has it: the requester unless the form says otherwise. */
	default Owner owner(F form, Requester requester) {
		return Owner.person(requester.username());
	}

	/**
	 * How long it is there, from when it was carried out; empty: until somebody removes
	 * it.
	 */
	default Optional<Duration> lifetime(F form) {
		return Optional.empty();
	}

	/**
	 * How the thing is used, on the asset's page; values are copied by people, never
	 * secret.
	 */
	default List<Usage> usage(F form) {
		return List.of();
	}

	/** Whether a person may ask for it at all; others do not see it. */
	default boolean offeredTo(Requester requester) {
		return true;
	}

	/** Pages of the capability's own, beside the form in the catalogue. */
	default List<Page> pages() {
		return List.of();
	}

	/**
	 * A page of the capability's own about what one request asks for, where that is more
	 * than a form and a plan can show: its path is followed by the request's number.
	 */
	default Optional<Page> particulars() {
		return Optional.empty();
	}

	/** How many a person may have; empty: as many as approvers let through. */
	default Optional<Integer> quota(Requester requester) {
		return Optional.empty();
	}

	/** Whether drift is mended at once, or shown until somebody decides. */
	default boolean repairsDrift() {
		return false;
	}

	/** What is done to an asset. */
	enum Verb {

		CREATE, CHANGE, RENEW, TRANSFER, REPAIR, REVOKE, EXPIRE;

		/** Whether nothing of the asset shall be left. */
		public boolean removes() {
			return this == REVOKE || this == EXPIRE;
		}

		/** Whether the request's form becomes the asset's. */
		public boolean setsForm() {
			return this == CREATE || this == CHANGE;
		}

		/** Whether the request's owner becomes the asset's. */
		public boolean setsOwner() {
			return this == CREATE || this == TRANSFER;
		}

		/** Whether the asset's lifetime counts from when this is carried out. */
		public boolean startsClock() {
			return this == CREATE || this == RENEW;
		}

	}

	/**
	 * What is wrong with a field, and how to mend it.
	 *
	 * @param field the form's component; empty for the form as a whole
	 * @param line of a list or a file, counted from 1; of a list, among the entries that
	 * the form has; 0 where it is no line's
	 */
	record Problem(String field, int line, Text text) {

		public Problem(String field, Text text) {
			this(field, 0, text);
		}

		public static Problem at(String field, String key, Object... arguments) {
			return new Problem(field, Text.of(key, arguments));
		}

	}

	/** Collects what is wrong with lines: a few are told, the others counted. */
	final class WrongLines {

		private static final int TOLD = 5;

		private final String field;

		private final List<Problem> told = new ArrayList<>();

		private int count;

		/** Of a component that is a list or a file. */
		public WrongLines(String field) {
			this.field = field;
		}

		/**
		 * Adds one.
		 * @param line counted from 1
		 * @param why what is repeated of the line in it is {@link Text#shortened}
		 */
		public void add(int line, Text why) {
			this.count++;
			if (this.count <= TOLD) {
				this.told.add(new Problem(this.field, line, why));
			}
		}

		/** Those that are told, and how many more there are. */
		public List<Problem> problems() {
			List<Problem> problems = new ArrayList<>(this.told);
			if (this.count > TOLD) {
				problems.add(Problem.at(this.field, "form.more-lines", this.count - TOLD));
			}
			return problems;
		}

	}

	/** A person or a team; {@code name} is a user name or a group's full path. */
	record Owner(Kind kind, String name) {

		public static Owner person(String username) {
			return new Owner(Kind.PERSON, username);
		}

		public static Owner team(String path) {
			return new Owner(Kind.TEAM, path);
		}

		/** Who can own. */
		public enum Kind {

			PERSON, TEAM

		}

	}

	/** A page of a capability: its label's message key and its path in the portal. */
	record Page(String label, String path) {
	}

	/** What requests ask for, told to pages of capabilities. */
	interface Asked {

		/**
		 * The form of a request.
		 * @return empty where there is none of that form, or the reader may not see it
		 */
		<F extends Record> Optional<F> form(Class<F> form, long number, Person reader);

	}

	/** A line of "how to use it": a label's message key and a value to copy. */
	record Usage(String label, String value) {
	}

}
