package io.gatehouse.web;

import io.gatehouse.identity.Person;
import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Hands a controller the person who is signed in; nothing of the request binds to it. */
@Component
class PersonArgument implements HandlerMethodArgumentResolver {

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
		return person;
	}

	static @Nullable Person current() {
		return (SecurityContextHolder.getContext().getAuthentication() instanceof PersonAuthentication somebody)
				? somebody.getPrincipal() : null;
	}

}
