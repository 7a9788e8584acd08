package io.gatehouse.survival;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

import io.gatehouse.Journey;
import io.gatehouse.request.Bench;
import io.gatehouse.request.Kits.Kit;
import io.gatehouse.request.OnBench;
import io.gatehouse.request.Workshop;
import io.gatehouse.request.lifecycle.RequestState;
import io.gatehouse.request.lifecycle.ServiceRequest;
import io.gatehouse.sandbox.PostgresServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Import;
import org.springframework.test.annotation.DirtiesContext;

import static org.assertj.core.api.Assertions.assertThat;

/** PostgreSQL dies, or lets nobody in, while work is under way. */
@OnBench
@Import(Aftermath.class)
@Tag("survival")
@DirtiesContext
class PostgresFaultTests extends OwnPostgres {

	private static final int REQUESTS = Report.LONG ? 100 : 12;

	private static final int TIMES = Report.LONG ? 10 : 1;

	/** As a write to another system takes. */
	private static final Duration AWAY = Duration.ofSeconds(3);

	@Autowired
	PostgresServer postgres;

	@Autowired
	Journey journey;

	@Autowired
	Bench bench;

	@Autowired
	Workshop workshop;

	@Autowired
	Aftermath aftermath;

	@Value("${spring.datasource.url}")
	String url;

	@Test
	void losesNothingWhenItIsKilled() {
		List<ServiceRequest> requests = ask("pgkill");
		for (int i = 0; i < TIMES; i++) {
			rest(Duration.ofMillis(700));
			this.postgres.kill();
			rest(AWAY);
			this.postgres.start();
		}
		all("pgkill", requests);
		Report.held("kill -9 of PostgreSQL", TIMES + " times, " + REQUESTS + " requests", "");
	}

	@Test
	void losesNothingWhenItIsRestarted() {
		List<ServiceRequest> requests = ask("pgstop");
		for (int i = 0; i < TIMES; i++) {
			rest(Duration.ofMillis(700));
			this.postgres.stop();
			rest(AWAY);
			this.postgres.start();
		}
		all("pgstop", requests);
		Report.held("PostgreSQL restarted", TIMES + " times, " + REQUESTS + " requests", "");
	}

	/** Others have taken all connections but those that the portal has, and cut these. */
	@Test
	void waitsWhereThereIsNoConnectionToBeHad() throws SQLException {
		List<ServiceRequest> requests = ask("pgfull");
		List<Connection> taken = new ArrayList<>();
		// Asked for now: the question takes a place of its own.
		PostgresServer.Login owner = this.postgres.database("gatehouse").owner();
		// It stays, as its place would be free too.
		try (Connection admin = this.postgres.admin("postgres"); Statement statement = admin.createStatement()) {
			// Shut out first: who is cut would be quick to come again.
			statement.execute("alter role " + PostgresServer.APP + " connection limit 0");
			this.journey.until(() -> {
				cut(statement);
				takeAll(owner, taken);
				return free(statement);
			}, (free) -> free <= 0);
			statement.execute("alter role " + PostgresServer.APP + " connection limit -1");
			assertThat(this.aftermath.reachesDatabase()).isFalse();
			rest(Duration.ofSeconds(Report.LONG ? 30 : 6));
		}
		finally {
			for (Connection connection : taken) {
				connection.close();
			}
		}
		all("pgfull", requests);
		Report.held("connections of PostgreSQL exhausted", taken.size() + " taken, " + REQUESTS + " requests", "");
	}

	/** Cuts the portal's connections. */
	private static void cut(Statement statement) {
		number(statement, "select count(pg_terminate_backend(pid)) from pg_stat_activity where usename = '"
				+ PostgresServer.APP + "'");
	}

	/**
	 * The places that the portal has, or could have: whoever is turned away has one until
	 * then, so that being refused does not say that all others are taken.
	 */
	private static int free(Statement statement) {
		return number(statement, """
				select current_setting('max_connections')::int
				     - current_setting('superuser_reserved_connections')::int
				     - count(*)::int
				  from pg_stat_activity
				 where backend_type = 'client backend' and usename <> '%s'
				""".formatted(PostgresServer.APP));
	}

	private static int number(Statement statement, String query) {
		try (ResultSet result = statement.executeQuery(query)) {
			result.next();
			return result.getInt(1);
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** Takes what there is until it is turned away. */
	private void takeAll(PostgresServer.Login owner, List<Connection> taken) {
		while (true) {
			try {
				taken.add(owner.connect(this.url));
			}
			catch (SQLException ex) {
				return;
			}
		}
	}

	private List<ServiceRequest> ask(String prefix) {
		IntStream.range(0, REQUESTS).forEach((index) -> this.workshop.takesTime(prefix + index + "a", 8));
		return IntStream.range(0, REQUESTS)
			.mapToObj((index) -> this.bench.ask("dana", Kit.of(prefix + index + "a", prefix + index + "b")))
			.toList();
	}

	private void all(String prefix, List<ServiceRequest> requests) {
		this.aftermath.awaitDatabase();
		for (int i = 0; i < requests.size(); i++) {
			this.journey.await(requests.get(i), RequestState.SUCCEEDED);
			assertThat(this.workshop.journal(prefix + i + "a")).containsExactly("make " + prefix + i + "a");
			assertThat(this.workshop.journal(prefix + i + "b")).containsExactly("make " + prefix + i + "b");
		}
		this.aftermath.holds();
	}

	private static void rest(Duration time) {
		LockSupport.parkNanos(time.toNanos());
	}

}
