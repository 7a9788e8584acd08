package io.gatehouse.redaction;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;
import java.util.regex.Pattern;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.stereotype.Component;

/** Finds the secrets of the configuration, before anything is made that uses one. */
@Component
class ConfiguredSecrets implements BeanFactoryPostProcessor, EnvironmentAware {

	private static final Pattern SECRET = Pattern
		.compile("(?i)(gatehouse|spring)[._].*(token|password|secret|api-?_?key|webhook-?_?url)");

	private static final String CLIENT = "spring.security.oauth2.client.registration.gitlab.";

	private static final Pattern ADDRESS = Pattern.compile("(?i)(gatehouse|spring)[._].*url");

	private static final Pattern PASSWORD = Pattern.compile("://[^/@]*:([^/@]+)@|[?&]password=([^&]+)");

	/** Their paths may be as good as a password. */
	private static final Pattern FEED = Pattern.compile("(?i)gatehouse[._]bans[._]feeds[._].*url");

	private static final Pattern PATH = Pattern.compile("://[^/]+/(.+)");

	private Environment environment = new StandardEnvironment();

	@Override
	public void setEnvironment(Environment environment) {
		this.environment = environment;
	}

	@Override
	public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
		if (!(this.environment instanceof ConfigurableEnvironment all)) {
			return;
		}
		all.getPropertySources()
			.stream()
			.filter(EnumerablePropertySource.class::isInstance)
			.flatMap((source) -> Arrays.stream(((EnumerablePropertySource<?>) source).getPropertyNames()))
			.distinct()
			.forEach(this::learn);
		learnLogin();
	}

	/** The client's id and secret as they are sent, RFC 7617. */
	private void learnLogin() {
		String login = this.environment.getProperty(CLIENT + "client-id", "") + ":"
				+ this.environment.getProperty(CLIENT + "client-secret", "");
		Redaction.configured(Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)));
	}

	private void learn(String name) {
		boolean secret = SECRET.matcher(name).matches();
		if (!secret && !ADDRESS.matcher(name).matches()) {
			return;
		}
		String value = this.environment.getProperty(name, "").strip();
		if (secret) {
			Redaction.configured(value);
			return;
		}
		PASSWORD.matcher(value).results().forEach((found) -> {
			String password = Objects.requireNonNullElse(found.group(1), found.group(2));
			Redaction.configured(password);
			Redaction.configured(URLDecoder.decode(password, StandardCharsets.UTF_8));
		});
		if (FEED.matcher(name).matches()) {
			PATH.matcher(value).results().forEach((found) -> Redaction.configured(found.group(1)));
		}
	}

}
