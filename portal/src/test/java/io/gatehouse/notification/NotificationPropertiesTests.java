package io.gatehouse.notification;

import java.time.Duration;
import java.util.Map;

import io.gatehouse.request.event.Happened.Action;
import org.junit.jupiter.api.Test;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

class NotificationPropertiesTests {

	@Test
	void hasDefaults() {
		NotificationProperties properties = bind(Map.of("n.give-up-after", "24h"));

		assertThat(properties.tells(Action.REQUEST_SUBMITTED)).isTrue();
		assertThat(properties.tells(Action.ASSET_DRIFTED)).isTrue();
		assertThat(properties.tells(Action.STEP_DONE)).isFalse();
		assertThat(properties.channel(Action.REQUEST_SUBMITTED)).isNull();
		assertThat(properties.firstRetry()).isEqualTo(Duration.ofSeconds(2));
		assertThat(properties.longestRetry()).isEqualTo(Duration.ofMinutes(10));
	}

	@Test
	void takesOtherEventsAndChannels() {
		NotificationProperties properties = bind(
				Map.of("n.events", "request-submitted,STEP_DONE", "n.channels.request-submitted", "#approvals"));

		assertThat(properties.tells(Action.STEP_DONE)).isTrue();
		assertThat(properties.tells(Action.ASSET_DRIFTED)).isFalse();
		assertThat(properties.channel(Action.REQUEST_SUBMITTED)).isEqualTo("#approvals");
	}

	private static NotificationProperties bind(Map<String, String> properties) {
		return new Binder(new MapConfigurationPropertySource(properties)).bind("n", NotificationProperties.class).get();
	}

}
