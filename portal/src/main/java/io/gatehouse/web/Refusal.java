package io.gatehouse.web;

import java.io.IOException;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;

/** A refusal that has a page of its own, as it has a next step of its own. */
enum Refusal {

	/** Signed in, but without a role. */
	OUTSIDER("error/outsider"),

	/** Blocked in GitLab. */
	BLOCKED("error/blocked"),

	/** The form's token is not the session's. */
	FORM_EXPIRED("error/form-expired");

	private final String view;

	Refusal(String view) {
		this.view = view;
	}

	String view() {
		return this.view;
	}

	void send(HttpServletRequest request, HttpServletResponse response) throws IOException {
		request.setAttribute(Refusal.class.getName(), this);
		response.sendError(HttpStatus.FORBIDDEN.value());
	}

	static @Nullable Refusal of(HttpServletRequest request) {
		return (request.getAttribute(Refusal.class.getName()) instanceof Refusal refusal) ? refusal : null;
	}

}
