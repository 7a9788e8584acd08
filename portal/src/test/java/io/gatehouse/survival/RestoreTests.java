package io.gatehouse.survival;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.gatehouse.Journey;
import io.gatehouse.Stage;
import io.gatehouse.TestDatabase;
import io.gatehouse.request.RequestType.Verb;
import io.gatehouse.request.asset.Asset;
import io.gatehouse.request.lifecycle.RequestState;
import io.gatehouse.request.lifecycle.ServiceRequest;
import io.gatehouse.survival.Shell.Said;
import io.gatehouse.web.Browser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.annotation.DirtiesContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The database is lost and set back to a backup, while the outside world has moved on.
 */
@Survival
// What it leaves differs from what is recorded.
@DirtiesContext
class RestoreTests {

	private static final Map<String, Object> MORE = Map.of("gatehouse.upkeep.drift-look", "500ms",
			"gatehouse.bans.ingress.geo.namespace", "kube-public", "gatehouse.bans.ingress.geo.name", "bans",
			"gatehouse.bans.ingress.every", "1s", "gatehouse.bans.ingress.discover", "false");

	private final Watch watch = new Watch();

	@Autowired
	Stage stage;

	@Autowired
	Journey journey;

	@TempDir
	Path folder;

	private Portals portals;

	private PortalProcess portal;

	/** What was printed of the sealed backup. */
	private String sum = "";

	/** The database that is restored into. */
	private Map<String, Object> empty = new HashMap<>();

	@BeforeEach
	void start() {
		this.portals = new Portals(this.stage, this.watch);
		this.portal = this.portals.start(1, MORE).up();
	}

	@AfterEach
	void stop() {
		this.portal.close();
		this.portals.close();
	}

	@Test
	void showsWhatDiffersLosesNothingAndMakesNothingTwice() throws IOException {
		Asset changed = project("changed");
		Asset removed = project("removed");
		Asset ended = this.journey.asset(await(approved(this.journey.ask("olga", "access",
				"project=teams/payments/ledger", "person=otto", "role=GUEST", "lasts=1", "lasts.unit=hours"), "mira")));
		this.journey.asset(await(this.journey.ask("olga", "ban-host", "name=edge-9", "group=restored")));
		TestHost host = new TestHost(token("edge-9"));
		Asset banned = ban(host, "203.0.113.1");
		ServiceRequest undecided = this.journey.ask("dana", "project", "team=payments", "name=undecided", "size=SMALL");
		ServiceRequest untouched = this.journey.ask("dana", "project", "team=payments", "name=untouched", "size=SMALL");
		ServiceRequest doneAfter = this.journey.ask("dana", "project", "team=payments", "name=done-after",
				"size=SMALL");
		// Approved, and in the queue, with nobody to carry it out.
		this.portal.kill();
		this.journey.approve(doneAfter, "olga");
		String audited = this.stage.query("select number || ' ' || hash from audit_event order by number desc limit 1");

		Path backup = backup();
		Path sealed = sealedBackup();

		this.portal.close();
		this.portal = this.portals.start(1, MORE).up();
		await(doneAfter);
		await(this.journey.ask("olga", this.journey.asset(ended.id()), Verb.REVOKE));
		ban(host, "203.0.113.2");
		ban(host, "203.0.113.3");
		long publishedBefore = this.journey.until(this::published, (version) -> version >= host.version());
		long hadBefore = host.version();
		changeAndRemovePastThePortal();
		this.portal.kill();

		refusesWhatIsNoWholeBackup(backup);
		restore(sealed);
		// What the runbook has for a request that the queue does not know any more.
		change("delete from scheduled_tasks where task_name = 'service-request'");
		change(runbook("insert into scheduled_tasks"));
		assertThat(restored("select number || ' ' || hash from audit_event order by number desc limit 1"))
			.isEqualTo(audited);
		assertThat(restored("select count(*) from spring_session")).isEqualTo("0");
		Map<String, Object> properties = new HashMap<>(MORE);
		properties.putAll(this.empty);
		// People sign in to this one, which GitLab must know by the address that it has.
		properties.put("gatehouse.gitlab.url", this.stage.properties(2).get("gatehouse.gitlab.url"));
		this.portal.close();
		this.portal = this.portals.start(2, properties).up();

		assertThat(drift(changed)).isEqualTo("quota");
		assertThat(drift(removed)).contains("namespace", "project");
		assertThat(drift(ended)).contains("member");
		assertThat(restored("select count(*) from asset where state = 'ACTIVE' and id = '" + banned.id() + "'"))
			.isEqualTo("1");

		this.journey.until(() -> state(doneAfter), (state) -> state.equals("FAILED"));
		assertThat(restored("select message ->> 'key' from service_request where id = '" + doneAfter.id() + "'"))
			.as("it is there already")
			.isEqualTo("plan.taken");
		assertThat(this.stage.gitlab().project("platform/libraries").orElseThrow().deployTokens())
			.containsOnlyOnce("teams/payments/done-after");
		assertThat(state(undecided)).isEqualTo("SUBMITTED");
		assertThat(state(untouched)).isEqualTo("SUBMITTED");

		this.journey.until(() -> host.poll(this.portal.uri()).version(), (version) -> version > hadBefore);
		assertThat(host.lines()).contains("203.0.113.1").doesNotContain("203.0.113.2");
		this.journey.until(this::published, (version) -> version > publishedBefore);
		assertThat(restored("select count(*) from audit_event where action = 'ATTENTION_NEEDED' "
				+ "and title like '%restoration.title%'"))
			.isEqualTo("1");
		Browser ops = new Browser(this.portal.uri());
		ops.signIn("olga");
		assertThat(ops.get("/audit").body()).containsPattern("The database was set back to \\d{1,2} \\w+ 20\\d\\d");
		assertThat(ops.get("/systems").statusCode()).isEqualTo(200);
		Said chain = new Shell(this.folder, "restored", properties(2)).gatehouse("audit-verify");
		assertThat(chain.text()).startsWith("The audit chain is unbroken");

		replacesWhatIsThere(backup, audited);
	}

