package io.gatehouse.sandbox.gitlab;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

import io.gatehouse.sandbox.http.Exchange;

/**
 * What a person at the sandbox does as GitLab's administrator, to see what the portal
 * makes of it.
 */
final class AdminPage {

	private final Directory directory;

	private final URI external;

	private final Runnable nightlyCron;

	AdminPage(Directory directory, URI external, Runnable nightlyCron) {
		this.directory = directory;
		this.external = external;
		this.nightlyCron = nightlyCron;
	}

	void addTo(Endpoints endpoints) {
		endpoints.plain("GET", "/admin", (exchange) -> show())
			.plain("POST", "/admin/block", (exchange) -> block(exchange, true))
			.plain("POST", "/admin/unblock", (exchange) -> block(exchange, false))
			.plain("POST", "/admin/remove", this::remove)
			.plain("POST", "/admin/cron", this::cron);
	}

	private record Row(User user, Node node) {
	}

	private Answer show() {
		List<User> people = this.directory.state().users.values().stream().filter((user) -> !user.bot).toList();
		List<Row> rows = new ArrayList<>();
		for (User user : people) {
			Stream
				.concat(this.directory.state().groups.values().stream(),
						this.directory.state().projects.values().stream())
				.filter((node) -> node.members.containsKey(user.id))
				.filter((node) -> !(node instanceof Group group && group.isPersonal()))
				.forEach((node) -> rows.add(new Row(user, node)));
		}
		String html = Html.table("People", List.of("Who", "State", "Change"), people,
				(user) -> List.of(Html.text(user.name) + " <small>@" + Html.text(user.username) + "</small>",
						user.state(), switchButton(user)),
				"Nobody.")
				+ Html.table("Memberships", List.of("Who", "Where", "Role", "Change"), rows, membership(), "None.")
				+ """
						<section><h2>Nightly job</h2>
						<p>Ends the memberships that expire today or expired before, and deletes what was marked 30 days ago.</p>
						<form method="post" action="/admin/cron"><button>Run the nightly job now</button></form></section>
						""";
		return Pages.answer(200, Html.page("Admin", html), "'self'");
	}

	private static String switchButton(User user) {
		String verb = user.blocked ? "Unblock" : "Block";
		return button("/admin/" + verb.toLowerCase(Locale.ROOT),
				"<button>" + Html.text(verb + " " + user.name) + "</button>", Html.hidden("user", user.username));
	}

	private Function<Row, List<String>> membership() {
		return (row) -> {
			String path = this.directory.fullPath(row.node());
			Member member = Objects.requireNonNull(row.node().members.get(row.user().id));
			return List.of(Html.text(row.user().name), Html.link("/" + path, path), Level.title(member.level()),
					button("/admin/remove",
							"<button aria-label=\"" + Html.text("Remove " + row.user().name + " from " + path)
									+ "\">Remove</button>",
							Html.hidden("user", row.user().username) + Html.hidden("path", path)));
		};
	}

	private static String button(String action, String button, String fields) {
		return "<form method=\"post\" action=\"" + action + "\">" + fields + button + "</form>";
	}

	private Answer block(Exchange exchange, boolean blocked) {
		refuseForeign(exchange);
		user(exchange).blocked = blocked;
		return Answer.redirect("/admin");
	}

	private Answer remove(Exchange exchange) {
		refuseForeign(exchange);
		String path = Objects.requireNonNullElse(OauthClient.field(exchange, "path"), "");
		Project project = this.directory.project(path);
		Node node = (project != null) ? project : this.directory.group(path);
		if (node == null) {
			throw Errors.notFound("Group");
		}
		node.members.remove(user(exchange).id);
		return Answer.redirect("/admin");
	}

	private Answer cron(Exchange exchange) {
		refuseForeign(exchange);
		this.nightlyCron.run();
		return Answer.redirect("/admin");
	}

	private User user(Exchange exchange) {
		User user = this.directory.user(Objects.requireNonNullElse(OauthClient.field(exchange, "user"), ""));
		if (user == null) {
			throw Errors.notFound("User");
		}
		return user;
	}

	/** Nobody logs in here, so that at least no other site's page may post. */
	private void refuseForeign(Exchange exchange) {
		String origin = exchange.header("Origin");
		if (origin != null && !origin.equals(this.external.toString())) {
			throw Errors.forbidden();
		}
	}

}
