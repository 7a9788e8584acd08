package io.gatehouse.web;

import java.util.Locale;
import java.util.Optional;

import io.gatehouse.identity.People;
import io.gatehouse.identity.Person;
import io.gatehouse.identity.Sessions;
import io.gatehouse.identity.Sessions.SignedIn;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;

import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.web.context.HttpRequestResponseHolder;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.stereotype.Component;

/**
 * Makes the security context of a request from who the session says it is and what the
 * database says that person may: a lost role or a block acts at the next request.
 */
@Component
class PersonContexts implements SecurityContextRepository {

	private final Sessions sessions;

	private final People people;

	PersonContexts(Sessions sessions, People people) {
		this.sessions = sessions;
		this.people = people;
	}

	@Override
	@SuppressWarnings("deprecation") // the interface's one way to load
	public SecurityContext loadContext(HttpRequestResponseHolder exchange) {
		SecurityContext context = SecurityContextHolder.createEmptyContext();
		HttpSession session = exchange.getRequest().getSession(false);
		if (session != null) {
			this.sessions.signedIn(session)
				.flatMap((who) -> letIn(who, session))
				.ifPresent((person) -> context.setAuthentication(new PersonAuthentication(person)));
		}
		return context;
	}

	private Optional<Person> letIn(SignedIn who, HttpSession session) {
		Optional<Person> person = this.people.find(who.username())
			.filter((found) -> found.id() == who.id() && !found.blocked());
		if (person.isEmpty()) {
			session.invalidate();
		}
		return person;
	}

	@Override
	public void saveContext(SecurityContext context, HttpServletRequest request, HttpServletResponse response) {
		if (context.getAuthentication() != null
				&& context.getAuthentication().getPrincipal() instanceof OidcUser user) {
			SignedIn who = new SignedIn(Long.parseLong(user.getSubject()), user.getName().toLowerCase(Locale.ROOT));
			this.sessions.signIn(request.getSession(), who, request.getHeader(HttpHeaders.USER_AGENT));
		}
	}

	@Override
	public boolean containsContext(HttpServletRequest request) {
		HttpSession session = request.getSession(false);
		return session != null && this.sessions.signedIn(session).isPresent();
	}

}
