package io.gatehouse.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;
import io.gatehouse.adapter.OtherHand;
import io.gatehouse.sandbox.kubernetes.KubernetesStandIn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** The Helm chart, as Helm renders it. */
class ChartTests {

	private static final Map<String, Object> NOTHING = Map.of();

	private static final Map<String, Object> NGINX = Map.of("bans.nginx.enabled", true);

	private static final Map<String, Object> ENVOY = Map.of("bans.envoy.enabled", true, "bans.envoy.targetRefs[0].name",
			"web");

	private static final Map<String, Object> GEO = Map.of("bans.geo.enabled", true, "bans.geo.namespace", "web",
			"bans.geo.mostShards", 2);

	private static final Map<String, Object> CILIUM = Map.of("bans.cilium.enabled", true, "bans.cilium.mostShards", 2);

	@SafeVarargs
	private static List<JsonNode> rendered(Map<String, Object>... values) {
		return Chart.rendered("platform", values);
	}

	private static List<String> texts(JsonNode list) {
		return StreamSupport.stream(list.spliterator(), false).map((each) -> each.asString("")).toList();
	}

	@Test
	void isFreeOfLint() {
		LintResult lint = new Helm(Chart.FOLDER).lint().strict().call();
		assertThat(lint.isFailed()).as("%s", lint.getMessages()).isFalse();
	}

	@Test
	void runsThePortalWithoutRights() {
		JsonNode pod = Chart.only(rendered(NOTHING), "Deployment").at("/spec/template/spec");
		confined(pod);
		JsonNode container = pod.path("containers").get(0);
		assertThat(container.has("args")).isFalse();
		assertThat(container.at("/readinessProbe/httpGet/path").asString()).isEqualTo("/actuator/health/readiness");
		assertThat(container.at("/livenessProbe/httpGet/path").asString()).isEqualTo("/actuator/health/liveness");
		assertThat(container.at("/resources/limits/memory").asString()).isNotEmpty();
	}

	private static void confined(JsonNode pod) {
		assertThat(pod.path("automountServiceAccountToken").asBoolean(true)).isFalse();
		assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean(false)).isTrue();
		assertThat(pod.at("/securityContext/seccompProfile/type").asString()).isEqualTo("RuntimeDefault");
		JsonNode container = pod.path("containers").get(0).path("securityContext");
		assertThat(container.path("readOnlyRootFilesystem").asBoolean(false)).isTrue();
		assertThat(container.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
		assertThat(texts(container.at("/capabilities/drop"))).containsExactly("ALL");
	}

	@Test
	void publishesBansByCronWhereThereIsAnOutput() {
		assertThat(rendered(NOTHING)).extracting((object) -> Chart.text(object, "kind")).doesNotContain("CronJob");
		JsonNode job = Chart.only(rendered(GEO), "CronJob").path("spec");
		assertThat(Chart.text(job, "concurrencyPolicy")).isEqualTo("Forbid");
		JsonNode pod = job.at("/jobTemplate/spec/template/spec");
		confined(pod);
		assertThat(texts(pod.path("containers").get(0).path("args"))).containsExactly("bans", "publish");
	}

	@Test
	void tellsThePortalOfItsOutputs() {
		String properties = Chart
			.properties(rendered(NGINX, ENVOY, GEO, CILIUM, Map.of("bans.cilium.endpoints.zone", "edge")));
		assertThat(properties.lines()).contains("gatehouse.url=https://gatehouse.example.com",
				"gatehouse.bans.ingress.nginx.namespace=ingress-nginx",
				"gatehouse.bans.ingress.nginx.name=ingress-nginx-controller",
				"gatehouse.bans.ingress.envoy.namespace=platform", "gatehouse.bans.ingress.envoy.name=gatehouse-bans",
				"gatehouse.bans.ingress.envoy.target-refs[0].kind=Gateway",
				"gatehouse.bans.ingress.envoy.target-refs[0].name=web", "gatehouse.bans.ingress.geo.namespace=web",
				"gatehouse.bans.ingress.geo.most-shards=2", "gatehouse.bans.ingress.cilium.name=gatehouse-bans",
				"gatehouse.bans.ingress.cilium.endpoints[zone]=edge");
		assertThat(Chart.properties(rendered(NOTHING))).doesNotContain("gatehouse.bans");
		assertThat(Chart.properties(rendered(Map.of("bans.discover", false))).lines())
			.contains("gatehouse.bans.ingress.discover=false");
	}

	@Test
	void grantsForEnabledOutputsOnly() {
		assertThat(rights(rendered(Map.of("bans.discover", false))))
			.noneMatch((rule) -> rule.contains("configmaps") && !rule.contains("list") || rule.contains("nodes")
					|| rule.contains("ingresses") || rule.contains("cilium") || rule.contains("envoy"));
		assertThat(rights(rendered(NGINX)))
			.contains("ingress-nginx [configmaps] [get, patch] [ingress-nginx-controller]", " [ingresses] [list] []",
					" [nodes, services] [list] []")
			.noneMatch((rule) -> rule.contains("cilium") || rule.contains("securitypolicies"));
		assertThat(rights(rendered(ENVOY)))
			.contains("platform [securitypolicies] [get, create, patch] [gatehouse-bans]")
			.noneMatch((rule) -> rule.contains("cilium") || rule.contains("ingresses"));
		assertThat(rights(rendered(GEO))).contains("web [configmaps] [get, create, patch, delete]"
				+ " [gatehouse-bans, gatehouse-bans-0, gatehouse-bans-1]");
		assertThat(rights(rendered(CILIUM))).contains(
				" [ciliumcidrgroups] [get, create, patch, delete] [gatehouse-bans-0, gatehouse-bans-1]",
				" [ciliumclusterwidenetworkpolicies] [get, create, patch] [gatehouse-bans]");
		assertThat(rights(rendered(GEO, Map.of("rbac.create", false)))).isEmpty();
	}

