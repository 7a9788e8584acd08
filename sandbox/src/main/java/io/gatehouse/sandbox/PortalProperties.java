package io.gatehouse.sandbox;

import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The settings with which the portal finds the sandbox, as a Spring properties file. */
final class PortalProperties {

	private final Map<String, String> values = new TreeMap<>();

	PortalProperties database(PostgresServer.Database database) {
		return with("spring.datasource.url", database.url()).with("spring.datasource.username", database.app().user())
			.with("spring.datasource.password", database.app().password())
			.with("spring.flyway.url", database.url())
			.with("spring.flyway.user", database.owner().user())
			.with("spring.flyway.password", database.owner().password())
			.with("spring.flyway.placeholders.app-role", database.app().user());
	}

	PortalProperties redis(URI uri) {
		return with("spring.data.redis.url", uri.toString());
	}

	PortalProperties storage(URI uri, String accessKey, String secretKey) {
		return with("gatehouse.storage.url", uri.toString()).with("gatehouse.storage.access-key", accessKey)
			.with("gatehouse.storage.secret-key", secretKey);
	}

	PortalProperties vault(URI uri, String token) {
		return with("gatehouse.vault.url", uri.toString()).with("gatehouse.vault.token", token)
			.with("gatehouse.vault.ui-url", uri + "/ui");
	}

	PortalProperties slack(URI api, String token, String channel) {
		return with("gatehouse.slack.api-url", api.toString()).with("gatehouse.slack.token", token)
			.with("gatehouse.slack.channel", channel);
	}

	PortalProperties kubernetes(URI uri, String token) {
		return with("gatehouse.kubernetes.url", uri.toString()).with("gatehouse.kubernetes.token", token)
			.with("gatehouse.kubernetes.console-url", uri + "/ui/namespaces/{namespace}");
	}

	/**
	 * GitLab's API and its login; without an issuer, so that nothing is asked of it at
	 * the start.
	 */
	PortalProperties gitlab(URI uri, String token, String clientId, String clientSecret) {
		String registration = "spring.security.oauth2.client.registration.gitlab.";
		String provider = "spring.security.oauth2.client.provider.gitlab.";
		return with("gatehouse.gitlab.url", uri.toString()).with("gatehouse.gitlab.token", token)
			.with(registration + "client-id", clientId)
			.with(registration + "client-secret", clientSecret)
			.with(provider + "authorization-uri", uri + "/oauth/authorize")
			.with(provider + "token-uri", uri + "/oauth/token")
			.with(provider + "user-info-uri", uri + "/oauth/userinfo")
			.with(provider + "jwk-set-uri", uri + "/oauth/discovery/keys");
	}

	private PortalProperties with(String name, String value) {
		this.values.put(name, value);
		return this;
	}

	/** The file's text; only plain values occur, so nothing needs an escape. */
	String text() {
		return this.values.entrySet()
			.stream()
			.map((entry) -> entry.getKey() + "=" + entry.getValue() + "\n")
			.collect(Collectors.joining("", "# Written by the sandbox at each start.\n", ""));
	}

}
