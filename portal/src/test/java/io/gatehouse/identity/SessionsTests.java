package io.gatehouse.identity;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

import io.gatehouse.identity.Sessions.SignedIn;
import org.junit.jupiter.api.Test;

import org.springframework.mock.web.MockHttpSession;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

class SessionsTests {

	private static final Instant MORNING = Instant.parse("2026-11-23T09:00:00Z");

	private static final SignedIn DANA = new SignedIn(3, "dana");

	private final MockHttpSession session = new MockHttpSession();

	@Test
	void lastsForADayAndNotLonger() {
		at(MORNING).signIn(this.session, DANA, null);

		assertThat(at(MORNING.plus(Duration.ofHours(23))).signedIn(this.session)).contains(DANA);
		assertThat(at(MORNING.plus(Duration.ofHours(24))).signedIn(this.session)).isEmpty();
		assertThat(this.session.isInvalid()).isTrue();
	}

	@Test
	void endsWhereItWasNotUsedForEightHours() {
		at(MORNING).signIn(this.session, DANA, null);

		assertThat(this.session.getMaxInactiveInterval()).isEqualTo(8 * 60 * 60);
	}

	@Test
	void isNobodysUntilSomebodySignsIn() {
		assertThat(at(MORNING).signedIn(this.session)).isEmpty();
		assertThat(this.session.isInvalid()).isFalse();
	}

	@SuppressWarnings("unchecked") // a mock of a generic type
	private static Sessions at(Instant now) {
		return new Sessions((FindByIndexNameSessionRepository<Session>) mock(FindByIndexNameSessionRepository.class),
				new SessionProperties(Duration.ofHours(8), Duration.ofHours(24)), Clock.fixed(now, ZoneOffset.UTC));
	}

}
