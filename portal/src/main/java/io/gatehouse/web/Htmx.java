package io.gatehouse.web;

import jakarta.servlet.http.HttpServletRequest;

/** The headers by which htmx and the server talk, as htmx 2 documents them. */
final class Htmx {

	static final String REQUEST = "HX-Request";

	static final String CURRENT_URL = "HX-Current-URL";

	/** Makes htmx load a page instead of swapping the answer in, whatever its status. */
	static final String REDIRECT = "HX-Redirect";

	private Htmx() {
	}

	static boolean sent(HttpServletRequest request) {
		return "true".equals(request.getHeader(REQUEST));
	}

}
