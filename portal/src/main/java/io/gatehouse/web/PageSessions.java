package io.gatehouse.web;

import java.util.List;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.session.web.http.CookieHttpSessionIdResolver;
import org.springframework.session.web.http.CookieSerializer;
import org.springframework.session.web.http.HttpSessionIdResolver;
import org.springframework.stereotype.Component;

/**
 * Knows a session by its cookie, but not where nothing depends on one: Spring MVC looks
 * for it with every request, and neither a picture is worth a look into the database nor
 * may the state of the portal depend on that.
 */
@Component
class PageSessions implements HttpSessionIdResolver {

	private static final List<String> NO_PAGES = List.of("/ui/", "/webjars/", "/actuator/");

	private final CookieHttpSessionIdResolver cookies = new CookieHttpSessionIdResolver();

	PageSessions(CookieSerializer cookie) {
		this.cookies.setCookieSerializer(cookie);
	}

	@Override
	public List<String> resolveSessionIds(HttpServletRequest request) {
		return noPage(request) ? List.of() : this.cookies.resolveSessionIds(request);
	}

	/** Whether it is for something that is the same for everybody. */
	static boolean noPage(HttpServletRequest request) {
		String path = request.getRequestURI();
		return NO_PAGES.stream().anyMatch(path::startsWith);
	}

	@Override
	public void setSessionId(HttpServletRequest request, HttpServletResponse response, String id) {
		this.cookies.setSessionId(request, response, id);
	}

	@Override
	public void expireSession(HttpServletRequest request, HttpServletResponse response) {
		this.cookies.expireSession(request, response);
	}

}
