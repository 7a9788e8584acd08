package io.gatehouse.ban.list;

import java.time.Duration;
import java.util.Map;

import io.gatehouse.ban.list.Protection.Origin;
import org.junit.jupiter.api.Test;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class BanPropertiesTests {

	@Test
	void haveDefaults() {
		BanProperties properties = bound(Map.of());
		assertThat(properties.minimum()).isEqualTo(new Limits(16, 32));
		assertThat(properties.wide()).isEqualTo(new Limits(24, 48));
		assertThat(properties.bulk()).isEqualTo(1000);
		assertThat(properties.mostEntries()).isEqualTo(1_000_000);
		assertThat(properties.mostAdded()).isEqualTo(1_100_000);
		assertThat(properties.mostDropPercent()).isEqualTo(50);
		assertThat(properties.staleAfter()).isEqualTo(Duration.ofMinutes(5));
		assertThat(properties.accessLogs()).isEmpty();
		assertThat(properties.protect()).isEmpty();
	}

	@Test
	void nameProtectedNetworks() {
		BanProperties properties = bound(Map.of("gatehouse.bans.protect[0].network", "192.0.2.0/24",
				"gatehouse.bans.protect[0].owner", "platform", "gatehouse.bans.protect[0].reason", "office"));
		assertThat(properties.keptNetworks()).singleElement().satisfies((kept) -> {
			assertThat(kept.network()).hasToString("192.0.2.0/24");
			assertThat(kept.origin()).isEqualTo(Origin.CONFIGURATION);
			assertThat(kept.owner()).isEqualTo("platform");
		});
	}

	@Test
	void refuseWhatMakesNoSense() {
		assertThatExceptionOfType(BindException.class)
			.isThrownBy(() -> bound(Map.of("gatehouse.bans.stale-after", "0s")));
	}

	private static BanProperties bound(Map<String, String> values) {
		return new Binder(new MapConfigurationPropertySource(values)).bindOrCreate("gatehouse.bans",
				BanProperties.class);
	}

}
