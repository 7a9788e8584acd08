package io.gatehouse.identity;

import java.io.Serial;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;

/**
 * What somebody sent after their session had ended: kept until they have signed in again,
 * so that nobody types twice. Nothing is done with it before they send it again.
 *
 * @param path the form's address
 */
public record KeptForm(String path, Map<String, List<String>> input) implements Serializable {

	@Serial
	private static final long serialVersionUID = 1;

	private static final String ATTRIBUTE = "gatehouse.kept-form";

	/** A form names its fields that are kept nowhere under this. */
	private static final String SECRET = "_secret";

	/** Anybody can send anything: in characters. */
	private static final int LARGEST = 20_000;

	/**
	 * Keeps a form without its secrets, unless it is too large for one.
	 * @param path the form's address
	 */
	public static void keep(HttpServletRequest request, String path) {
		Map<String, String[]> sent = request.getParameterMap();
		Set<String> secrets = new HashSet<>(List.of(sent.getOrDefault(SECRET, new String[0])));
		Map<String, List<String>> input = new LinkedHashMap<>();
		sent.forEach((name, values) -> {
			if (!name.equals("_csrf") && !secrets.contains(name)) {
				input.put(name, new ArrayList<>(List.of(values)));
			}
		});
		if (size(input) <= LARGEST) {
			request.getSession().setAttribute(ATTRIBUTE, new KeptForm(path, input));
		}
	}

	private static int size(Map<String, List<String>> input) {
		return input.entrySet()
			.stream()
			.mapToInt((field) -> field.getKey().length() + field.getValue().stream().mapToInt(String::length).sum())
			.sum();
	}

	/** What was kept of the form at this address; it is forgotten then. */
	public static Optional<KeptForm> take(HttpServletRequest request) {
		HttpSession session = request.getSession(false);
		if (session == null || !(session.getAttribute(ATTRIBUTE) instanceof KeptForm kept)
				|| !kept.path().equals(request.getRequestURI())) {
			return Optional.empty();
		}
		session.removeAttribute(ATTRIBUTE);
		return Optional.of(kept);
	}

}
