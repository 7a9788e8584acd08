package io.gatehouse.adapter.kubernetes;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import io.gatehouse.adapter.Docs;
import io.gatehouse.adapter.GuardLimits;
import io.gatehouse.adapter.OtherHand;
import io.gatehouse.adapter.kubernetes.KubernetesProperties.Containers;
import io.gatehouse.sandbox.kubernetes.KubernetesStandIn;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * The cluster that tests talk to: the stand-in, or the real one that the environment
 * names.
 */
public final class KubernetesPeer implements AutoCloseable {

	static final GuardLimits LIMITS = new GuardLimits(Duration.ofSeconds(2), Duration.ofSeconds(5), 4,
			Duration.ofSeconds(2), 6, Duration.ofSeconds(20));

	private static final String JSON = "application/json";

	/** The kinds that no cluster has of its own, and their groups. */
	private static final Map<String, String> CUSTOM = Map.of("securitypolicies", "gateway.envoyproxy.io",
			"ciliumcidrgroups", "cilium.io", "ciliumclusterwidenetworkpolicies", "cilium.io");

	private static final String ROLES = "/apis/rbac.authorization.k8s.io/v1";

	private final @Nullable KubernetesStandIn standIn;

	private final URI url;

	private final String token;

	private final @Nullable Path authority;

	private final String prefix = "contract-" + UUID.randomUUID().toString().substring(0, 8) + "-";

	private KubernetesPeer(@Nullable KubernetesStandIn standIn, URI url, String token, @Nullable Path authority) {
		this.standIn = standIn;
		this.url = url;
		this.token = token;
		this.authority = authority;
	}

	public static KubernetesPeer start() {
		String url = System.getenv("GATEHOUSE_KUBERNETES_URL");
		if (url == null) {
			KubernetesStandIn standIn = KubernetesStandIn.start(KubernetesStandIn.Settings.inMemory("token"));
			return new KubernetesPeer(standIn, standIn.uri(), "token", null);
		}
		String authority = System.getenv("GATEHOUSE_KUBERNETES_CA");
		KubernetesPeer peer = new KubernetesPeer(null, URI.create(url), System.getenv("GATEHOUSE_KUBERNETES_TOKEN"),
				(authority != null) ? Path.of(authority) : null);
		CUSTOM.forEach(peer::define);
		return peer;
	}

	/** Defines a custom kind, unless the cluster has it, by Cilium say. */
	private void define(String plural, String group) {
		OtherHand admin = otherHand();
		String path = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/" + plural + "." + group;
		if (admin.send("GET", path, null, null).status() == 404) {
			admin.send("PATCH", path + "?fieldManager=test", "application/apply-patch+yaml", file(plural)).ok();
		}
		Awaitility.await()
			.atMost(Duration.ofSeconds(30))
			.until(() -> admin.send("GET", path, null, null)
				.body()
				.at("/status/conditions")
				.valueStream()
				.anyMatch((condition) -> condition.path("type").asString("").equals("Established")
						&& condition.path("status").asString("").equals("True")));
	}

