package io.gatehouse.web;

import java.io.IOException;
import java.util.regex.Pattern;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.stereotype.Component;

/** Where somebody goes after GitLab sent them back. */
@Component
class LoginOutcome implements AuthenticationSuccessHandler, AuthenticationFailureHandler {

	private static final Logger log = LoggerFactory.getLogger(LoginOutcome.class);

	private static final Pattern CODE = Pattern.compile("[a-z_]{1,40}");

	private final ReturnTo returnTo;

	LoginOutcome(ReturnTo returnTo) {
		this.returnTo = returnTo;
	}

	@Override
	public void onAuthenticationSuccess(HttpServletRequest request, HttpServletResponse response,
			Authentication authentication) throws IOException {
		response.sendRedirect(this.returnTo.take(request));
	}

	@Override
	public void onAuthenticationFailure(HttpServletRequest request, HttpServletResponse response,
			AuthenticationException exception) throws IOException {
		String code = (exception instanceof OAuth2AuthenticationException oauth) ? oauth.getError().getErrorCode() : "";
		// What GitLab adds in its own words may repeat what it was sent.
		log.info("A sign-in failed: {}", CODE.matcher(code).matches() ? code : exception.getClass().getSimpleName());
		switch (code) {
			case SignIn.BLOCKED -> Refusal.BLOCKED.send(request, response);
			case SignIn.AWAY, "invalid_token_response", "invalid_user_info_response" ->
				response.sendRedirect("/login?problem=away");
			case "access_denied" -> response.sendRedirect("/login?problem=denied");
			default -> response.sendRedirect("/login?problem=failed");
		}
	}

}
