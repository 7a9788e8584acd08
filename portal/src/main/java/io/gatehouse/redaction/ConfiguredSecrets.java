package io.gatehouse.redaction;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
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

	private static final Pattern ADDRESS = Pattern.compile("(?i)(gatehouse|spring)[._].*url");

	private static final Pattern PASSWORD = Pattern.compile("://[^/@]*:([^/@]+)@");

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
	}

	private void learn(String name) {
		boolean secret = SECRET.matcher(name).matches();
		if (!secret && !ADDRESS.matcher(name).matches()) {
			return;
		}
		String value = this.environment.getProperty(name, "").strip();
		if (secret) {
			Redaction.configured(value);
			String id = this.environment.getProperty(name.replace("client-secret", "client-id"), "");
			if (name.endsWith("client-secret")) {
				// As it is sent, RFC 7617.
				Redaction.configured(
						Base64.getEncoder().encodeToString((id + ":" + value).getBytes(StandardCharsets.UTF_8)));
			}
			return;
		}
		Matcher password = PASSWORD.matcher(value);
		if (password.find()) {
			Redaction.configured(password.group(1));
		}
	}

}
