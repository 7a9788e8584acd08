package io.gatehouse.web;

import java.util.NoSuchElementException;

import io.gatehouse.identity.Fresh;
import io.gatehouse.identity.People;
import io.gatehouse.identity.Person;
import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.server.ResponseStatusException;

/** Hands a controller the person who is signed in; nothing of the request binds to it. */
@Component
class PersonArgument implements HandlerMethodArgumentResolver {

	private final People people;

	PersonArgument(People people) {
		this.people = people;
	}

	@Override
	public boolean supportsParameter(MethodParameter parameter) {
		return parameter.getParameterType() == Person.class;
	}

	@Override
	public Person resolveArgument(MethodParameter parameter, @Nullable ModelAndViewContainer model,
			NativeWebRequest request, @Nullable WebDataBinderFactory binders) {
		Person person = current();
		if (person == null) {
			throw new AuthenticationCredentialsNotFoundException("nobody is signed in");
		}
		return parameter.hasParameterAnnotation(Fresh.class) ? fresh(person) : person;
	}

	private Person fresh(Person person) {
		try {
			Person now = this.people.latest(person);
			if (!now.blocked()) {
				return now;
			}
		}
		catch (NoSuchElementException ex) {
			// As for whoever finds nothing there.
		}
		throw new ResponseStatusException(HttpStatus.NOT_FOUND);
	}

	static @Nullable Person current() {
		return (SecurityContextHolder.getContext().getAuthentication() instanceof PersonAuthentication somebody)
				? somebody.getPrincipal() : null;
	}

}
