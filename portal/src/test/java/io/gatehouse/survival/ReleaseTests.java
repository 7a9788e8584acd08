package io.gatehouse.survival;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.gatehouse.Journey;
import io.gatehouse.Stage;
import io.gatehouse.TestDatabase;
import io.gatehouse.request.RequestType.Verb;
import io.gatehouse.request.approval.ApprovalDesk;
import io.gatehouse.request.asset.Asset;
import io.gatehouse.request.asset.AssetState;
import io.gatehouse.request.audit.AuditChain;
import io.gatehouse.request.execution.PausedSystems;
import io.gatehouse.request.lifecycle.RequestState;
import io.gatehouse.request.lifecycle.ServiceRequest;
import io.gatehouse.request.lifecycle.ServiceRequests;
import io.gatehouse.request.upkeep.DriftCheck;
import io.gatehouse.request.upload.UploadStore;
import io.gatehouse.sandbox.http.Faults;
import io.gatehouse.sandbox.http.Faults.Fault;
import io.gatehouse.sandbox.slack.SlackStandIn;
import io.gatehouse.survival.Shell.Said;
import io.gatehouse.web.Browser;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A database that an earlier release made, with requests in every state, goes on with
 * this one. {@code bin/release-dump} makes what this release leaves to the next.
 */
@Tag("survival")
class ReleaseTests {

	private static final String TOKEN = "xoxb-only-for-tests";

	private final Stage stage = Stage.set();

	private final Faults slackFaults = Faults.none();

	private final SlackStandIn slack = SlackStandIn
		.start(new SlackStandIn.Settings(0, TOKEN, List.of("#requests"), "hook", Clock.systemUTC()), this.slackFaults);

	@TempDir
	Path folder;

	@AfterEach
	void end() {
		this.slack.close();
		this.stage.close();
	}

	@ParameterizedTest
	@MethodSource("io.gatehouse.survival.ReleaseDump#all")
	void goesOnWithWhatAnEarlierReleaseLeft(Path file) throws IOException {
		ReleaseDump dump = ReleaseDump.read(file);
		Map<String, Object> properties = properties();
		load(dump, properties);
		assertThat(migrationsUpTo(dump, properties))
			.as("released migrations stay as they are, and none is put in below them")
			.isEqualTo(dump.migrations());
		migrateOnceMore(properties);
		try (OwnPortal portal = OwnPortal.start(properties)) {
			Journey journey = portal.journey();
			assertThat(query(properties, "select count(*) from service_request where weight = 1")).as("migrated")
				.isEqualTo(query(properties, "select count(*) from service_request"));
			everyPageRenders(properties);
			rest(properties);
			portal.get(PausedSystems.class).resume("vault", "olga");
			goOn(portal, properties);
			journey.until(this.slack::messages, (messages) -> !messages.isEmpty());
			Asset asset = asset(portal, "succeeded", properties);
			portal.get(DriftCheck.class).check(asset.id());
			assertThat(journey.asset(asset.id()).drift()).as("there is nothing of it outside").isNotEmpty();
			ServiceRequest removal = journey.ask("dana", asset, Verb.REVOKE);
			journey.approve(removal, "olga");
			journey.await(removal, RequestState.SUCCEEDED);
			assertThat(journey.asset(asset.id()).state()).isEqualTo(AssetState.ENDED);
			assertThat(portal.get(AuditChain.class).verify().unbroken()).isTrue();
			everyPageRenders(properties);
		}
	}

	/** Into a database of the roles that the portal has, as old as the dump is. */
	private void load(ReleaseDump dump, Map<String, Object> properties) throws IOException {
		Said said = new Shell(this.folder, "loaded", properties).bin("restore",
				dump.backup(this.folder.resolve("dump")).toString());
		assertThat(said.status()).as(said.text()).isZero();
		// An upgrade is no restore, and what had days left then has them now.
		String age = "interval '" + Duration.between(dump.made(), Instant.now()).toSeconds() + " seconds'";
		sql(properties, "delete from restoration");
		sql(properties, "update service_request set lapses_at = lapses_at + " + age);
		sql(properties, "update asset set ends_at = ends_at + " + age);
		sql(properties, "update ban set ends_at = ends_at + " + age);
	}

