package io.gatehouse.redaction;

import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import org.springframework.mock.env.MockEnvironment;

import org.springframework.beans.factory.support.DefaultListableBeanFactory;

import static org.assertj.core.api.Assertions.assertThat;

class RedactionTests {

	@Test
	void takesOutWhatTheConfigurationCallsASecret() {
		ConfiguredSecrets secrets = new ConfiguredSecrets();
		secrets.setEnvironment(new MockEnvironment().withProperty("gatehouse.some.token", "redaction-test-token")
			.withProperty("GATEHOUSE_SOME_PASSWORD", "redaction-test-password+&")
			.withProperty("gatehouse.some.url", "redis://:redaction-test-redis@localhost:1")
			.withProperty("gatehouse.some.name", "redaction-test-name"));
		secrets.postProcessBeanFactory(new DefaultListableBeanFactory());

		assertThat(Redaction.of("It said redaction-test-token, twice: redaction-test-token."))
			.isEqualTo("It said •••, twice: •••.");
		assertThat(Redaction.of("redaction-test-password+& or redaction-test-password%2B%26")).isEqualTo("••• or •••");
		assertThat(Redaction.of("redaction-test-redis")).isEqualTo("•••");
		assertThat(Redaction.of("redaction-test-name")).isEqualTo("redaction-test-name");
	}

	@Test
	void takesOutWhatIsLeftOfOneThatWasCutOff() {
		Redaction.configured("redaction-cut-0123456789");
		assertThat(Redaction.of("said redaction-cut-0123…")).isEqualTo("said •••");
		assertThat(Redaction.of("said redaction-cut-0")).isEqualTo("said •••");
		assertThat(Redaction.of("said redacti")).isEqualTo("said redacti");
	}

	@Test
	void forgetsWhatWasOnlyPassedOn() {
		Redaction.passing("redaction-passing-first");
		assertThat(Redaction.of("redaction-passing-first")).isEqualTo("•••");
		IntStream.range(0, 100).forEach((index) -> Redaction.passing("redaction-passing-" + index));
		assertThat(Redaction.of("redaction-passing-first")).isEqualTo("redaction-passing-first");
	}

	@Test
	void leavesWordsAlone() {
		Redaction.configured("gatehouse");
		assertThat(Redaction.of("gatehouse")).isEqualTo("gatehouse");
	}

}
