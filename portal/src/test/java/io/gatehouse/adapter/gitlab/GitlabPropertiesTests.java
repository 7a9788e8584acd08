package io.gatehouse.adapter.gitlab;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;

import io.gatehouse.identity.Directory;
import io.gatehouse.request.ExternalSystem;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/** The defaults, and what must be given. */
class GitlabPropertiesTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withUserConfiguration(Configuration.class);

	@Test
	void hasDefaults() {
		this.runner
			.withPropertyValues("gatehouse.gitlab.url=https://gitlab.example/", "gatehouse.gitlab.token=glpat-secret")
			.run((context) -> {
				GitlabProperties properties = context.getBean(GitlabProperties.class);
				assertThat(properties.url()).isEqualTo(URI.create("https://gitlab.example/"));
				assertThat(properties.publicUrl()).isNull();
				assertThat(properties.teamsGroup()).isEqualTo("teams");
				assertThat(properties.limits().connect()).isEqualTo(Duration.ofSeconds(2));
				assertThat(properties.limits().read()).isEqualTo(Duration.ofSeconds(10));
				assertThat(properties.limits().concurrentCalls()).isEqualTo(16);
			});
	}

	@Test
	void refusesToStartWithoutAToken() {
		this.runner.withPropertyValues("gatehouse.gitlab.url=https://gitlab.example", "gatehouse.gitlab.token=")
			.run((context) -> assertThat(context).hasFailed());
		this.runner.withPropertyValues("gatehouse.gitlab.token=glpat-secret")
			.run((context) -> assertThat(context).hasFailed());
	}

	@Test
	void areAllThatTheAdapterNeedsBesideAClock() {
		this.runner.withBean(Clock.class, Clock::systemUTC)
			.withUserConfiguration(GitlabClient.class, Gitlab.class, GitlabDirectory.class)
			.withPropertyValues("gatehouse.gitlab.url=https://gitlab.example/", "gatehouse.gitlab.token=glpat-secret")
			.run((context) -> {
				assertThat(context).hasSingleBean(ExternalSystem.class).hasSingleBean(Directory.class);
				assertThat(context.getBean(ExternalSystem.class).name()).isEqualTo("gitlab");
			});
	}

	@EnableConfigurationProperties(GitlabProperties.class)
	static class Configuration {

	}

}
