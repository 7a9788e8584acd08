package io.gatehouse.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.web.servlet.FilterRegistration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Says in English and Russian that the database is away, with a page that needs neither
 * it nor a session; it stands before everything, as the session is what fails first.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
@FilterRegistration(dispatcherTypes = { DispatcherType.REQUEST, DispatcherType.ERROR, DispatcherType.ASYNC })
class DatabaseAwayFilter extends OncePerRequestFilter {

	private static final Logger log = LoggerFactory.getLogger(DatabaseAwayFilter.class);

	/** What HikariCP's ProxyConnection says. */
	private static final String POOL_CLOSED_IT = "Connection is closed";

	private static final String RETRY_SECONDS = "5";

	private final byte[] page = read();

	private final PortalProperties portal;

	DatabaseAwayFilter(PortalProperties portal) {
		this.portal = portal;
	}

	@Override
	protected boolean shouldNotFilterErrorDispatch() {
		return false;
	}

	@Override
	protected boolean shouldNotFilterAsyncDispatch() {
		return false;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		try {
			chain.doFilter(request, response);
		}
		catch (ServletException | RuntimeException ex) {
			if (response.isCommitted() || !isAway(ex)) {
				throw ex;
			}
			log.warn("The database is away: {}", ex.getMessage());
			answer(response);
		}
	}

	/** By what JDBC says, as each layer above wraps it in an exception of its own. */
	static boolean isAway(@Nullable Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof SQLTransientConnectionException
					|| cause instanceof SQLNonTransientConnectionException) {
				return true;
			}
			if (cause instanceof SQLException sql && isAway(sql)) {
				return true;
			}
		}
		return false;
	}

	private static boolean isAway(SQLException failure) {
		String state = failure.getSQLState();
		// The pool takes a broken connection out of use, without a state; the rollback
		// then fails at that, and hides the failure that was the reason.
		if (state == null) {
			return POOL_CLOSED_IT.equals(failure.getMessage());
		}
		// Class 08 is a connection's failure, 53 a server without disk, memory or
		// connections left, 57P one that starts or stops.
		return state.startsWith("08") || state.startsWith("53") || state.startsWith("57P");
	}

	private void answer(HttpServletResponse response) throws IOException {
		response.reset();
		response.setStatus(HttpStatus.SERVICE_UNAVAILABLE.value());
		response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
		BrowserRules.tell(response, this.portal);
		response.setContentType("text/html");
		response.setCharacterEncoding(StandardCharsets.UTF_8);
		response.setContentLength(this.page.length);
		response.getOutputStream().write(this.page);
	}

	private static byte[] read() {
		try {
			return new ClassPathResource("templates/error/database-away.html").getContentAsByteArray();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
