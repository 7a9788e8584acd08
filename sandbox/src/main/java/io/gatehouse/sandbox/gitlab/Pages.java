package io.gatehouse.sandbox.gitlab;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

import io.gatehouse.sandbox.http.Exchange;

/** The pages that show what is in the stand-in, to anybody. */
final class Pages {

	private final Directory directory;

	private final URI external;

	private final Clock clock;

	Pages(Directory directory, URI external, Clock clock) {
		this.directory = directory;
		this.external = external;
		this.clock = clock;
	}

	void addTo(Endpoints endpoints) {
		endpoints.plain("GET", "/-/stand-in.css", (exchange) -> file("stand-in.css", "text/css; charset=utf-8"))
			.plain("GET", "/-/avatar.svg", (exchange) -> file("avatar.svg", "image/svg+xml"))
			.plain("GET", "/", (exchange) -> home())
			.plain("GET", "/groups/{path**}", this::node)
			.plain("GET", "/{path**}", this::node);
	}

	/** A page that may load nothing but its stylesheet and icon. */
	static Answer answer(int status, String html, String formAction) {
		return Answer.html(status, html)
			.with("Content-Security-Policy",
					"default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action "
							+ formAction)
			.with("X-Content-Type-Options", "nosniff")
			.with("Cache-Control", "no-store");
	}

	private static Answer file(String name, String type) {
		try (InputStream file = Pages.class.getResourceAsStream(name)) {
			return Answer.bytes(type, Objects.requireNonNull(file, name).readAllBytes());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private Answer home() {
		State state = this.directory.state();
		List<Group> groups = state.groups.values()
			.stream()
			.filter((group) -> !group.isPersonal())
			.sorted(Comparator.comparing(this.directory::fullPath))
			.toList();
		List<Project> projects = state.projects.values()
			.stream()
			.sorted(Comparator.comparing(this.directory::fullPath))
			.toList();
		String html = Html.list("Groups", groups, this::line, "No groups yet.")
				+ Html.list("Projects", projects, this::line, "No projects yet.");
		return answer(200, Html.page("Groups and projects", html), "'self'");
	}

	private String line(Node node) {
		String note = (node.markedForDeletionOn != null) ? " <strong>pending deletion</strong>" : "";
		return Html.link("/" + this.directory.fullPath(node), this.directory.fullPath(node)) + " <small>"
				+ node.visibility + "</small>" + note;
	}

	/** A group or a project, whatever page of it is meant by what follows {@code /-/}. */
	private Answer node(Exchange exchange) {
		String path = exchange.path("path");
		int rest = path.indexOf("/-/");
		String name = (rest > 0) ? path.substring(0, rest) : path;
		String page = (rest > 0) ? path.substring(rest + 3) : "";
		Project project = this.directory.project(name);
		if (project == null && this.directory.movedProject(name) instanceof Project moved) {
			return Answer.redirect(this.external + "/" + this.directory.fullPath(moved));
		}
		if (project != null) {
			return answer(200, new NodePage(this.directory, this.clock).project(project, page), "'self'");
		}
		Group group = this.directory.group(name);
		if (group == null || group.isPersonal()) {
			return answer(404, Html.page("Not found", "<p>There is no group and no project of this name.</p>"),
					"'self'");
		}
		return answer(200, new NodePage(this.directory, this.clock).group(group), "'self'");
	}

}