	private void replacesWhatIsThere(Path backup, String audited) {
		Shell shell = new Shell(this.folder, "restored", properties(2));
		String name = text("spring.datasource.url").replaceFirst(".*/", "");
		assertThat(shell.bin("restore", "--replace", name, backup.toString()).text())
			.contains("Stop the portals first");
		this.portal.kill();
		assertThat(shell.bin("restore", "--replace", "other", backup.toString()).text())
			.contains("is called " + name + ", not other");
		assertThat(restored("select count(*) > " + audited.split(" ")[0] + " from audit_event")).isEqualTo("t");
		Said replaced = shell.bin("restore", "--paused", "--replace", name, backup.toString());
		assertThat(replaced.status()).as(replaced.text()).isZero();
		assertThat(restored("select count(*) from audit_event")).isEqualTo(audited.split(" ")[0]);
		assertThat(restored("select count(*) from paused_system where name in ('gitlab', 'kubernetes', 'vault')"))
			.isEqualTo("3");
		String aside = restored("select nspname from pg_namespace where nspname like 'before%'");
		assertThat(replaced.text()).contains("drop schema " + aside + " cascade");
	}

	private Asset project(String name) {
		return this.journey.asset(await(
				approved(this.journey.ask("dana", "project", "team=payments", "name=" + name, "size=SMALL"), "olga")));
	}

	private ServiceRequest approved(ServiceRequest request, String person) {
		this.journey.approve(request, person);
		return request;
	}

	private ServiceRequest await(ServiceRequest request) {
		return this.journey.await(request, RequestState.SUCCEEDED);
	}

	private String token(String host) {
		return this.stage.vaultHand()
			.send("GET", "/v1/secret/data/gatehouse/ban-hosts/" + host + "/token", null, null)
			.ok()
			.body()
			.at("/data/data/token")
			.asString();
	}

	private Asset ban(TestHost host, String address) {
		ServiceRequest request = this.journey.ask("olga", "ban", "addresses=" + address, "reason=flood",
				"where=EVERYWHERE", "lasts=1");
		this.journey.until(() -> {
			host.poll(this.portal.uri());
			return this.journey.read(request.number()).state();
		}, (state) -> state == RequestState.SUCCEEDED);
		return this.journey.asset(request);
	}

	/** The version that the cluster has. */
	private long published() {
		JsonNode found = this.stage.kubernetes()
			.find("v1", "configmaps", "kube-public", "bans")
			.map((object) -> object.at("/metadata/annotations"))
			.orElse(null);
		return (found != null) ? found.path("gatehouse.io/bans-version").asLong(0) : 0;
	}

	private void changeAndRemovePastThePortal() {
		this.stage.kubernetes()
			.apply("v1", "resourcequotas", "payments-changed", "gatehouse",
					"{\"apiVersion\":\"v1\",\"kind\":\"ResourceQuota\",\"metadata\":{\"name\":\"gatehouse\"},"
							+ "\"spec\":{\"hard\":{\"pods\":\"500\"}}}",
					"hand");
		this.stage.gitlabHand().send("DELETE", "/api/v4/projects/teams%2Fpayments%2Fremoved", null, null).ok();
		this.stage.clusterHand().send("DELETE", "/api/v1/namespaces/payments-removed", null, null).ok();
		this.stage.vaultHand().send("DELETE", "/v1/sys/policies/acl/payments-removed", null, null).ok();
	}

	private Map<String, Object> properties(int number) {
		Map<String, Object> properties = this.stage.properties(number);
		properties.putAll((number == 2) ? this.empty : Map.of());
		return properties;
	}

	private Path backup() {
		Path backup = this.folder.resolve("backup");
		Said said = source().bin("backup", backup.toString());
		assertThat(said.status()).as(said.text()).isZero();
		assertThat(this.folder.resolve("backup.part")).doesNotExist();
		Said again = source().bin("backup", backup.toString());
		assertThat(again.text()).contains("There is " + backup + " already");
		return backup;
	}

