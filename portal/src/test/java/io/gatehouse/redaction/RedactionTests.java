package io.gatehouse.redaction;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
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
			.withProperty("spring.datasource.url", "jdbc:postgresql://db/portal?user=me&password=redaction-test%2Fjdbc")
			.withProperty("gatehouse.bans.feeds.some.url", "https://feeds.example.com/redaction-test-path")
			.withProperty("gatehouse.some.name", "redaction-test-name"));
		secrets.postProcessBeanFactory(new DefaultListableBeanFactory());

		assertThat(Redaction.of("It said redaction-test-token, twice: redaction-test-token."))
			.isEqualTo("It said •••, twice: •••.");
		assertThat(Redaction.of("redaction-test-password+& or redaction-test-password%2B%26")).isEqualTo("••• or •••");
		assertThat(Redaction.of("redaction-test-redis")).isEqualTo("•••");
		assertThat(Redaction.of("redaction-test%2Fjdbc or redaction-test/jdbc")).isEqualTo("••• or •••");
		assertThat(Redaction.of("read https://feeds.example.com/redaction-test-path"))
			.isEqualTo("read https://feeds.example.com/•••");
		assertThat(Redaction.of("redaction-test-name")).isEqualTo("redaction-test-name");
	}

	/** Else the portal tells whoever types how much of a secret is right. */
	@Test
	void leavesAPartOfOneAlone() {
		String secret = "redaction-part-0123456789";
		Redaction.configured(secret);
		for (int length = 0; length < secret.length(); length++) {
			String part = secret.substring(0, length);
			assertThat(Redaction.of(part)).isEqualTo(part);
			assertThat(Redaction.of(part + "…")).isEqualTo(part + "…");
		}
	}

	@Test
	void takesSecretsOutBeforeItCuts() {
		Redaction.configured("redaction-long-0123456789");
		String words = "x".repeat(290) + " redaction-long-0123456789\n is wrong";
		assertThat(Redaction.line(words)).isEqualTo("x".repeat(290) + " ••• is wr…");
	}

	@Test
	void takesOutAllOfOneThatBeginsLikeAnother() {
		Redaction.passing("redaction-begins");
		Redaction.passing("redaction-begins-like");
		assertThat(Redaction.of("redaction-begins-like")).isEqualTo("•••");
	}

	@Test
	void knowsOneInAnAddressAndInJson() {
		Redaction.passing("redaction \"passing\"\n");
		assertThat(Redaction.of("redaction+%22passing%22%0A, redaction \\\"passing\\\"\\n")).isEqualTo("•••, •••");
	}

	@Test
	void isInTheWayOfEachLineOfTheLogWhateverItsPattern() {
		Redaction.configured("redaction-log-0123456789");
		LoggerContext context = new LoggerContext();
		RedactedEncoder encoder = new RedactedEncoder();
		encoder.setContext(context);
		encoder.setPattern("%msg %X{who} %ex{1}%n");
		encoder.start();
		LoggingEvent event = new LoggingEvent("", context.getLogger("test"), Level.INFO, "{}",
				new IllegalStateException("redaction-log-0123456789"), new Object[] { "redaction-log-0123456789" });
		event.setMDCPropertyMap(Map.of("who", "redaction-log-0123456789"));
		assertThat(new String(encoder.encode(event), StandardCharsets.UTF_8))
			.startsWith("••• ••• java.lang.IllegalStateException: •••");
	}

	@Test
	void forgetsWhatWasOnlyPassedOn() {
		Redaction.passing("redaction-passing-first");
		assertThat(Redaction.of("redaction-passing-first")).isEqualTo("•••");
		IntStream.range(0, 100).forEach((index) -> Redaction.passing("redaction-passing-" + index));
		assertThat(Redaction.of("redaction-passing-first")).isEqualTo("redaction-passing-first");
	}

	@Test
	void forgetsNothingForTheLoginsOfStrangers() {
		Redaction.passing("redaction-made-by-us");
		IntStream.range(0, 200).forEach((index) -> Redaction.ofLogin("redaction-of-a-login-" + index));
		assertThat(Redaction.of("redaction-made-by-us, redaction-of-a-login-199")).isEqualTo("•••, •••");
		assertThat(Redaction.of("redaction-of-a-login-1")).isEqualTo("redaction-of-a-login-1");
	}

	@Test
	void takesOutOfTheLogNoWordThatAStrangerCallsACode() {
		for (String word : List.of("is let in no more", "OAuth2AuthorizationCodeAuthenticationProvider",
				"node-17.prod.example.com", "teams/payments/api-gateway-2")) {
			Redaction.codeOfLogin(word);
			assertThat(Redaction.of(word)).isEqualTo(word);
		}
		String code = "0123456789abcdef".repeat(4);
		Redaction.codeOfLogin(code);
		assertThat(Redaction.of("code=" + code)).isEqualTo("code=•••");
	}

	@Test
	void leavesWordsAlone() {
		Redaction.configured("gatehouse");
		assertThat(Redaction.of("gatehouse")).isEqualTo("gatehouse");
	}

}
