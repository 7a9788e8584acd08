package io.gatehouse.sandbox.gitlab;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;

import io.gatehouse.sandbox.http.Exchange;
import io.gatehouse.sandbox.http.HttpFault;
import org.jspecify.annotations.Nullable;

/** One call of the API: who asks, with what, for which group or project. */
record Call(Exchange exchange, Params params, @Nullable Credential credential, Directory directory, Clock clock,
		URI external) {

	/** The user who asks; a 401 where nobody does. */
	User caller() {
		if (this.credential == null) {
			throw Errors.unauthorized();
		}
		return this.credential.user();
	}

	/** The user who asks; null for anybody. */
	@Nullable User anybody() {
		return (this.credential != null) ? this.credential.user() : null;
	}

	/** Refuses all but administrators. */
	User admin() {
		if (!caller().admin) {
			throw Errors.forbidden();
		}
		return caller();
	}

	String path(String name) {
		return this.exchange.path(name);
	}

	long number(String name) {
		String text = path(name);
		if (!Directory.isNumber(text)) {
			throw Errors.parameter(name + " is invalid");
		}
		return Long.parseLong(text);
	}

	Instant now() {
		return this.clock.instant();
	}

	LocalDate today() {
		return LocalDate.now(this.clock);
	}

	State state() {
		return this.directory.state();
	}

	Views views() {
		return new Views(this.directory, this.external);
	}

	/** The group or project of the path, whichever the route is about. */
	Node node(Level required) {
		return this.exchange.rawPath().startsWith("/api/v4/groups/") ? group(required) : project(required);
	}

	/**
	 * The group of the path; a 404 where the caller may not see it, a 403 below the
	 * level.
	 */
	Group group(Level required) {
		Group group = this.directory.group(path("id"));
		if (group == null || group.isPersonal() || !this.directory.canRead(anybody(), group)) {
			throw Errors.notFound("Group");
		}
		require(group, required);
		return group;
	}

	/**
	 * The project of the path. A path that it had before is answered as GitLab does: GET
	 * is sent on to the project's number, all else is refused.
	 */
	Project project(Level required) {
		String idOrPath = path("id");
		Project project = this.directory.project(idOrPath);
		Project moved = (project == null) ? this.directory.movedProject(idOrPath) : null;
		Project found = (moved != null) ? moved : project;
		if (found == null || !this.directory.canRead(anybody(), found)) {
			throw Errors.notFound("Project");
		}
		if (moved != null) {
			throw movedTo(moved);
		}
		require(found, required);
		return found;
	}

	private HttpFault movedTo(Project project) {
		if (!this.exchange.method().equals("GET") && !this.exchange.method().equals("HEAD")) {
			return Errors.message(405, "Non GET methods are not allowed for moved projects");
		}
		String[] segments = this.exchange.rawPath().split("/", -1);
		segments[4] = Long.toString(project.id);
		String query = this.exchange.rawQuery();
		String location = this.external + String.join("/", segments) + ((query != null) ? "?" + query : "");
		return new HttpFault(301, Map.of("message", "This resource has been moved permanently to " + location))
			.with("Location", location);
	}

	private void require(Node node, Level required) {
		if (required != Level.NONE && this.credential == null) {
			throw Errors.unauthorized();
		}
		if (this.directory.level(anybody(), node) < required.value) {
			throw Errors.forbidden();
		}
	}

}
