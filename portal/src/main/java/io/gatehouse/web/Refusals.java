package io.gatehouse.web;

import java.io.IOException;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.stereotype.Component;

/** Says why something was refused, and how to go on. */
@Component
class Refusals implements AccessDeniedHandler {

	private final LoginEntryPoint login;

	Refusals(LoginEntryPoint login) {
		this.login = login;
	}

	@Override
	public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException exception)
			throws IOException {
		Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
		if (!(authentication instanceof PersonAuthentication somebody)) {
			// The form's token went with the session.
			this.login.commence(request, response, null);
		}
		else if (exception instanceof CsrfException) {
			Refusal.FORM_EXPIRED.send(request, response);
		}
		else if (somebody.getPrincipal().roles().isEmpty()) {
			Refusal.OUTSIDER.send(request, response);
		}
		else {
			response.sendError(HttpStatus.FORBIDDEN.value());
		}
	}

}
