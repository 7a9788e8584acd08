package io.gatehouse;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import javax.sql.DataSource;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;

class DatabaseClockTests {

	private static final Duration NEAR = Duration.ofSeconds(5);

	private static final Map<String, Object> DATABASE = TestDatabase.create();

	private static final String URL = DATABASE.get("spring.datasource.url").toString();

	private final DataSource database = new DriverManagerDataSource(URL,
			DATABASE.get("spring.datasource.username").toString(),
			DATABASE.get("spring.datasource.password").toString());

	@ParameterizedTest
	@ValueSource(strings = { "PT5M", "-PT5M" })
	void goesByTheDatabaseWhateverTheMachineSays(String wrong) {
		Clock machine = Clock.offset(Clock.systemUTC(), Duration.parse(wrong));
		DatabaseClock clock = new DatabaseClock(this.database, machine);
		assertThat(Duration.between(Instant.now(), clock.instant())).isCloseTo(Duration.parse(wrong), NEAR);
		clock.compare();
		assertThat(Duration.between(Instant.now(), clock.instant())).isCloseTo(Duration.ZERO, NEAR);
	}

	@Test
	void doesNotHopForNothing() {
		DatabaseClock clock = new DatabaseClock(this.database, Clock.offset(Clock.systemUTC(), Duration.ofMillis(40)));
		clock.compare();
		assertThat(clock.offset()).isZero();
	}

	@Test
	void goesOnWhileTheDatabaseIsAway() {
		Clock machine = Clock.offset(Clock.systemUTC(), Duration.ofHours(-1));
		DatabaseClock clock = new DatabaseClock(this.database, machine);
		clock.compare();
		Duration before = clock.offset();
		TestDatabase.takeAway(URL);
		clock.compare();
		TestDatabase.giveBack(URL);
		assertThat(before).isCloseTo(Duration.ofHours(1), NEAR);
		assertThat(clock.offset()).isEqualTo(before);
	}

}
