package io.gatehouse.web;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/** The page of the portal, and never of anybody else, to which somebody comes back. */
@Component
class ReturnTo {

	static final String HOME = "/";

	private static final String ATTRIBUTE = "gatehouse.return-to";

	// One slash and then no other, nor a backslash, which browsers take for one.
	private static final Pattern PATH = Pattern.compile("/([^/\\\\\\p{Cntrl}][^\\\\\\p{Cntrl}]*)?");

	/** Anybody can ask for anything, and it is kept: in characters. */
	private static final int LONGEST = 1_000;

	private static final Pattern NOT_A_PAGE = Pattern.compile("/(login|logout|oauth2|error)([/?].*)?");

	private final PortalProperties portal;

	ReturnTo(PortalProperties portal) {
		this.portal = portal;
	}

	void remember(HttpServletRequest request, String path) {
		if (!path.equals(HOME) && path.length() <= LONGEST) {
			request.getSession().setAttribute(ATTRIBUTE, path);
		}
	}

	String take(HttpServletRequest request) {
		HttpSession session = request.getSession(false);
		if (session == null || !(session.getAttribute(ATTRIBUTE) instanceof String path)) {
			return HOME;
		}
		session.removeAttribute(ATTRIBUTE);
		return path;
	}

	/** The page that was asked for. */
	String requested(HttpServletRequest request) {
		String query = request.getQueryString();
		return own(request.getRequestURI() + ((query != null) ? "?" + query : ""));
	}

	/** The page that the request came from. */
	String before(HttpServletRequest request) {
		String page = request.getHeader(Htmx.CURRENT_URL);
		return own((page != null) ? page : request.getHeader(HttpHeaders.REFERER));
	}

	/** A page's path if it is one of ours, else home. */
	String own(@Nullable String address) {
		String path = (address != null) ? path(address) : null;
		return (path != null && PATH.matcher(path).matches() && !NOT_A_PAGE.matcher(path).matches()) ? path : HOME;
	}

	private @Nullable String path(String address) {
		try {
			URI uri = new URI(address);
			if (uri.isAbsolute() || uri.getRawAuthority() != null) {
				URI own = this.portal.url();
				if (!own.getScheme().equals(uri.getScheme()) || !own.getAuthority().equals(uri.getRawAuthority())) {
					return null;
				}
			}
			return uri.getRawPath() + ((uri.getRawQuery() != null) ? "?" + uri.getRawQuery() : "");
		}
		catch (URISyntaxException ex) {
			return null;
		}
	}

}
