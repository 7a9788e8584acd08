package io.gatehouse.sandbox.gitlab;

import java.util.List;

import org.jspecify.annotations.Nullable;

/** The page on which one picks who to be. */
final class LoginPage {

	private LoginPage() {
	}

	static String picker(AuthorizeRequest request, List<User> people, @Nullable User current,
			@Nullable String problem) {
		StringBuilder html = new StringBuilder();
		if (problem != null) {
			html.append("<p role=\"alert\">").append(Html.text(problem)).append("</p>");
		}
		html.append("<p>An application wants to know who you are: ")
			.append(Html.text(request.redirectUri()))
			.append("</p><form method=\"post\" action=\"/oauth/authorize\">");
		request.values().forEach((name, value) -> html.append(Html.hidden(name, value)));
		html.append("<ul class=\"people\">");
		people.forEach((person) -> html.append(person(person, current)));
		return Html.page("Who do you want to be?", html.append("</ul></form>").toString());
	}

	private static String person(User person, @Nullable User current) {
		boolean same = current != null && current.id == person.id;
		String about = "@" + person.username + ", " + person.about + (same ? ", signed in now" : "")
				+ (person.blocked ? ", blocked" : "");
		return """
				<li><button name="person" value="%s" aria-describedby="about-%d"%s>%s</button> \
				<span id="about-%d">%s</span></li>
				""".formatted(Html.text(person.username), person.id, same ? " aria-current=\"true\"" : "",
				Html.text(person.name), person.id, Html.text(about));
	}

	static String problem(String text) {
		return Html.page("An error has occurred", "<p role=\"alert\">" + Html.text(text) + "</p>");
	}

}