	/** A portal that tells its log all there is; no word of that gets into a backup. */
	private Shell source() {
		Map<String, Object> properties = properties(1);
		properties.putAll(Map.of("logging.level.root", "debug", "logging.level.org.springframework", "debug",
				"spring.main.banner-mode", "console"));
		return new Shell(this.folder, "source", properties);
	}

	/** Only who has the key can read it. */
	private Path sealedBackup() throws IOException {
		Path key = this.folder.resolve("key");
		Shell.succeed("age-keygen", "-o", key.toString());
		Path recipients = this.folder.resolve("recipients");
		Files.writeString(recipients, Shell.succeed("age-keygen", "-y", key.toString()));
		Said said = source().bin("backup", "--age-file", recipients.toString(),
				this.folder.resolve("sealed").toString());
		assertThat(said.status()).as(said.text()).isZero();
		Matcher sum = Pattern.compile("(?m)^ +sum +([0-9a-f]{64})$").matcher(said.text());
		assertThat(sum.find()).as(said.text()).isTrue();
		this.sum = sum.group(1);
		return this.folder.resolve("sealed.age");
	}

	private void refusesWhatIsNoWholeBackup(Path backup) throws IOException {
		this.empty = TestDatabase.create();
		Shell shell = new Shell(this.folder, "restored", properties(2));
		byte[] whole = Files.readAllBytes(backup);
		Path cut = this.folder.resolve("cut");
		for (int length : new int[] { 100, whole.length / 2, whole.length - 1 }) {
			Files.write(cut, Arrays.copyOf(whole, length));
			refused(shell, cut, "cut off or damaged");
		}
		byte[] spoilt = whole.clone();
		spoilt[whole.length / 2] ^= 1;
		refused(shell, Files.write(cut, spoilt), "cut off or damaged");
		refused(shell, Files.writeString(cut, "pg_dump"), "no backup of Gatehouse");
		refused(shell, Files.write(cut, new byte[0]), "no backup of Gatehouse");
		Said other = shell.bin("restore", "--sum", "0".repeat(64), backup.toString());
		assertThat(other.text()).contains("its sum is ").contains("Nothing was done.");
		Path summed = Files.copy(backup, this.folder.resolve("summed"));
		Files.writeString(this.folder.resolve("summed.sha256"), "0".repeat(64) + "  summed\n");
		refused(shell, summed, "is not as it was written");
		Said full = new Shell(this.folder, "source", properties(1)).bin("restore", backup.toString());
		assertThat(full.status()).isEqualTo(1);
		assertThat(full.text()).containsAnyOf("Stop the portals first", "is not empty");
		assertThat(restored("select count(*) from pg_class where relnamespace = 'public'::regnamespace"))
			.isEqualTo("0");
	}

	private static void refused(Shell shell, Path file, String why) {
		Said said = shell.bin("restore", file.toString());
		assertThat(said.status()).as(said.text()).isEqualTo(1);
		assertThat(said.text()).contains(why).contains("Nothing was done.");
	}

	private void restore(Path sealed) {
		Shell shell = new Shell(this.folder, "restored", properties(2));
		assertThat(shell.bin("restore", sealed.toString()).text()).contains("is encrypted");
		Said said = shell.bin("restore", "--age-identity", this.folder.resolve("key").toString(), "--sum", this.sum,
				sealed.toString());
		assertThat(said.status()).as(said.text()).isZero();
		assertThat(said.text()).contains("Restored ");
	}

	private String state(ServiceRequest request) {
		return restored("select state from service_request where id = '" + request.id() + "'");
	}

	/** The kinds of resources that differ, once they were looked at. */
	private String drift(Asset asset) {
		return this.journey.until(() -> restored("""
				select string_agg(row -> 'key' ->> 'kind', ' ') from asset, jsonb_array_elements(drift) row
				where id = '%s' and checked_at is not null""".formatted(asset.id())), (kinds) -> !kinds.isEmpty());
	}

	private String restored(String sql) {
		try (Connection connection = DriverManager.getConnection(text("spring.datasource.url"),
				text("spring.flyway.user"), text("spring.flyway.password"));
				Statement statement = connection.createStatement();
				ResultSet rows = statement.executeQuery(sql)) {
			String value = rows.next() ? rows.getString(1) : null;
			return (value != null) ? value : "";
		}
		catch (SQLException ex) {
			throw new IllegalStateException(sql, ex);
		}
	}

	/** Changes what was restored, as its owner. */
	private void change(String sql) {
		try (Connection connection = DriverManager.getConnection(text("spring.datasource.url"),
				text("spring.flyway.user"), text("spring.flyway.password"));
				Statement statement = connection.createStatement()) {
			statement.execute(sql);
		}
		catch (SQLException ex) {
			throw new IllegalStateException(sql, ex);
		}
	}

	/** The block of the runbook that begins so. */
	private static String runbook(String beginning) throws IOException {
		return Arrays.stream(Files.readString(Shell.root().resolve("docs/runbook.md")).split("```(sql)?"))
			.map(String::strip)
			.filter((block) -> block.startsWith(beginning))
			.findFirst()
			.orElseThrow();
	}

	private String text(String property) {
		return String.valueOf(this.empty.get(property));
	}

}
