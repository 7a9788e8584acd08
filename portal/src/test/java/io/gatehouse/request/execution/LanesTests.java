package io.gatehouse.request.execution;

import java.time.Duration;
import java.util.Set;

import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;

class LanesTests {

	private final Lanes lanes = lanes(2);

	private static Lanes lanes(int places) {
		return new Lanes(JdbcClient.create(new DriverManagerDataSource()),
				new ExecutionProperties(Duration.ofMinutes(1), places));
	}

	@Test
	void letsSoManyIn() {
		assertThat(this.lanes.enter(Set.of("gitlab"))).isTrue();
		assertThat(this.lanes.enter(Set.of("gitlab", "vault"))).isTrue();
		assertThat(this.lanes.enter(Set.of("gitlab"))).isFalse();
		this.lanes.leave(Set.of("gitlab"));
		assertThat(this.lanes.enter(Set.of("gitlab"))).isTrue();
	}

	@Test
	void takesAllOrNone() {
		this.lanes.enter(Set.of("gitlab"));
		this.lanes.enter(Set.of("gitlab"));
		assertThat(this.lanes.enter(Set.of("gitlab", "vault"))).isFalse();
		assertThat(this.lanes.enter(Set.of("vault"))).isTrue();
		assertThat(this.lanes.enter(Set.of("vault"))).as("the one that was refused has taken no place").isTrue();
		assertThat(this.lanes.enter(Set.of("vault"))).isFalse();
	}

	@Test
	void keepsAPlaceForWhatNeedsOneSystemAlone() {
		Lanes wide = lanes(3);
		Set<String> several = Set.of("gitlab", "kubernetes");
		assertThat(wide.enter(several)).isTrue();
		assertThat(wide.enter(several)).isTrue();
		assertThat(wide.enter(several)).as("it may hang at the other one").isFalse();
		assertThat(wide.enter(Set.of("gitlab"))).isTrue();
		assertThat(wide.enter(Set.of("gitlab"))).as("all places are taken").isFalse();
		wide.leave(several);
		assertThat(wide.enter(several)).isTrue();
		assertThat(wide.enter(Set.of("kubernetes"))).isTrue();
	}

	@Test
	void letsThroughWhatNeedsNone() {
		assertThat(this.lanes.enter(Set.of())).isTrue();
	}

}