	private static String file(String plural) {
		try (InputStream file = KubernetesPeer.class.getResourceAsStream("/peers/" + plural + ".yaml")) {
			return new String(file.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Whether it has all that a cluster has, and not only what the portal asks for. */
	public boolean isReal() {
		return this.standIn == null;
	}

	public URI url() {
		return this.url;
	}

	/** The certificate authority, as PEM; empty where there is none. */
	public String authority() {
		try {
			return (this.authority != null) ? Files.readString(this.authority) : "";
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** What a portal needs to know, with an account as the documents have it. */
	public Map<String, Object> portalProperties() {
		return portalProperties(portalToken());
	}

	/** What a portal needs to know that has an account's token. */
	public Map<String, Object> portalProperties(String token) {
		Map<String, Object> properties = new HashMap<>(
				Map.of("gatehouse.kubernetes.url", this.url, "gatehouse.kubernetes.token", token));
		if (this.authority != null) {
			properties.put("gatehouse.kubernetes.ca-certificate", this.authority);
		}
		return properties;
	}

	/** The portal's, whose account has the rights that the documents name. */
	Cluster cluster() {
		return cluster(portalToken());
	}

	private String portalToken() {
		OtherHand admin = otherHand();
		String name = named("portal");
		admin.send("POST", "/api/v1/namespaces", JSON, "{\"metadata\":{\"name\":\"" + name + "\"}}").ok();
		admin
			.send("POST", "/api/v1/namespaces/" + name + "/serviceaccounts", JSON,
					"{\"metadata\":{\"name\":\"gatehouse\"}}")
			.ok();
		admin
			.send("PATCH", ROLES + "/clusterroles/" + name + "?fieldManager=test", "application/apply-patch+yaml",
					Docs.block("adapters/kubernetes.md", "yaml").replace("  name: gatehouse", "  name: " + name))
			.ok();
		bind(name, "gatehouse");
		String token = tokenOf(name, "gatehouse");
		awaitRights(token, "/api/v1/pods?limit=1");
		return token;
	}

	/** A real server learns of new rights a moment after it has answered. */
	public void awaitRights(String token, String path) {
		OtherHand hand = new OtherHand(this.url, "Authorization", "Bearer " + token, this.authority);
		Awaitility.await()
			.atMost(Duration.ofSeconds(30))
			.until(() -> hand.send("GET", path, null, null).status() == 200);
	}

	/** A token of a service account that exists. */
	public String tokenOf(String namespace, String account) {
		return otherHand()
			.send("POST", "/api/v1/namespaces/" + namespace + "/serviceaccounts/" + account + "/token", JSON,
					"{\"apiVersion\":\"authentication.k8s.io/v1\",\"kind\":\"TokenRequest\",\"spec\":{}}")
			.ok()
			.body()
			.at("/status/token")
			.asString();
	}

	/** A token of an account that may have the tokens of others reviewed. */
	public String reviewerToken() {
		OtherHand admin = otherHand();
		String name = named("reviewer");
		admin.send("POST", "/api/v1/namespaces", JSON, "{\"metadata\":{\"name\":\"" + name + "\"}}").ok();
		admin
			.send("POST", "/api/v1/namespaces/" + name + "/serviceaccounts", JSON,
					"{\"metadata\":{\"name\":\"reviewer\"}}")
			.ok();
		admin
			.send("POST", ROLES + "/clusterroles", JSON,
					"""
							{"metadata": {"name": "%s"},
							 "rules": [{"apiGroups": ["authentication.k8s.io"], "resources": ["tokenreviews"], "verbs": ["create"]}]}"""
						.formatted(name))
			.ok();
		bind(name, "reviewer");
		return tokenOf(name, "reviewer");
	}

	/** Gives an account the role of its namespace's name. */
	private void bind(String name, String account) {
		otherHand()
			.send("POST", ROLES + "/clusterrolebindings", JSON,
					"""
							{"metadata": {"name": "%1$s"},
							 "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "%1$s"},
							 "subjects": [{"kind": "ServiceAccount", "name": "%2$s", "namespace": "%1$s"}]}"""
						.formatted(name, account))
			.ok();
	}

	/** One of somebody who may do anything. */
	Cluster adminCluster() {
		return cluster(this.token);
	}

	Cluster cluster(String token) {
		return Cluster.at(new KubernetesProperties(this.url, token, this.authority,
				"https://console.example.com/ns/{namespace}", new Containers("100m", "128Mi", "256Mi"), LIMITS),
				Clock.systemUTC());
	}

	/** Somebody who may do anything. */
	public OtherHand otherHand() {
		return new OtherHand(this.url, "Authorization", "Bearer " + this.token, this.authority);
	}

	/** A name that no other run has. */
	public String named(String name) {
		return this.prefix + name;
	}

	@Override
	public void close() {
		if (this.standIn != null) {
			this.standIn.close();
		}
	}

}
