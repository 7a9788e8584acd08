package io.gatehouse.ban.feed;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import io.gatehouse.ban.feed.FeedProperties.Feed;
import io.gatehouse.ban.feed.FeedProperties.Format;
import io.gatehouse.ban.list.Scope;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class FeedPropertiesTests {

	@Test
	void haveNoFeedsUnlessTheyAreConfigured() {
		assertThat(new Binder(new MapConfigurationPropertySource(Map.of()))
			.bindOrCreate("gatehouse.bans", FeedProperties.class)
			.feeds()).isEmpty();
	}

	@Test
	void haveDefaults() {
		Feed feed = feed("url=https://example.org/list");
		assertThat(feed.format()).isEqualTo(Format.PLAIN);
		assertThat(feed.column()).isEqualTo(1);
		assertThat(feed.delimiter()).isEqualTo(",");
		assertThat(feed.pointer()).isEmpty();
		assertThat(feed.field()).isEmpty();
		assertThat(feed.every()).isEqualTo(Duration.ofMinutes(15));
		assertThat(feed.lasts()).isEqualTo(Duration.ofHours(24));
		assertThat(feed.scope()).isEqualTo(Scope.EVERYWHERE);
		assertThat(feed.maxSize()).isEqualTo(DataSize.ofMegabytes(10));
		assertThat(feed.maxEntries()).isEqualTo(200_000);
		assertThat(feed.maxDropPercent()).isEqualTo(50);
		assertThat(feed.maxGrowthPercent()).isEqualTo(100);
		assertThat(feed.maxAddresses()).isEqualTo(1 << 25);
		assertThat(feed.privateAddresses()).isFalse();
		assertThat(feed.apiKey()).isNull();
		assertThat(feed.apiKeyHeader()).isEqualTo("X-Api-Key");
		assertThat(feed.enabled()).isTrue();
	}

	@Test
	void readWhatIsConfigured() {
		Feed feed = feed("url=http://crowdsec:8080", "format=crowdsec", "api-key=s3cr3t", "scope=hosts/edge",
				"every=10s", "max-size=50MB");
		assertThat(feed.format()).isEqualTo(Format.CROWDSEC);
		assertThat(feed.scope()).isEqualTo(Scope.hosts("edge"));
		assertThat(feed.maxSize()).isEqualTo(DataSize.ofMegabytes(50));
		assertThat(feed.toString()).doesNotContain("s3cr3t");
	}

	@ParameterizedTest
	@ValueSource(strings = { "url=ftp://example.org/", "url=/list", "url=https://name:word@example.org/",
			"url=https://example.org/|format=crowdsec", "url=https://example.org/|every=1s",
			"url=https://example.org/|lasts=20m", "url=https://example.org/|column=0",
			"url=https://example.org/|delimiter=", "url=https://example.org/|pointer=data",
			"url=https://example.org/|scope=nowhere", "url=https://example.org/|max-size=300MB",
			"url=https://example.org/|max-size=0B", "url=https://example.org/|max-entries=0",
			"url=https://example.org/|max-drop-percent=101", "url=https://example.org/|max-growth-percent=0",
			"url=https://example.org/|max-addresses=0", "url=https://example.org/|api-key-header=X Key",
			"format=plain" })
	void refuseWhatMakesNoSense(String properties) {
		assertThatExceptionOfType(BindException.class).isThrownBy(() -> feed(properties.split("\\|")));
	}

	@Test
	void refuseNamesThatAreNone() {
		assertThatExceptionOfType(BindException.class).isThrownBy(() -> named("[A b]", "url=https://example.org/"));
	}

	@Test
	void knowWhenSomethingElseIsRead() {
		Feed feed = feed("url=https://example.org/list");
		Assertions.assertThat(feed.fingerprint())
			.isEqualTo(feed("url=https://example.org/list", "every=1h", "scope=ingress").fingerprint())
			.isNotEqualTo(feed("url=https://example.org/other").fingerprint())
			.isNotEqualTo(feed("url=https://example.org/list", "format=csv").fingerprint())
			.isNotEqualTo(feed("url=https://example.org/list", "private-addresses=true").fingerprint());
	}

	/** A feed with such properties. */
	static Feed feed(String... properties) {
		return named("one", properties).feeds().get("one");
	}

	private static FeedProperties named(String name, String... properties) {
		Map<String, String> values = new HashMap<>();
		for (String property : properties) {
			String[] parts = property.split("=", 2);
			values.put("gatehouse.bans.feeds." + name + "." + parts[0], parts[1]);
		}
		return new Binder(new MapConfigurationPropertySource(values)).bindOrCreate("gatehouse.bans",
				FeedProperties.class);
	}

}
