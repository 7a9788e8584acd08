package io.gatehouse.web;

import java.util.List;
import java.util.regex.Pattern;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.session.web.http.DefaultCookieSerializer;

/**
 * The cookie that names the session. What cannot be the name of one is not looked up:
 * anybody can send any bytes, and the database does not take all.
 */
class SessionCookie extends DefaultCookieSerializer {

	private static final Pattern NAME = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

	SessionCookie(PortalProperties portal) {
		setCookieName(portal.secure() ? "__Host-gatehouse" : "gatehouse");
		setCookiePath("/");
		setUseSecureCookie(portal.secure());
		setUseHttpOnlyCookie(true);
		setSameSite("Lax");
	}

	@Override
	public List<String> readCookieValues(HttpServletRequest request) {
		return super.readCookieValues(request).stream().filter((name) -> NAME.matcher(name).matches()).toList();
	}

}
