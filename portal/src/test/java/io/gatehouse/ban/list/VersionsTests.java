package io.gatehouse.ban.list;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.gatehouse.OnStage;
import io.gatehouse.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/** On the list of a group without hosts, which nobody else brings up to date. */
@OnStage
class VersionsTests {

	private static final long PATIENCE = Duration.ofSeconds(60).toNanos();

	private static final String TARGET = Scope.hosts("versions-tests").name();

	@Autowired
	Stage stage;

	@Autowired
	JdbcClient jdbc;

	@AfterEach
	void clear() {
		this.stage.sql("delete from ban_list where target = '" + TARGET + "'");
	}

	@Test
	void letWaitUntilThereIsANewOneAlsoWhereTheyWereStoppedAndStarted() throws Exception {
		Versions versions = new Versions(this.jdbc);
		this.stage.sql("insert into ban_list (target, version, digest, singles, networks, protected, through, "
				+ "compiled_at) values ('" + TARGET + "', 1, 'one', 0, 0, 0, 0, now())");
		for (String digest : new String[] { "two", "three" }) {
			versions.start();
			assertThat(leftWhenTold(versions, digest)).isPositive();
			versions.stop();
			assertThat(versions.isRunning()).isFalse();
			assertThat(versions.awaitChange(versions.seen(), PATIENCE)).as("nobody is kept waiting").isZero();
		}
	}

	private long leftWhenTold(Versions versions, String digest) throws Exception {
		long seen = versions.seen();
		try (ExecutorService host = Executors.newSingleThreadExecutor()) {
			Future<Long> left = host.submit(() -> versions.awaitChange(seen, PATIENCE));
			this.stage.sql("update ban_list set digest = '" + digest + "' where target = '" + TARGET + "'");
			return left.get();
		}
	}

}
