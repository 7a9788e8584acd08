package io.gatehouse.web;

import java.io.IOException;
import java.util.List;

import io.gatehouse.identity.KeptForm;
import io.gatehouse.limit.RateLimits;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.stereotype.Component;

/**
 * Leads somebody who is not signed in, or not any more, to the login: a page by a
 * redirect, htmx by its header, and a script or an event stream by status 401.
 */
@Component
class LoginEntryPoint implements AuthenticationEntryPoint {

	private static final String EXPIRED = "/login?expired";

	/** Under a form's address: shows what it would come to. */
	private static final String PREVIEW = "/preview";

	private final ReturnTo returnTo;

	private final RateLimits limits;

	LoginEntryPoint(ReturnTo returnTo, RateLimits limits) {
		this.returnTo = returnTo;
		this.limits = limits;
	}

	@Override
	public void commence(HttpServletRequest request, HttpServletResponse response,
			@Nullable AuthenticationException exception) throws IOException {
		if (Htmx.sent(request)) {
			comeBack(request);
			response.setHeader(Htmx.REDIRECT, EXPIRED);
			response.setStatus(HttpStatus.UNAUTHORIZED.value());
		}
		else if (!wantsPage(request)) {
			response.setStatus(HttpStatus.UNAUTHORIZED.value());
		}
		else if (request.getMethod().equals("GET")) {
			this.returnTo.remember(request, this.returnTo.requested(request));
			response.sendRedirect("/login");
		}
		else {
			comeBack(request);
			response.sendRedirect(EXPIRED);
		}
	}

	private void comeBack(HttpServletRequest request) {
		String page = this.returnTo.before(request);
		if (request.getMethod().equals("POST") && List.of(page, page + PREVIEW).contains(request.getRequestURI())
				&& this.limits.mayKeep(request.getRemoteAddr())) {
			// The page is the form itself, and can show what was typed.
			KeptForm.keep(request, page);
		}
		this.returnTo.remember(request, page);
	}

	/** Whether somebody looks at the answer, rather than a script. */
	static boolean wantsPage(HttpServletRequest request) {
		String accept = request.getHeader(HttpHeaders.ACCEPT);
		return accept != null && accept.contains(MediaType.TEXT_HTML_VALUE);
	}

}
