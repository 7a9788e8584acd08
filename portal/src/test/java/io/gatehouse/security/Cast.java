package io.gatehouse.security;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.gatehouse.Journey;
import io.gatehouse.Stage;
import io.gatehouse.web.Browser;

/** The people of the table, each with a browser of their own. */
final class Cast {

	private final Stage stage;

	private final Journey journey;

	private final Map<String, Actor> actors = new LinkedHashMap<>();

	Cast(Stage stage, Journey journey, Things things) {
		this.stage = stage;
		this.journey = journey;
		this.actors.put("anonymous", actor(null));
		this.actors.put("outsider", actor("otto"));
		for (String person : List.of("dana", "denis", "mira", "oscar", "olga")) {
			this.actors.put(person, actor(person));
		}
		this.actors.put("host", host(things.token("edge-1")));
		this.actors.put("other host", host(things.token("edge-2")));
	}

	private Actor actor(String person) {
		Browser browser = new Browser(this.stage.portalUri(0));
		if (person != null) {
			browser.signIn(person);
		}
		return new Actor(person, browser, browser.token(person != null ? "/" : "/login"), List.of());
	}

	private Actor host(String token) {
		Browser browser = new Browser(this.stage.portalUri(0));
		return new Actor(null, browser, browser.token("/login"), List.of("Authorization", "Bearer " + token));
	}

	Actor get(String name) {
		return this.actors.get(name);
	}

	/** Has GitLab block somebody who is signed in. */
	void block(String person, String as) {
		Actor signedIn = actor(person);
		this.stage.gitlab().blockUser(person);
		this.journey.person(person);
		this.actors.put(as, signedIn.anew());
	}

	void unblock(String person) {
		this.stage.gitlab().unblockUser(person);
		this.journey.person(person);
	}

	void signInAgain(String name) {
		this.actors.computeIfPresent(name,
				(any, before) -> (before.person() != null) ? actor(before.person()) : before.anew());
	}

	/**
	 * Somebody with a browser.
	 *
	 * @param token of the forms of their session
	 * @param headers that they send with everything
	 */
	record Actor(String person, Browser browser, String token, List<String> headers) {

		/** With the token of whatever session there is now. */
		Actor anew() {
			return new Actor(this.person, this.browser, this.browser.token("/login"), this.headers);
		}

		HttpResponse<String> send(String method, String path, String sends, String... more) {
			boolean posts = method.equals("POST");
			boolean file = path.startsWith("/uploads");
			String address = (posts && !file || sends.isEmpty()) ? path : path + "?" + sends;
			List<String> all = new ArrayList<>(this.headers);
			if (posts) {
				all.addAll(List.of("Content-Type",
						file ? "application/octet-stream" : "application/x-www-form-urlencoded"));
			}
			all.addAll(Arrays.asList(more));
			return this.browser.send(method, address,
					posts ? BodyPublishers.ofString(file ? "192.0.2.1" : sends) : BodyPublishers.noBody(),
					all.toArray(String[]::new));
		}

		HttpResponse<String> send(String method, String path, String sends) {
			return send(method, path, sends, "X-CSRF-TOKEN", this.token);
		}

	}

}
