package io.gatehouse.web;

import java.util.Locale;
import java.util.NoSuchElementException;

import io.gatehouse.identity.People;
import io.gatehouse.identity.Person;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserService;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.stereotype.Component;

/** Reads a person who signs in from GitLab, and refuses one who is blocked there. */
@Component
class SignIn implements OAuth2UserService<OidcUserRequest, OidcUser> {

	static final String BLOCKED = "blocked";

	static final String AWAY = "away";

	private static final Logger log = LoggerFactory.getLogger(SignIn.class);

	private final OidcUserService userInfo;

	private final People people;

	SignIn(OidcUserService userInfo, People people) {
		this.userInfo = userInfo;
		this.people = people;
	}

	@Override
	public OidcUser loadUser(OidcUserRequest request) {
		OidcUser user = this.userInfo.loadUser(request);
		Person person = read(user.getName().toLowerCase(Locale.ROOT));
		if (!Long.toString(person.id()).equals(user.getSubject())) {
			// Renamed between the two readings: the name is somebody else's by now.
			throw refused("another_account", "the ID token is of " + user.getSubject() + ", not of " + person.id());
		}
		if (person.blocked()) {
			throw refused(BLOCKED, person.username() + " is blocked");
		}
		return user;
	}

	private Person read(String username) {
		try {
			return this.people.refresh(username);
		}
		catch (NoSuchElementException ex) {
			throw refused("no_account", "GitLab has no account " + username);
		}
		catch (RuntimeException ex) {
			log.warn("Cannot read {}, who signs in, from GitLab", username, ex);
			throw refused(AWAY, "GitLab does not answer");
		}
	}

	private static OAuth2AuthenticationException refused(String code, String why) {
		return new OAuth2AuthenticationException(new OAuth2Error(code, why, null), why);
	}

}
