package io.gatehouse.limit;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/** Holds back who asks too fast, and says when it goes on: RFC 6585, section 4. */
public abstract class PaceFilter extends OncePerRequestFilter {

	@Override
	protected final void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		Optional<Duration> wait = take(request);
		if (wait.isEmpty()) {
			chain.doFilter(request, response);
			return;
		}
		long seconds = RateLimits.seconds(wait.get());
		response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(seconds));
		refuse(request, response, seconds);
	}

	/** Counts it; empty where it is allowed, else how long to wait. */
	protected abstract Optional<Duration> take(HttpServletRequest request);

	/** Answers in the place of what was asked for; the header is set. */
	protected void refuse(HttpServletRequest request, HttpServletResponse response, long seconds) throws IOException {
		response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
	}

}
