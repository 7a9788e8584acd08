package io.gatehouse.notification;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

import io.gatehouse.request.event.Happened.Action;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What people are told of, and where.
 *
 * @param events of what; null: of all that somebody waits for or must look at
 * @param channels where a kind of event goes that does not go to the usual channel; a
 * webhook has one channel only
 * @param firstRetry how long after a first fault the message is tried again; each time
 * after that it is twice as long
 * @param longestRetry the longest such time
 * @param giveUpAfter after how long of trying in vain a message is given up
 */
@Validated
@ConfigurationProperties("gatehouse.notification")
record NotificationProperties(@Nullable Set<Action> events, @DefaultValue Map<Action, String> channels,
		@DefaultValue("2s") @NotNull Duration firstRetry, @DefaultValue("10m") @NotNull Duration longestRetry,
		@DefaultValue("24h") @NotNull Duration giveUpAfter) {

	private static final Set<Action> USUAL = Set.of(Action.REQUEST_SUBMITTED, Action.REQUEST_REVISED,
			Action.PLAN_CHANGED, Action.REQUEST_APPROVED, Action.REQUEST_REJECTED, Action.CHANGES_ASKED,
			Action.REQUEST_LAPSED, Action.REQUEST_FAILED, Action.REQUEST_SUCCEEDED, Action.ASSET_FLAGGED,
			Action.ASSET_DRIFTED, Action.ATTENTION_NEEDED);

	NotificationProperties {
		channels = Map.copyOf(channels);
		if (!firstRetry.isPositive() || longestRetry.compareTo(firstRetry) < 0 || !giveUpAfter.isPositive()) {
			throw new IllegalArgumentException(
					"gatehouse.notification: 0 < first-retry <= longest-retry, and 0 < give-up-after");
		}
	}

	boolean tells(Action action) {
		return ((this.events != null) ? this.events : USUAL).contains(action);
	}

	@Nullable String channel(Action action) {
		return this.channels.get(action);
	}

}
