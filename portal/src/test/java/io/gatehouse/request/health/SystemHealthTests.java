package io.gatehouse.request.health;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import io.gatehouse.request.ExternalSystem;
import io.gatehouse.request.Resource;
import io.gatehouse.request.Text;
import io.gatehouse.request.plan.Systems;
import io.gatehouse.request.words.Words;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.support.StaticMessageSource;

import static org.assertj.core.api.Assertions.assertThat;

class SystemHealthTests {

	private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

	private final Watched gitlab = new Watched("gitlab");

	private final Watched vault = new Watched("vault");

	private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

	@BeforeEach
	void start() {
		StaticMessageSource messages = new StaticMessageSource();
		messages.addMessage("away", Locale.ENGLISH, "GitLab does not answer");
		this.context.registerBean("gitlab", ExternalSystem.class, () -> this.gitlab);
		this.context.registerBean("vault", ExternalSystem.class, () -> this.vault);
		this.context.registerBean(Clock.class, () -> Clock.fixed(NOW, ZoneOffset.UTC));
		this.context.registerBean("messageSource", StaticMessageSource.class, () -> messages);
		this.context.register(Systems.class, Words.class, HealthConfiguration.class, SystemMetrics.class,
				SystemWatch.class);
		this.context.refresh();
	}

	@AfterEach
	void close() {
		this.context.close();
	}

	@Test
	void isUpWhileCallsGetThrough() {
		this.gitlab.health = new ExternalSystem.Health(true, Duration.ofMillis(12), null, List.of());

		assertThat(health("gitlab").getStatus()).isEqualTo(Status.UP);
		assertThat(health("gitlab").getDetails()).isEqualTo(Map.of("latency", "12 ms"));
		assertThat(health("vault").getDetails()).isEmpty();
	}

	@Test
	void isDegradedAndNotDownWhileTheyDoNot() {
		this.gitlab.health = away(NOW.plusSeconds(20));

		assertThat(health("gitlab").getStatus()).isEqualTo(new Status("DEGRADED"));
		assertThat(health("gitlab").getDetails()).isEqualTo(Map.of("nextTry", "2026-03-01T12:00:20Z", "lastFault",
				"GitLab does not answer", "lastFaultAt", "2026-03-01T12:00:00Z"));
		assertThat(health("vault").getStatus()).isEqualTo(Status.UP);
	}

	@Test
	void measuresEachSystem() {
		SimpleMeterRegistry meters = new SimpleMeterRegistry();
		this.context.getBean(SystemMetrics.class).bindTo(meters);
		this.gitlab.health = new ExternalSystem.Health(true, Duration.ofMillis(250), null, List.of());
		this.vault.health = away(NOW);

		assertThat(meters.get("gatehouse.system.up").tag("system", "gitlab").gauge().value()).isEqualTo(1);
		assertThat(meters.get("gatehouse.system.latency").tag("system", "gitlab").timeGauge().value()).isEqualTo(0.25);
		assertThat(meters.get("gatehouse.system.up").tag("system", "vault").gauge().value()).isZero();
		assertThat(meters.get("gatehouse.system.latency").tag("system", "vault").timeGauge().value()).isNaN();
	}

	@Test
	void asksAfterASystemThatWasAwayOnceItsPauseIsOver() {
		this.gitlab.health = away(NOW.plusSeconds(1));
		this.vault.health = away(NOW);

		this.context.getBean(SystemWatch.class).ask();

		assertThat(this.gitlab.probes).isZero();
		assertThat(this.vault.probes).isEqualTo(1);
	}

	@Test
	void asksAfterTheOthersToo() {
		this.gitlab.health = away(NOW);
		this.gitlab.answers = false;
		this.vault.health = away(NOW);

		this.context.getBean(SystemWatch.class).ask();

		assertThat(this.gitlab.probes).isEqualTo(1);
		assertThat(this.vault.probes).isEqualTo(1);
	}

	private org.springframework.boot.health.contributor.Health health(String system) {
		CompositeHealthContributor all = this.context.getBean(CompositeHealthContributor.class);
		HealthIndicator one = (HealthIndicator) Objects.requireNonNull(all.getContributor(system));
		return one.health();
	}

	private static ExternalSystem.Health away(@Nullable Instant nextTry) {
		return new ExternalSystem.Health(false, null, nextTry,
				List.of(new ExternalSystem.Health.Fault(NOW, Text.of("away"))));
	}

	/** A system that does as it is told. */
	private static final class Watched implements ExternalSystem {

		private final String name;

		private Health health = new Health(true, null, null, List.of());

		private boolean answers = true;

		private int probes;

		Watched(String name) {
			this.name = name;
		}

		@Override
		public String name() {
			return this.name;
		}

		@Override
		public Resource recorded(Resource.Key key, Map<String, String> attributes) {
			throw new UnsupportedOperationException();
		}

		@Override
		public Health health() {
			return this.health;
		}

		@Override
		public void probe() {
			this.probes++;
			if (!this.answers) {
				throw new Unavailable(Text.of("away"), null, null);
			}
		}

	}

}
