package io.gatehouse.request.event;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * Something that happened, published in the transaction that made it so: what is audited
 * and what people are told.
 *
 * @param actor the user name of who did it; {@link #PORTAL} for the portal itself
 * @param action what
 * @param type the name of the request type; empty where none is concerned
 * @param title what people call the thing, in the portal's own language
 * @param request the number of the service request, if one is concerned
 * @param asset the number of the asset, if one is concerned
 * @param detail more about it by the key of a {@link Detail}, never a secret
 */
public record Happened(String actor, Action action, String type, String title, @Nullable Long request,
		@Nullable Long asset, Map<String, String> detail) {

	/**
	 * The actor of what nobody asked for, such as an expiry. No user name in GitLab has a
	 * tilde, so that nobody can pass for the portal.
	 */
	public static final String PORTAL = "~gatehouse";

	public Happened {
		detail = Map.copyOf(detail);
	}

	/**
	 * Something that happened now; the constructor is for what is read back.
	 * @param detail more about it, never a secret
	 */
	public static Happened of(String actor, Action action, String type, String title, @Nullable Long request,
			@Nullable Long asset, Map<? extends Detail, String> detail) {
		return new Happened(actor, action, type, title, request, asset,
				detail.entrySet()
					.stream()
					.collect(Collectors.toMap((entry) -> entry.getKey().key(), Map.Entry::getValue)));
	}

	/**
	 * What can be told beside what happened; an enum of whoever tells it. The message
	 * {@code audit.detail.KEY} is what people read.
	 */
	public interface Detail {

		String name();

		default String key() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

	/** What the kernel tells. */
	public enum About implements Detail {

		PLAN, REASON, BY, LIFETIME, APPROVED, NOW, STEP, ACTION, ENDS, RESOURCES, WHY, SYSTEM,
		/**
		 * The path of the page where it goes on, where neither a request nor an asset is
		 * concerned.
		 */
		PAGE

	}

	/** All that can happen. */
	public enum Action {

		REQUEST_SUBMITTED, APPROVAL_GIVEN, REQUEST_APPROVED, CHANGES_ASKED, REQUEST_REVISED, REQUEST_REJECTED,
		REQUEST_WITHDRAWN, REQUEST_LAPSED, PLAN_CHANGED, EXECUTION_STARTED, STEP_DONE, REQUEST_FAILED, RETRY_ASKED,
		UNDO_ASKED, REQUEST_SUCCEEDED, REQUEST_UNDONE, ASSET_CREATED, ASSET_CHANGED, ASSET_ENDED, ASSET_DRIFTED,
		ASSET_FLAGGED, ASSET_UNFLAGGED, SYSTEM_PAUSED, SYSTEM_RESUMED,
		/** Something that ops must look at, beside any request; the detail says what. */
		ATTENTION_NEEDED, ATTENTION_OVER

	}

}
