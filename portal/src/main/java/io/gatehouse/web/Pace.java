package io.gatehouse.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

import io.gatehouse.identity.Person;
import io.gatehouse.limit.PaceFilter;
import io.gatehouse.limit.RateLimits;
import io.gatehouse.limit.RateLimits.Kind;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.context.MessageSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.csrf.XorCsrfTokenRequestAttributeHandler;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.LocaleResolver;

/**
 * Holds back who asks too fast, and says when it goes on: a page to whoever looks, one
 * sentence to a script.
 */
@Component
class Pace {

	/** What the page of status 429 reads: in seconds. */
	private static final String WAIT = "paceWait";

	/** Whether something was sent, which is now not taken. */
	private static final String SENT = "paceSent";

	private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

	/** Changes nothing, but asks the other systems. */
	private static final String PREVIEW = "/preview";

	private static final String SESSIONS = "/settings/sessions";

	private final RateLimits limits;

	private final MessageSource messages;

	private final LocaleResolver locales;

	private final CsrfTokenRepository tokens;

	Pace(RateLimits limits, MessageSource messages, LocaleResolver locales, CsrfTokenRepository tokens) {
		this.limits = limits;
		this.messages = messages;
		this.locales = locales;
		this.tokens = tokens;
	}

	/**
	 * For the security's chain alone: as a bean it would stand before it a second time.
	 */
	Filter filter() {
		return new PagePace();
	}

	private Optional<Duration> take(HttpServletRequest request) {
		Person person = PersonArgument.current();
		if (person == null || endsSessions(request)) {
			return this.limits.takeFrom(Kind.ANONYMOUS, request.getRemoteAddr());
		}
		String who = String.valueOf(person.id());
		if (previews(request)) {
			return this.limits.take(Kind.READ, who, RateLimits.PAGES_OF_PREVIEW);
		}
		return this.limits.take(changes(request) ? Kind.CHANGE : Kind.READ, who, 1);
	}

	/**
	 * Who uses up somebody's share, with a cookie of theirs, must not keep them from it.
	 */
	private static boolean endsSessions(HttpServletRequest request) {
		String path = request.getServletPath();
		return path.equals("/logout") || path.equals(SESSIONS) || path.startsWith(SESSIONS + "/");
	}

	private static boolean previews(HttpServletRequest request) {
		// Decoded, as it is read where it is answered.
		return changes(request) && request.getServletPath().endsWith(PREVIEW);
	}

	private static boolean changes(HttpServletRequest request) {
		return !READING.contains(request.getMethod());
	}

	/** Answers that it goes on in so many seconds. */
	void holdBack(HttpServletRequest request, HttpServletResponse response, long seconds) throws IOException {
		response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(seconds));
		refuse(request, response, seconds);
	}

	private void refuse(HttpServletRequest request, HttpServletResponse response, long seconds) throws IOException {
		if (!Htmx.sent(request) && LoginEntryPoint.wantsPage(request)) {
			request.setAttribute(WAIT, seconds);
			request.setAttribute(SENT, changes(request));
			giveToken(request, response);
			Refusal.TOO_FAST.send(request, response);
			return;
		}
		response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
		response.setContentType(MediaType.TEXT_PLAIN_VALUE);
		response.setCharacterEncoding(StandardCharsets.UTF_8);
		response.getWriter()
			.write(this.messages.getMessage("error.too-fast.short", new Object[] { seconds },
					this.locales.resolveLocale(request)));
	}

	/**
	 * So that one can log out from this page, too: what gives pages their token stands
	 * behind. For strangers no session is made.
	 */
	private void giveToken(HttpServletRequest request, HttpServletResponse response) {
		if (PersonArgument.current() != null) {
			new XorCsrfTokenRequestAttributeHandler().handle(request, response,
					this.tokens.loadDeferredToken(request, response)::get);
		}
	}

	private final class PagePace extends PaceFilter {

		@Override
		protected boolean shouldNotFilter(HttpServletRequest request) {
			return PageSessions.noPage(request);
		}

		@Override
		protected Optional<Duration> take(HttpServletRequest request) {
			return Pace.this.take(request);
		}

		@Override
		protected void refuse(HttpServletRequest request, HttpServletResponse response, long seconds)
				throws IOException {
			Pace.this.refuse(request, response, seconds);
		}

	}

}