	/**
	 * The release after has a migration more, also where the newest dump has all that
	 * there are.
	 */
	private void migrateOnceMore(Map<String, Object> properties) throws IOException {
		Path more = Files.createDirectory(this.folder.resolve("more"));
		Files.writeString(more.resolve("V9999__more.sql"), """
				alter table service_request add column weight int;
				update service_request set weight = 1;
				alter table service_request alter column weight set default 1, alter column weight set not null;
				create index service_request_by_weight on service_request (weight, number);
				""");
		properties.put("spring.flyway.locations", "classpath:db/migration,filesystem:" + more);
	}

	private static Map<String, String> migrationsUpTo(ReleaseDump dump, Map<String, Object> properties) {
		Map<String, String> migrations = new TreeMap<>();
		var newest = dump.migrations().keySet().stream().mapToInt(Integer::parseInt).max().orElseThrow();
		Stream.of(flyway(properties).info().all())
			.filter((migration) -> Integer.parseInt(migration.getVersion().getVersion()) <= newest)
			.forEach((migration) -> migrations.put(migration.getVersion().getVersion(),
					String.valueOf(migration.getChecksum())));
		return migrations;
	}

	private static Flyway flyway(Map<String, Object> properties) {
		return Flyway.configure()
			.dataSource(text(properties, "spring.datasource.url"), text(properties, "spring.flyway.user"),
					text(properties, "spring.flyway.password"))
			.placeholders(Map.of("app-role", text(properties, "spring.datasource.username")))
			.load();
	}

	@Test
	void doesNotBeginOnTheDatabaseOfALaterRelease() {
		Map<String, Object> properties = properties();
		flyway(properties).migrate();
		sql(properties,
				"insert into flyway_schema_history (installed_rank, version, description, type, script, "
						+ "checksum, installed_by, execution_time, success) "
						+ "values (999, '999', 'later', 'SQL', 'V999__later.sql', 7, 'owner', 1, true)");
		Said said = new Shell(this.folder, "later", properties).gatehouse("audit-verify");
		assertThat(said.status()).as(said.text()).isEqualTo(1);
		assertThat(said.text()).contains("Validate failed");
	}

	/** What is over or waits for people does not move by itself. */
	private void rest(Map<String, Object> properties) {
		Map.of("submitted", "SUBMITTED", "changes", "CHANGES_REQUESTED", "rejected", "REJECTED", "withdrawn",
				"WITHDRAWN", "lapsed", "LAPSED", "rolled-back", "ROLLED_BACK", "failed", "FAILED", "running", "RUNNING",
				"approved", "APPROVED", "succeeded", "SUCCEEDED")
			.forEach((name,
					state) -> assertThat(query(properties,
							"select state from service_request where number = " + number(properties, name)))
						.as(name)
						.isEqualTo(state));
		assertThat(query(properties, "select count(*) from upload")).isEqualTo("1");
		assertThat(query(properties, "select count(*) from ban_host")).isEqualTo("1");
	}

	/** What people do next is done, and what was under way comes to its end. */
	private void goOn(OwnPortal portal, Map<String, Object> properties) {
		Journey journey = portal.journey();
		for (String name : List.of("running", "approved")) {
			journey.await(journey.read(number(properties, name)), RequestState.SUCCEEDED);
		}
		ServiceRequest submitted = journey.read(number(properties, "submitted"));
		journey.approve(submitted, "olga");
		journey.await(submitted, RequestState.SUCCEEDED);
		ServiceRequest failed = journey.read(number(properties, "failed"));
		journey.retry(failed, "dana");
		journey.await(failed, RequestState.SUCCEEDED);
		ServiceRequest changes = journey.read(number(properties, "changes"));
		withdraw(portal, changes);
		journey.await(changes, RequestState.WITHDRAWN);
	}

