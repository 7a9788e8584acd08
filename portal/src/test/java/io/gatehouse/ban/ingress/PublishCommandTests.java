package io.gatehouse.ban.ingress;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.gatehouse.Gatehouse;
import io.gatehouse.Journey;
import io.gatehouse.OnStage;
import io.gatehouse.Stage;
import io.gatehouse.adapter.kubernetes.Cluster;
import io.gatehouse.ban.ingress.Publisher.Report;
import io.gatehouse.ban.list.Enforcer.State;
import io.gatehouse.ban.list.Lists;
import io.gatehouse.ban.list.Lists.Told;
import io.gatehouse.ban.list.Scope;
import io.gatehouse.request.execution.WatchedPortal;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The command as a process of its own. The portal beside it compiles the lists, and
 * publishes them elsewhere.
 */
@OnStage
@TestPropertySource(
		properties = { "gatehouse.bans.ingress.envoy.namespace=kube-public", "gatehouse.bans.ingress.envoy.name=beside",
				"gatehouse.bans.ingress.envoy.target-refs[0].name=web", "gatehouse.bans.most-drop-percent=100" })
@Tag("survival")
class PublishCommandTests {

	private static final String MAPS = "/api/v1/namespaces/kube-public/configmaps";

	@Autowired
	Stage stage;

	@Autowired
	Journey journey;

	@Autowired
	Lists lists;

	@Autowired
	Cluster cluster;

	@Autowired
	Publications publications;

	@TempDir
	Path folder;

	@Test
	void saysWhatItDidAndEndsAccordingly() throws Exception {
		Told told = ban("saying", 1, "11.1.0.0");
		there("controller");
		there("theirs");
		Said said;
		try (Gate gate = new Gate(this.stage.kubernetes().uri()).refuses("GET /apis/networking.k8s.io/v1/ingresses")) {
			said = run(gate, outputs("nginx", "controller", "geo", "theirs"));
		}
		List<String> lines = said.text().lines().toList();
		assertThat(lines).hasSize(3);
		assertThat(lines.get(0)).matches("ingress-nginx: Version " + told.version()
				+ " is there: (one entry|\\d+ entries); one object was written\\.");
		assertThat(lines.get(1)).startsWith("  warning: It could not be looked for ");
		assertThat(lines.get(2)).startsWith("nginx geo: ").contains("kube-public/theirs");
		assertThat(said.status()).as("one has it and one has not").isEqualTo(1);
		assertThat(data("controller", "block-cidrs").split(",")).contains("11.1.0.2");
		assertThat(data("theirs", "banned.conf")).isEmpty();
	}

	/** Somebody else's ConfigMap. */
	private void there(String name) {
		this.stage.clusterHand()
			.send("POST", MAPS + "?fieldManager=helm", "application/json", "{\"metadata\":{\"name\":\"" + name + "\"}}")
			.ok();
	}

	@Test
	void leavesTheWholeOldListWhereItIsKilled() throws Exception {
		ban("killed", 1, "11.2.0.0");
		IngressProperties properties = IngressPropertiesTests
			.bound(Map.of("geo.namespace", "kube-public", "geo.name", "killed"));
		List<Report> before = new Publisher(new Outputs(properties), this.lists, this.cluster, this.publications).now();
		assertThat(before).extracting(Report::state).containsExactly(State.ENFORCED);
		String old = data("killed", "banned.conf");
		assertThat(old).contains("11.2.0.2 1;\n");

		Told told = ban("killed-long", 80_000, "11.4.0.0");
		try (Gate gate = new Gate(this.stage.kubernetes().uri()).holds("PATCH " + MAPS + "/killed-0")) {
			Process process = start(gate, outputs("geo", "killed"));
			this.journey.until(() -> gate.hasHeld() || !process.isAlive(), (there) -> there);
			assertThat(process.isAlive()).as(said()).isTrue();
			process.destroyForcibly().waitFor();
			assertThat(gate.writes()).isNotEmpty()
				.allMatch((write) -> write.matches("PATCH " + MAPS + "/killed-[1-9]"));
		}
		assertThat(data("killed-1", "banned-1.conf")).isNotEmpty();
		assertThat(data("killed-0", "banned-0.conf")).isEmpty();
		assertThat(data("killed", "banned.conf")).as("what is read first names no part before all are there")
			.isEqualTo(old);

		try (Gate gate = new Gate(this.stage.kubernetes().uri())) {
			Said again = run(gate, outputs("geo", "killed"));
			assertThat(again.status()).as(again.text()).isZero();
			assertThat(again.text()).contains("Version " + told.version() + " is there");
			assertThat(gate.writes()).containsExactly("PATCH " + MAPS + "/killed-0", "PATCH " + MAPS + "/killed");
		}
		List<String> included = data("killed", "banned.conf").lines()
			.filter((line) -> line.startsWith("include "))
			.toList();
		assertThat(included.size()).isGreaterThan(1);
		assertThat(IntStream.range(0, included.size())
			.mapToObj((number) -> data("killed-" + number, "banned-" + number + ".conf"))
			.flatMap(String::lines)
			.filter((line) -> line.endsWith(" 1;"))).hasSize(told.layout().size()).contains("11.2.0.2 1;");
		end("killed-long");
	}

