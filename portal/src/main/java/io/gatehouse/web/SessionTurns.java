package io.gatehouse.web;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

import io.gatehouse.identity.Person;
import io.gatehouse.limit.Turns;
import io.gatehouse.limit.Turns.Turn;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;

import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Answers so much of one session and of one person at a time. It stands behind what logs
 * people out: whoever keeps a session busy with a cookie that is not theirs must not keep
 * its owner from ending that.
 */
final class SessionTurns extends OncePerRequestFilter {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	/** As many as a browser opens connections for, and some. */
	private final Turns ofSession = new Turns(8, PATIENCE);

	/** As many as a few browsers do. */
	private final Turns ofPerson = new Turns(24, PATIENCE);

	private final Pace pace;

	SessionTurns(Pace pace) {
		this.pace = pace;
	}

	@Override
	protected boolean shouldNotFilter(HttpServletRequest request) {
		return PageSessions.noPage(request) || PersonArgument.current() == null;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		try (Taken taken = take(request)) {
			if (taken.all()) {
				chain.doFilter(request, response);
				return;
			}
		}
		this.pace.holdBack(request, response, 1);
	}

	private Taken take(HttpServletRequest request) {
		Person person = PersonArgument.current();
		HttpSession session = request.getSession(false);
		Optional<Turn> one = (session != null) ? this.ofSession.take(session.getId()) : Optional.empty();
		Optional<Turn> other = (one.isPresent() && person != null) ? this.ofPerson.take(String.valueOf(person.id()))
				: Optional.empty();
		return new Taken(one, other);
	}

	/** Turns of a session and of its person. */
	private record Taken(Optional<Turn> ofSession, Optional<Turn> ofPerson) implements AutoCloseable {

		boolean all() {
			return this.ofSession.isPresent() && this.ofPerson.isPresent();
		}

		@Override
		public void close() {
			this.ofPerson.ifPresent(Turn::close);
			this.ofSession.ifPresent(Turn::close);
		}

	}

}