	private static void withdraw(OwnPortal portal, ServiceRequest request) {
		portal.get(TransactionTemplate.class).executeWithoutResult((transaction) -> {
			ServiceRequests requests = portal.get(ServiceRequests.class);
			ServiceRequest locked = requests.lock(request.number()).orElseThrow();
			locked.withdraw("dana", "no more", Instant.now());
			requests.save(locked);
		});
	}

	private void everyPageRenders(Map<String, Object> properties) {
		Browser browser = new Browser(this.stage.portalUri(0));
		browser.signIn("olga");
		List<String> pages = new ArrayList<>(List.of("/", "/requests", "/queue", "/assets", "/audit", "/audit.csv",
				"/systems", "/bans", "/bans/hosts", "/bans/protected", "/settings"));
		pages.addAll(numbers(properties, "select '/requests/' || number from service_request order by number"));
		pages.addAll(
				numbers(properties, "select '/assets/' || number from asset where state <> 'FORMING' order by number"));
		pages.addAll(numbers(properties, "select '/bans/' || id from ban order by id"));
		for (String page : pages) {
			assertThat(browser.get(page).statusCode()).as(page).isEqualTo(200);
		}
	}

	private static List<String> numbers(Map<String, Object> properties, String sql) {
		String all = query(properties, "select string_agg(page, ' ') from (" + sql + ") pages(page)");
		return all.isEmpty() ? List.of() : List.of(all.split(" "));
	}

	/** Of the request that made the project of this name, or was to. */
	private static long number(Map<String, Object> properties, String name) {
		return Long.parseLong(
				query(properties, "select number from service_request where type = 'project' and form ->> 'name' = '"
						+ name + "' order by number limit 1"));
	}

	private static Asset asset(OwnPortal portal, String name, Map<String, Object> properties) {
		return portal.journey().asset(portal.journey().read(number(properties, name)));
	}

	@Test
	@EnabledIfSystemProperty(named = "gatehouse.dump", matches = ".+")
	void leavesADumpToTheNextRelease() throws IOException {
		Map<String, Object> properties = properties();
		this.slackFaults.percent(100, 1, Faults.requests("POST", ".*"), Fault.answer(503, "{}"));
		try (OwnPortal portal = OwnPortal.start(properties)) {
			fill(portal, properties);
		}
		Path backup = this.folder.resolve("backup");
		Said said = new Shell(this.folder, "left", properties).bin("backup", backup.toString());
		assertThat(said.status()).as(said.text()).isZero();
		ReleaseDump.ofBackup(backup).write(ReleaseDump.folder().resolve(System.getProperty("gatehouse.dump") + ".txt"));
	}

