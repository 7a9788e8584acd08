package io.gatehouse.sandbox.kubernetes;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Walks a server with the client that the portal uses: the stand-in, or the real server
 * that {@code GATEHOUSE_KUBERNETES_URL} and {@code GATEHOUSE_KUBERNETES_TOKEN} name, so
 * that the two can be held against each other.
 */
class Fabric8WalkTests {

	private static KubernetesStandIn standIn;

	private static KubernetesClient client;

	private final String name = "walk-" + Long.toString(System.nanoTime(), 36);

	@BeforeAll
	static void connect() {
		String url = System.getenv("GATEHOUSE_KUBERNETES_URL");
		String token = System.getenv("GATEHOUSE_KUBERNETES_TOKEN");
		if (url == null || token == null) {
			token = "walk";
			standIn = KubernetesStandIn.start(KubernetesStandIn.Settings.inMemory(token));
			url = standIn.uri().toString();
		}
		Config config = new ConfigBuilder(Config.empty()).withMasterUrl(url)
			.withOauthToken(token)
			.withTrustCerts(true)
			.withRequestRetryBackoffLimit(0)
			.build();
		client = new KubernetesClientBuilder().withConfig(config).build();
	}

	@AfterAll
	static void disconnect() {
		client.close();
		if (standIn != null) {
			standIn.close();
		}
	}

	@BeforeEach
	void makeNamespace() {
		client.resource(namespace(Map.of("team", "blue"))).create();
	}

	@AfterEach
	void deleteNamespace() {
		client.namespaces().withName(this.name).delete();
	}

	private Namespace namespace(Map<String, String> labels) {
		return new NamespaceBuilder().withNewMetadata().withName(this.name).withLabels(labels).endMetadata().build();
	}

	private ConfigMap settings(Map<String, String> data) {
		return new ConfigMapBuilder().withNewMetadata()
			.withName("settings")
			.withNamespace(this.name)
			.withLabels(Map.of("app", "walk"))
			.endMetadata()
			.withData(data)
			.build();
	}

	private ConfigMap apply(ConfigMap settings, String manager, boolean force) {
		return client.resource(settings)
			.patch(new PatchContext.Builder().withPatchType(PatchType.SERVER_SIDE_APPLY)
				.withFieldManager(manager)
				.withForce(force)
				.build());
	}

	@Test
	void keepsTheVersionOfAnUnchangedApply() {
		ConfigMap first = apply(settings(Map.of("a", "1")), "gatehouse", false);
		ConfigMap second = apply(settings(Map.of("a", "1")), "gatehouse", false);
		assertThat(second.getMetadata().getResourceVersion()).isEqualTo(first.getMetadata().getResourceVersion());
		assertThat(second.getMetadata().getManagedFields()).isEqualTo(first.getMetadata().getManagedFields());
	}

	@Test
	void namesTheOtherManagerOfAConflict() {
		apply(settings(Map.of("a", "1")), "other", false);
		assertThatExceptionOfType(KubernetesClientException.class)
			.isThrownBy(() -> apply(settings(Map.of("a", "2")), "gatehouse", false))
			.satisfies((refused) -> {
				assertThat(refused.getCode()).isEqualTo(409);
				assertThat(refused.getStatus().getReason()).isEqualTo("Conflict");
				assertThat(refused.getStatus().getDetails().getCauses()).singleElement().satisfies((cause) -> {
					assertThat(cause.getReason()).isEqualTo("FieldManagerConflict");
					assertThat(cause.getField()).isEqualTo(".data.a");
					assertThat(cause.getMessage()).isEqualTo("conflict with \"other\"");
				});
			});
	}

	@Test
	void takesOwnershipByForce() {
		apply(settings(Map.of("a", "1", "b", "1")), "other", false);
		ConfigMap forced = apply(settings(Map.of("a", "2")), "gatehouse", true);
		assertThat(forced.getData()).containsExactlyInAnyOrderEntriesOf(Map.of("a", "2", "b", "1"));
		ConfigMap dropped = apply(settings(Map.of()), "gatehouse", false);
		assertThat(dropped.getData()).containsExactlyInAnyOrderEntriesOf(Map.of("b", "1"));
	}

	@Test
	void keepsADroppedFieldThatAnotherOwnsToo() {
		apply(settings(Map.of("a", "1", "b", "1")), "gatehouse", false);
		apply(settings(Map.of("a", "1")), "other", false);
		assertThat(apply(settings(Map.of("c", "1")), "gatehouse", false).getData())
			.containsExactlyInAnyOrderEntriesOf(Map.of("a", "1", "c", "1"));
	}

