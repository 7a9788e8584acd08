package io.gatehouse.web;

import java.io.IOException;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Answers what can't be read as a form by the status that Tomcat gives it. Else anybody
 * could fill the log with its stack traces, and with what was typed.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class BrokenForms extends OncePerRequestFilter {

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		try {
			chain.doFilter(request, response);
		}
		catch (ServletException | RuntimeException ex) {
			InvalidParameterException broken = broken(ex);
			if (broken == null || response.isCommitted()) {
				throw ex;
			}
			response.sendError(broken.getErrorCode());
		}
	}

	private static @Nullable InvalidParameterException broken(Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof InvalidParameterException broken) {
				return broken;
			}
		}
		return null;
	}

}