	private static List<String> rights(List<JsonNode> objects) {
		List<String> rights = new ArrayList<>();
		for (JsonNode object : objects) {
			for (JsonNode rule : object.path("rules")) {
				rights.add(Chart.text(object.path("metadata"), "namespace") + " " + texts(rule.path("resources")) + " "
						+ texts(rule.path("verbs")) + " " + texts(rule.path("resourceNames")));
			}
		}
		return rights;
	}

	/** What the outputs do, with the portal's account and no other rights. */
	@Test
	void grantsJustEnough() {
		try (KubernetesStandIn cluster = KubernetesStandIn.start(KubernetesStandIn.Settings.inMemory("admin"))) {
			OtherHand admin = new OtherHand(cluster.uri(), "Authorization", "Bearer admin");
			for (String namespace : List.of("platform", "web", "ingress-nginx")) {
				admin
					.send("POST", "/api/v1/namespaces", "application/json",
							"{\"metadata\":{\"name\":\"" + namespace + "\"}}")
					.ok();
			}
			admin
				.send("POST", "/api/v1/namespaces/ingress-nginx/configmaps", "application/json",
						"{\"metadata\":{\"name\":\"ingress-nginx-controller\"}}")
				.ok();
			Chart.grant(admin, rendered(NGINX, ENVOY, GEO, CILIUM));
			OtherHand portal = new OtherHand(cluster.uri(), "Authorization",
					"Bearer " + cluster.tokenFor("platform", "gatehouse"));
			assertThat(applied(portal, "v1", "ConfigMap", "ingress-nginx", "configmaps", "ingress-nginx-controller"))
				.isEqualTo(200);
			assertThat(applied(portal, "v1", "ConfigMap", "ingress-nginx", "configmaps", "tcp-services"))
				.isEqualTo(403);
			assertThat(applied(portal, "v1", "ConfigMap", "web", "configmaps", "gatehouse-bans")).isEqualTo(201);
			assertThat(applied(portal, "v1", "ConfigMap", "web", "configmaps", "gatehouse-bans-1")).isEqualTo(201);
			assertThat(applied(portal, "v1", "ConfigMap", "web", "configmaps", "gatehouse-bans-2")).isEqualTo(403);
			assertThat(portal.send("DELETE", "/api/v1/namespaces/web/configmaps/gatehouse-bans-1", null, null).status())
				.isEqualTo(200);
			assertThat(portal.send("GET", "/apis/networking.k8s.io/v1/ingresses", null, null).status()).isEqualTo(200);
			assertThat(portal.send("GET", "/api/v1/nodes", null, null).status()).isEqualTo(200);
			assertThat(portal.send("GET", "/api/v1/services", null, null).status()).isEqualTo(200);
			assertThat(portal.send("GET", "/api/v1/secrets", null, null).status()).isEqualTo(403);
			assertThat(portal.send("GET", "/apis/cilium.io/v2", null, null).status()).isEqualTo(200);
			assertThat(applied(portal, "cilium.io/v2", "CiliumCIDRGroup", null, "ciliumcidrgroups", "gatehouse-bans-0"))
				.isEqualTo(201);
			assertThat(applied(portal, "cilium.io/v2", "CiliumCIDRGroup", null, "ciliumcidrgroups", "other"))
				.isEqualTo(403);
		}
	}

	private static int applied(OtherHand hand, String apiVersion, String kind, String namespace, String plural,
			String name) {
		Map<String, Object> object = new HashMap<>(Map.of("apiVersion", apiVersion, "kind", kind));
		object.put("metadata", Map.of("name", name));
		return hand
			.send("PATCH",
					Chart.path(apiVersion, (namespace != null) ? namespace : "", plural) + "/" + name
							+ "?fieldManager=gatehouse",
					"application/apply-patch+yaml", JsonMapper.shared().writeValueAsString(object))
			.status();
	}

	@ParameterizedTest
	@CsvSource({ "bans.envoy.enabled, true", "replicas, 0", "bans.geo.directory, /etc; deny", "unheard, of",
			"config.limit, 0", "config.switched, true" })
	void refusesValuesThatMakeNoSense(String name, String value) {
		assertThatExceptionOfType(IllegalStateException.class).isThrownBy(
				() -> rendered(Map.of(name, value.matches("true|0") ? JsonMapper.shared().readTree(value) : value)));
	}

	/** Of a file, Helm reads a number as one that it would print as 1e+06. */
	@Test
	void takesPropertiesInQuotesOnly(@TempDir Path folder) throws IOException {
		Path values = folder.resolve("values.yaml");
		Files.writeString(values, "config: { limit: \"1000000\" }");
		TemplateCommand command = new Helm(Chart.FOLDER).template().withKubeVersion("1.34.0").withValuesFile(values);
		assertThat(command.call()).contains("\n    limit=1000000\n");
		Files.writeString(values, "config: { limit: 1000000 }");
		assertThatExceptionOfType(IllegalStateException.class).isThrownBy(command::call)
			.withMessageContaining("limit")
			.withMessageContaining("string");
	}

	@Test
	void asksForTwoOfThePortalToBreakOneAtATime() {
		assertThat(Chart.only(rendered(NOTHING), "PodDisruptionBudget").at("/spec/maxUnavailable").asInt())
			.isEqualTo(1);
		assertThat(rendered(Map.of("replicas", 1))).extracting((object) -> Chart.text(object, "kind"))
			.doesNotContain("PodDisruptionBudget");
	}

}