	@Test
	void storesNothingInADryRun() {
		ConfigMap answered = client.resource(settings(Map.of("a", "1")))
			.patch(new PatchContext.Builder().withPatchType(PatchType.SERVER_SIDE_APPLY)
				.withFieldManager("gatehouse")
				.withDryRun(List.of("All"))
				.build());
		assertThat(answered.getData()).containsEntry("a", "1");
		assertThat(client.configMaps().inNamespace(this.name).withName("settings").get()).isNull();
	}

	@Test
	void writesQuantitiesInOneForm() {
		ResourceQuota quota = new ResourceQuotaBuilder().withNewMetadata()
			.withName("size")
			.withNamespace(this.name)
			.endMetadata()
			.withNewSpec()
			.addToHard("requests.cpu", new Quantity("2000m"))
			.addToHard("requests.memory", new Quantity("1024Mi"))
			.endSpec()
			.build();
		PatchContext apply = new PatchContext.Builder().withPatchType(PatchType.SERVER_SIDE_APPLY)
			.withFieldManager("gatehouse")
			.build();
		Map<String, Quantity> hard = client.resource(quota).patch(apply).getSpec().getHard();
		assertThat(hard.get("requests.cpu").toString()).isEqualTo("2");
		assertThat(hard.get("requests.memory").toString()).isEqualTo("1Gi");
	}

	@Test
	void mergesPatches() {
		client.resource(settings(Map.of("a", "1"))).create();
		ConfigMap merged = client.configMaps()
			.inNamespace(this.name)
			.withName("settings")
			.patch(PatchContext.of(PatchType.JSON_MERGE), "{\"data\":{\"a\":null,\"b\":\"2\"}}");
		assertThat(merged.getData()).containsExactlyEntriesOf(Map.of("b", "2"));
		ConfigMap strategic = client.configMaps()
			.inNamespace(this.name)
			.withName("settings")
			.patch(PatchContext.of(PatchType.STRATEGIC_MERGE), "{\"data\":{\"c\":\"3\"}}");
		assertThat(strategic.getData()).containsExactlyInAnyOrderEntriesOf(Map.of("b", "2", "c", "3"));
	}

	@Test
	void listsByLabels() {
		client.resource(settings(Map.of("a", "1"))).create();
		assertThat(client.configMaps().inNamespace(this.name).withLabel("app", "walk").list().getItems()).hasSize(1);
		assertThat(client.configMaps().inNamespace(this.name).withLabelNotIn("app", "walk").list().getItems())
			.noneMatch((each) -> each.getMetadata().getName().equals("settings"));
		assertThat(client.namespaces().withLabel("kubernetes.io/metadata.name", this.name).list().getItems())
			.hasSize(1);
	}

	@Test
	void watchesWhatHappens() throws InterruptedException {
		BlockingQueue<String> seen = new LinkedBlockingQueue<>();
		try (Watch watch = client.configMaps().inNamespace(this.name).withLabel("app", "walk").watch(new Watcher<>() {

			@Override
			public void eventReceived(Action action, ConfigMap resource) {
				seen.add(action + " " + resource.getData());
			}

			@Override
			public void onClose(WatcherException cause) {
				seen.add("closed " + cause);
			}

		})) {
			assertThat(watch).isNotNull();
			client.resource(settings(Map.of("a", "1"))).create();
			assertThat(seen.poll(10, TimeUnit.SECONDS)).isEqualTo("ADDED {a=1}");
			apply(settings(Map.of("a", "2")), "gatehouse", true);
			assertThat(seen.poll(10, TimeUnit.SECONDS)).isEqualTo("MODIFIED {a=2}");
			client.resource(settings(Map.of())).delete();
			assertThat(seen.poll(10, TimeUnit.SECONDS)).isEqualTo("DELETED {a=2}");
		}
	}

	@Test
	void deletesANamespaceInTime() {
		client.namespaces().withName(this.name).delete();
		await(() -> client.namespaces().withName(this.name).get() == null);
		assertThat(client.configMaps().inNamespace(this.name).list().getItems()).isEmpty();
	}

	@Test
	void bearsANamespaceWithItsAccount() {
		await(() -> client.serviceAccounts().inNamespace(this.name).withName("default").get() != null);
		await(() -> client.configMaps().inNamespace(this.name).withName("kube-root-ca.crt").get() != null);
	}

	private static void await(BooleanSupplier condition) {
		Instant end = Instant.now().plus(Duration.ofSeconds(20));
		while (!condition.getAsBoolean()) {
			assertThat(Instant.now()).isBefore(end);
		}
	}

}
