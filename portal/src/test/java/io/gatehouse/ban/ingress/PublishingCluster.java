package io.gatehouse.ban.ingress;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

import io.gatehouse.Stage;
import io.gatehouse.adapter.OtherHand;
import io.gatehouse.adapter.kubernetes.KubernetesPeer;
import io.gatehouse.platform.Chart;
import tools.jackson.databind.JsonNode;

import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;

/**
 * A cluster whose ingress is told what is banned in every way there is. What it is told
 * where, and the rights of the portal that tells it, are those of a release of the chart.
 */
final class PublishingCluster implements AutoCloseable {

	private static final String JSON = "application/json";

	private static final String MERGE_PATCH = "application/merge-patch+json";

	private static final String ENVOY = "/apis/gateway.envoyproxy.io/v1alpha1";

	private static final String CILIUM = "/apis/cilium.io/v2";

	private final KubernetesPeer peer = KubernetesPeer.start();

	private final OtherHand admin = this.peer.otherHand();

	/** Of the release, and of all that is in a namespace. */
	private final String namespace = this.peer.named("bans");

	private final List<JsonNode> release = Chart.rendered(this.namespace,
			Map.of("bans.nginx.enabled", true, "bans.nginx.namespace", this.namespace, "bans.nginx.name", "controller",
					"bans.envoy.enabled", true, "bans.envoy.name", "bans", "bans.envoy.targetRefs[0].name", "web"),
			Map.of("bans.geo.enabled", true, "bans.geo.name", "bans", "bans.cilium.enabled", true, "bans.cilium.name",
					this.namespace));

	/** What is removed in the end, by path. */
	private final List<String> made = new ArrayList<>();

	PublishingCluster() {
		this.admin.send("POST", "/api/v1/namespaces", JSON, named(this.namespace)).ok();
		this.made.add("/api/v1/namespaces/" + this.namespace);
		this.admin.send("POST", path("configmaps") + "?fieldManager=helm", JSON, """
				{"metadata": {"name": "controller"}, "data": {"use-gzip": "true"}}""").ok();
		this.made.addAll(Chart.grant(this.admin, this.release));
	}

	private static String named(String name) {
		return "{\"metadata\":{\"name\":\"" + name + "\"}}";
	}

	/** What the portal needs to know. */
	Map<String, Object> properties() {
		String token = this.peer.tokenOf(this.namespace, "gatehouse");
		this.peer.awaitRights(token, path("configmaps", "controller"));
		Map<String, Object> properties = new HashMap<>(this.peer.portalProperties(token));
		Properties file = new Properties();
		try {
			file.load(new StringReader(Chart.properties(this.release)));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		file.stringPropertyNames()
			.stream()
			.filter((name) -> name.startsWith("gatehouse.bans."))
			.forEach((name) -> properties.put(name, file.getProperty(name)));
		return properties;
	}

	String namespace() {
		return this.namespace;
	}

	/** Where objects of a kind are, or the one of a name. */
	private String path(String plural, String... name) {
		String all = switch (plural) {
			case "configmaps" -> "/api/v1/namespaces/" + this.namespace;
			case "ingresses" -> "/apis/networking.k8s.io/v1/namespaces/" + this.namespace;
			case "securitypolicies" -> ENVOY + "/namespaces/" + this.namespace;
			case "nodes" -> "/api/v1";
			default -> CILIUM;
		} + "/" + plural;
		return (name.length > 0) ? all + "/" + name[0] : all;
	}

	private Optional<JsonNode> find(String plural, String name) {
		OtherHand.Answer answer = this.admin.send("GET", path(plural, name), null, null);
		return (answer.status() == 404) ? Optional.empty() : Optional.of(answer.ok().body());
	}

	/** What a ConfigMap says; nothing where there is none. */
	String data(String map, String key) {
		return find("configmaps", map).map((found) -> found.path("data").path(key).asString("")).orElse("");
	}

	JsonNode envoyPolicy() {
		return find("securitypolicies", "bans").orElseThrow();
	}

	/** One of the groups of Cilium. */
	Optional<JsonNode> group(int number) {
		return find("ciliumcidrgroups", this.namespace + "-" + number);
	}

	JsonNode ciliumPolicy() {
		return find("ciliumclusterwidenetworkpolicies", this.namespace).orElseThrow();
	}

	/** Makes an object that is not the portal's. */
	void make(String plural, String object) {
		this.admin.send("POST", path(plural) + "?fieldManager=kubectl-create", JSON, object).ok();
	}

	/** Changes an object beside the portal. */
	void edit(String plural, String name, String patch) {
		this.admin.send("PATCH", path(plural, name) + "?fieldManager=kubectl-edit", MERGE_PATCH, patch).ok();
	}

	/** Takes an object away beside the portal. */
	void remove(String plural, String name) {
		this.admin.send("DELETE", path(plural, name), null, null).ok();
	}

	@Override
	public void close() {
		this.made.forEach((path) -> this.admin.send("DELETE", path, null, null));
		find("ciliumclusterwidenetworkpolicies", this.namespace)
			.ifPresent((policy) -> remove("ciliumclusterwidenetworkpolicies", this.namespace));
		for (int number = 0; group(number).isPresent(); number++) {
			remove("ciliumcidrgroups", this.namespace + "-" + number);
		}
		this.peer.close();
	}

	/** Sets a stage with such a cluster. */
	static final class Initializer implements ApplicationContextInitializer<GenericApplicationContext> {

		@Override
		public void initialize(GenericApplicationContext context) {
			new Stage.Initializer().initialize(context);
			PublishingCluster cluster = new PublishingCluster();
			context.getEnvironment()
				.getPropertySources()
				.addFirst(new MapPropertySource("cluster", cluster.properties()));
			context.registerBean(PublishingCluster.class, () -> cluster);
		}

	}

}
