package io.gatehouse.sandbox;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.gatehouse.sandbox.gitlab.GitlabStandIn;
import io.gatehouse.sandbox.http.Faults;
import io.gatehouse.sandbox.kubernetes.KubernetesStandIn;
import io.gatehouse.sandbox.slack.SlackStandIn;
import io.gatehouse.sandbox.vault.VaultStandIn;

/** Starts the servers that are stand-ins, and says to the portal where they are. */
final class StandIns {

	private static final String CLIENT = "gatehouse";

	private static final String SLACK_CHANNEL = "#requests";

	/** As long as a small namespace of a real cluster takes to go away. */
	private static final Duration NAMESPACE_GOES_AWAY = Duration.ofSeconds(2);

	private StandIns() {
	}

	static void start(Sandbox.Settings settings, Secrets secrets, Services services, PortalProperties properties) {
		gitlab(settings, secrets, services, properties);
		URI cluster = kubernetes(settings, secrets, services, properties);
		URI vault = vault(settings, secrets, services, properties);
		new VaultSetUp(vault, secrets.get("vault.token", "hvs.")).trustCluster(cluster,
				secrets.get("kubernetes.token", "k8s-"));
		slack(settings, secrets, services, properties);
	}

	private static void gitlab(Sandbox.Settings settings, Secrets secrets, Services services,
			PortalProperties properties) {
		String token = secrets.get("gitlab.token", "glpat-");
		String clientSecret = secrets.get("gitlab.client-secret", "gloas-");
		GitlabStandIn gitlab = services.start("GitLab (stand-in)", () -> GitlabStandIn.start(
				new GitlabStandIn.Settings(settings.ports().gitlab(), folder(settings, "gitlab"), CLIENT, clientSecret,
						List.of("http://localhost:8080/login/oauth2/code/gitlab"), token, Clock.systemUTC()),
				Faults.none()), GitlabStandIn::uri);
		properties.gitlab(gitlab.uri(), token, CLIENT, clientSecret);
	}

	private static URI kubernetes(Sandbox.Settings settings, Secrets secrets, Services services,
			PortalProperties properties) {
		String token = secrets.get("kubernetes.token", "k8s-");
		KubernetesStandIn cluster = services
			.start("Kubernetes (stand-in)",
					() -> KubernetesStandIn.start(new KubernetesStandIn.Settings(settings.ports().kubernetes(),
							folder(settings, "kubernetes"),
							Map.of(token, new KubernetesStandIn.User("gatehouse", List.of("system:masters"))),
							NAMESPACE_GOES_AWAY, Clock.systemUTC())),
					(there) -> there.uri() + "/ui");
		properties.kubernetes(cluster.uri(), token);
		return cluster.uri();
	}

	private static URI vault(Sandbox.Settings settings, Secrets secrets, Services services,
			PortalProperties properties) {
		String token = secrets.get("vault.token", "hvs.");
		VaultStandIn vault = services.start("Vault (stand-in)",
				() -> VaultStandIn.start(new VaultStandIn.Settings(settings.ports().vault(), folder(settings, "vault"),
						token, Clock.systemUTC())),
				(there) -> there.uri() + "/ui");
		properties.vault(vault.uri(), token);
		return vault.uri();
	}

	private static void slack(Sandbox.Settings settings, Secrets secrets, Services services,
			PortalProperties properties) {
		String token = secrets.get("slack.token", "xoxb-");
		SlackStandIn slack = services.start("Slack (stand-in)",
				() -> SlackStandIn.start(new SlackStandIn.Settings(settings.ports().slack(), token,
						List.of(SLACK_CHANNEL), secrets.get("slack.webhook"), Clock.systemUTC()), Faults.none()),
				SlackStandIn::uri);
		properties.slack(slack.api(), token, SLACK_CHANNEL);
	}

	private static Path folder(Sandbox.Settings settings, String name) {
		return settings.folder().resolve(name);
	}

}