	private void fill(OwnPortal portal, Map<String, Object> properties) {
		Journey journey = portal.journey();
		ApprovalDesk desk = portal.get(ApprovalDesk.class);
		Asset succeeded = journey.asset(journey.await(approved(journey, "succeeded"), RequestState.SUCCEEDED));
		this.stage.clusterHand()
			.send("DELETE", "/api/v1/namespaces/payments-succeeded/resourcequotas/gatehouse", null, null)
			.ok();
		portal.get(DriftCheck.class).check(succeeded.id());
		ServiceRequest access = journey.ask("olga", "access", "project=teams/payments/ledger", "person=otto",
				"role=GUEST", "lasts=1", "lasts.unit=hours");
		journey.approve(access, "mira");
		Asset ended = journey.asset(journey.await(access, RequestState.SUCCEEDED));
		journey.await(journey.ask("olga", ended, Verb.REVOKE), RequestState.SUCCEEDED);
		enforceABan(journey);
		portal.get(UploadStore.class).keep("dana", "list.txt", "203.0.113.9\n".getBytes(StandardCharsets.UTF_8));
		desk.reject(asked(journey, "rejected").number(), journey.known("olga"), "not now");
		withdraw(portal, asked(journey, "withdrawn"));
		ServiceRequest lapsed = asked(journey, "lapsed");
		sql(properties, "update service_request set lapses_at = now() where number = " + lapsed.number());
		journey.await(lapsed, RequestState.LAPSED);
		desk.askForChanges(asked(journey, "changes").number(), journey.known("olga"), "smaller, please");
		this.stage.gitlabFaults()
			.next(1, "POST", "/api/v4/projects/\\d+/repository/commits", Fault.answer(403, "{\"message\":\"no\"}"));
		ServiceRequest undone = journey.await(approved(journey, "rolled-back"), RequestState.FAILED);
		journey.undo(undone, "dana");
		journey.await(undone, RequestState.ROLLED_BACK);
		this.stage.gitlabFaults().next(1, "POST", "/api/v4/projects", Fault.answer(403, "{\"message\":\"no\"}"));
		journey.await(approved(journey, "failed"), RequestState.FAILED);
		asked(journey, "submitted");
		this.stage.gitlabFaults()
			.percent(100, 1, Faults.requests("POST", "/api/v4/projects"), Fault.answer(503, "{\"message\":\"later\"}"));
		ServiceRequest running = approved(journey, "running");
		journey.until(() -> journey.read(running.number()), (now) -> now.state() == RequestState.RUNNING
				&& now.steps().stream().anyMatch((step) -> step.message() != null));
		portal.get(PausedSystems.class).pause("vault", "olga");
		ServiceRequest waiting = approved(journey, "approved");
		journey.until(() -> journey.read(waiting.number()), (now) -> now.message().isPresent());
	}

	private void enforceABan(Journey journey) {
		journey.await(journey.ask("olga", "ban-host", "name=edge-1", "group=edge"), RequestState.SUCCEEDED);
		TestHost host = new TestHost(this.stage.vaultHand()
			.send("GET", "/v1/secret/data/gatehouse/ban-hosts/edge-1/token", null, null)
			.ok()
			.body()
			.at("/data/data/token")
			.asString());
		ServiceRequest ban = journey.ask("olga", "ban", "addresses=203.0.113.7", "reason=flood", "where=EVERYWHERE",
				"lasts=1");
		journey.until(() -> {
			host.poll(this.stage.portalUri(0));
			return journey.read(ban.number()).state();
		}, (state) -> state == RequestState.SUCCEEDED);
	}

	private static ServiceRequest asked(Journey journey, String name) {
		return journey.ask("dana", "project", "team=payments", "name=" + name, "size=SMALL");
	}

	private static ServiceRequest approved(Journey journey, String name) {
		ServiceRequest request = asked(journey, name);
		journey.approve(request, "olga");
		return request;
	}

	private Map<String, Object> properties() {
		Map<String, Object> properties = new HashMap<>(this.stage.properties(0));
		properties.putAll(TestDatabase.create());
		properties.put("gatehouse.slack.api-url", this.slack.api());
		properties.put("gatehouse.slack.token", TOKEN);
		properties.put("gatehouse.slack.channel", "#requests");
		properties.put("gatehouse.notification.give-up-after", "36500d");
		properties.put("gatehouse.upkeep.drift", "1d");
		return properties;
	}

	private static void sql(Map<String, Object> properties, String statement) {
		try (Connection connection = connect(properties); Statement run = connection.createStatement()) {
			run.execute(statement);
		}
		catch (SQLException ex) {
			throw new IllegalStateException(statement, ex);
		}
	}

	private static String query(Map<String, Object> properties, String sql) {
		try (Connection connection = connect(properties);
				Statement statement = connection.createStatement();
				ResultSet rows = statement.executeQuery(sql)) {
			String value = rows.next() ? rows.getString(1) : null;
			return (value != null) ? value : "";
		}
		catch (SQLException ex) {
			throw new IllegalStateException(sql, ex);
		}
	}

	private static Connection connect(Map<String, Object> properties) throws SQLException {
		return DriverManager.getConnection(text(properties, "spring.datasource.url"),
				text(properties, "spring.flyway.user"), text(properties, "spring.flyway.password"));
	}

	private static String text(Map<String, Object> properties, String name) {
		return String.valueOf(properties.get(name));
	}

}
