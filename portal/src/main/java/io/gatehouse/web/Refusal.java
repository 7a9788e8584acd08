package io.gatehouse.web;

import java.io.IOException;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;

/** A refusal that has a page of its own, as it has a next step of its own. */
enum Refusal {

	/** Signed in, but without a role. */
	OUTSIDER("error/outsider", HttpStatus.FORBIDDEN),

	/** Blocked in GitLab. */
	BLOCKED("error/blocked", HttpStatus.FORBIDDEN),

	/** The form's token is not the session's. */
	FORM_EXPIRED("error/form-expired", HttpStatus.FORBIDDEN),

	/** More was asked for than is given within a minute. */
	TOO_FAST("error/too-fast", HttpStatus.TOO_MANY_REQUESTS);

	private final String view;

	private final HttpStatus status;

	Refusal(String view, HttpStatus status) {
		this.view = view;
		this.status = status;
	}

	String view() {
		return this.view;
	}

	void send(HttpServletRequest request, HttpServletResponse response) throws IOException {
		request.setAttribute(Refusal.class.getName(), this);
		response.sendError(this.status.value());
	}

	static @Nullable Refusal of(HttpServletRequest request) {
		return (request.getAttribute(Refusal.class.getName()) instanceof Refusal refusal) ? refusal : null;
	}

}
