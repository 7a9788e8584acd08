package io.gatehouse.web;

import io.gatehouse.identity.Person;

import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** A person as of this request, with the roles of this moment. */
final class PersonAuthentication extends AbstractAuthenticationToken {

	private final transient Person person;

	PersonAuthentication(Person person) {
		super(person.roles().stream().map((role) -> new SimpleGrantedAuthority("ROLE_" + role)).toList());
		this.person = person;
		setAuthenticated(true);
	}

	@Override
	public Person getPrincipal() {
		return this.person;
	}

	@Override
	public String getName() {
		return this.person.username();
	}

	@Override
	public Object getCredentials() {
		return "";
	}

}
