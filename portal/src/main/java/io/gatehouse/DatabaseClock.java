package io.gatehouse;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import javax.sql.DataSource;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The time as the database has it: what ends and lapses is compared there, and several
 * portals share it, so that a machine whose clock is wrong grants nothing longer than the
 * others and takes no work from them that is alive. It goes on from the last comparison
 * while the database is away.
 */
final class DatabaseClock extends Clock {

	private static final Logger log = LoggerFactory.getLogger(DatabaseClock.class);

	/** A smaller difference is as good as none, and a clock that hops is not. */
	private static final Duration TOLERANCE = Duration.ofMillis(250);

	/** From here on it is the machine that needs a look. */
	private static final Duration WRONG = Duration.ofSeconds(5);

	private static final Duration EVERY = Duration.ofSeconds(10);

	private static final int PATIENCE_SECONDS = 3;

	private final DataSource database;

	private final Clock machine;

	private final ScheduledExecutorService ticker = Executors
		.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("clock").factory());

	private volatile Duration offset = Duration.ZERO;

	DatabaseClock(DataSource database, Clock machine) {
		this.database = database;
		this.machine = machine;
	}

	/** Compares now, and every few seconds from then on. */
	void start() {
		compare();
		this.ticker.scheduleWithFixedDelay(this::compare, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
	}

	void stop() {
		this.ticker.shutdownNow();
	}

	@Override
	public Instant instant() {
		return this.machine.instant().plus(this.offset);
	}

	/** How far the database is ahead of this machine. */
	Duration offset() {
		return this.offset;
	}

	/** Compares; whoever is asked while the database is away goes on as before. */
	void compare() {
		try (Connection connection = this.database.getConnection();
				Statement statement = connection.createStatement()) {
			statement.setQueryTimeout(PATIENCE_SECONDS);
			Instant asked = this.machine.instant();
			Instant there = read(statement);
			Duration way = Duration.between(asked, this.machine.instant());
			set(Duration.between(asked.plus(way.dividedBy(2)), there), way);
		}
		catch (SQLException ex) {
			log.debug("The database did not tell its time: {}", ex.toString());
		}
	}

	private static Instant read(Statement statement) throws SQLException {
		try (ResultSet row = statement.executeQuery("select clock_timestamp()")) {
			row.next();
			return row.getObject(1, OffsetDateTime.class).toInstant();
		}
	}

	/** The answer was on its way for some time, and nobody knows which part of it. */
	private void set(Duration measured, Duration way) {
		Duration hop = measured.minus(this.offset).abs();
		if (hop.compareTo(TOLERANCE.plus(way.dividedBy(2))) <= 0) {
			return;
		}
		this.offset = measured;
		if (measured.abs().compareTo(WRONG) > 0) {
			log.warn("This machine's clock is {} s off the database's, which counts; look whether it is synchronized",
					measured.toSeconds());
		}
	}

	@Override
	public ZoneId getZone() {
		return this.machine.getZone();
	}

	@Override
	public Clock withZone(ZoneId zone) {
		throw new UnsupportedOperationException("the portal counts in " + getZone());
	}

}