	/** Bans so many addresses past the portal, and waits until they are in the list. */
	private Told ban(String name, int count, String network) {
		this.stage.sql("""
				with made as (insert into ban (name, source, scope, reason, made_by, reference, since, entries, digest)
					values ('%1$s', 'FEED', 'ingress', 'test', 'test', 'test', now(), %2$d, '%1$s') returning id),
				entries as (insert into ban_entry (ban_id, network)
					select id, '%3$s'::inet + 2 * n from made, generate_series(1, %2$d) n)
				insert into ban_change (ban_id, scope, added) select id, 'ingress', true from made""".formatted(name,
				count, network));
		long change = Long.parseLong(this.stage.query("select max(number) from ban_change"));
		this.journey.until(() -> this.lists.versionWith(Scope.INGRESS, change), (version) -> version.isPresent());
		return this.lists.told(Scope.INGRESS).orElseThrow();
	}

	/** Ends a ban; the last one of all must stay, as an empty list is held back. */
	private void end(String name) {
		this.stage.sql("""
				with gone as (delete from ban where name = '%s' returning id)
				insert into ban_change (ban_id, scope, added) select id, 'ingress', false from gone""".formatted(name));
	}

	private String data(String name, String key) {
		return this.stage.kubernetes()
			.find("v1", "configmaps", "kube-public", name)
			.map((found) -> found.path("data").path(key).asString(""))
			.orElse("");
	}

	/** Properties of outputs: the kind of each, and the name of its ConfigMap. */
	private static Map<String, Object> outputs(String... kindsAndNames) {
		Map<String, Object> properties = new HashMap<>();
		for (int i = 0; i < kindsAndNames.length; i += 2) {
			String prefix = "gatehouse.bans.ingress." + kindsAndNames[i];
			properties.put(prefix + ".namespace", "kube-public");
			properties.put(prefix + ".name", kindsAndNames[i + 1]);
		}
		return properties;
	}

	private Said run(Gate gate, Map<String, Object> outputs) throws IOException, InterruptedException {
		return new Said(start(gate, outputs).waitFor(), said());
	}

	private Process start(Gate gate, Map<String, Object> outputs) throws IOException {
		Map<String, Object> properties = new HashMap<>(this.stage.properties(0));
		properties.putAll(outputs);
		properties.put("gatehouse.kubernetes.url", gate.uri());
		ProcessBuilder builder = new ProcessBuilder(List.of(ProcessHandle.current().info().command().orElseThrow(),
				"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx384m", "-cp", WatchedPortal.productClassPath(),
				Gatehouse.class.getName(), "bans", "publish"))
			.redirectErrorStream(true)
			.redirectOutput(this.folder.resolve("said").toFile());
		builder.environment().put("SPRING_APPLICATION_JSON", JsonMapper.shared().writeValueAsString(properties));
		return builder.start();
	}

	private String said() throws IOException {
		return Files.readString(this.folder.resolve("said"), StandardCharsets.UTF_8);
	}

	private record Said(int status, String text) {
	}

}
