package io.gatehouse.sandbox.gitlab;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/** The page of one group or project. */
record NodePage(Directory directory, Clock clock) {

	String group(Group group) {
		List<Node> children = new ArrayList<>(this.directory.subgroups(group).toList());
		children.addAll(this.directory.projectsIn(group).toList());
		String html = top(group) + Html.list("Subgroups and projects", children,
				(child) -> Html.link("/" + this.directory.fullPath(child), child.name) + " <small>"
						+ child.kind().toLowerCase(Locale.ROOT) + ", " + child.visibility + "</small>",
				"Nothing in here.") + members(group) + deployTokens(group) + variables(group);
		return Html.page(this.directory.fullPath(group), html);
	}

	/** What follows {@code /-/blob/REF/} is the file to show. */
	String project(Project project, String page) {
		String html = top(project) + settings(project) + members(project) + protections(project) + deployTokens(project)
				+ accessTokens(project) + variables(project) + files(project) + content(project, page);
		return Html.page(this.directory.fullPath(project), html);
	}

	private String top(Node node) {
		StringBuilder html = new StringBuilder("<p>" + node.kind() + " " + node.id + ", " + node.visibility
				+ (node.archived ? ", archived" : "") + ". " + Html.text(node.description) + "</p>");
		Group parent = this.directory.parent(node);
		if (parent != null) {
			html.append("<p>In ")
				.append(Html.link("/" + this.directory.fullPath(parent), this.directory.fullPath(parent)))
				.append("</p>");
		}
		List<Node> doomed = new ArrayList<>(List.of(node));
		doomed.addAll(this.directory.ancestors(node));
		doomed.stream()
			.filter((each) -> each.markedForDeletionOn != null)
			.forEach((each) -> html.append("<p role=\"status\" class=\"notice\">")
				.append(Html.text(this.directory.fullPath(each)))
				.append(" was marked for deletion on ")
				.append(each.markedForDeletionOn)
				.append(" and will be deleted on ")
				.append(Deletion.end(each))
				.append(". Until then it can be restored.</p>"));
		return html.toString();
	}

	private static String settings(Project project) {
		return "<section><h2>Settings</h2><dl><dt>Default branch</dt><dd>" + Html.text(project.defaultBranch)
				+ "</dd><dt>Merge only when the pipeline succeeds</dt><dd>" + yes(project.onlyMergeIfPipelineSucceeds)
				+ "</dd><dt>Merge only when all discussions are resolved</dt><dd>"
				+ yes(project.onlyMergeIfDiscussionsResolved) + "</dd></dl></section>";
	}

	private static String yes(boolean value) {
		return value ? "yes" : "no";
	}

	private String members(Node node) {
		List<Member> all = MembersApi.all(this.directory, node)
			.values()
			.stream()
			.sorted(Comparator.comparingInt(Member::level).reversed())
			.toList();
		return Html.table("Members", List.of("Who", "Role", "From", "Expires"), all, (member) -> {
			User user = this.directory.user(member.userId());
			return List.of(
					Html.text(user.name) + " <small>@" + Html.text(user.username) + (user.blocked ? ", blocked" : "")
							+ "</small>",
					Level.title(member.level()), node.members.get(user.id) == member ? "direct" : "inherited",
					(member.expiresAt() != null) ? member.expiresAt().toString() : "never");
		}, "Nobody.");
	}

	private static String protections(Project project) {
		return Html.table("Protected branches", List.of("Name", "May push", "May merge", "Force push"),
				project.protectedBranches,
				(branch) -> List.of(Html.text(branch.name()), Level.protection(branch.push()),
						Level.protection(branch.merge()), yes(branch.allowForcePush())),
				"None.")
				+ Html.table("Protected tags", List.of("Name", "May create"), project.protectedTags,
						(tag) -> List.of(Html.text(tag.name()), Level.protection(tag.create())), "None.");
	}

	private String deployTokens(Node node) {
		return Html.table("Deploy tokens", List.of("Name", "User name", "Scopes", "Expires"), node.deployTokens,
				(token) -> List.of(Html.text(token.name()), Html.text(token.username()),
						Html.text(String.join(", ", token.scopes())),
						(token.expiresAt() != null) ? token.expiresAt().toString() : "never"),
				"None.");
	}

	private String accessTokens(Project project) {
		List<AccessToken> tokens = this.directory.state().accessTokens.stream()
			.filter((token) -> Objects.equals(token.projectId(), project.id))
			.toList();
		return Html
			.list("Access tokens", tokens,
					(token) -> Html.text(token.name()) + " <small>"
							+ (token.isActive(LocalDate.now(this.clock)) ? "active" : "inactive") + "</small>",
					"None.");
	}

	private static String variables(Node node) {
		return Html.list("Variables", node.variables,
				(variable) -> Html.text(variable.key()) + " <small>" + Html.text(variable.scope()) + "</small>",
				"None.");
	}

	private String files(Project project) {
		Commit head = project.repository.find("HEAD", project.defaultBranch);
		List<String> files = (head != null) ? List.copyOf(head.tree().keySet()) : List.of();
		String base = "/" + this.directory.fullPath(project) + "/-/blob/" + project.defaultBranch + "/";
		return Html.list("Files", files, (file) -> Html.link(base + file, file), "The repository is empty.");
	}

	private static String content(Project project, String page) {
		String prefix = "blob/" + project.defaultBranch + "/";
		Commit head = project.repository.find("HEAD", project.defaultBranch);
		if (head == null || !page.startsWith(prefix)) {
			return "";
		}
		String file = page.substring(prefix.length());
		Commit.@Nullable Entry entry = head.tree().get(file);
		if (entry == null) {
			return "<section><h2>" + Html.text(file) + "</h2><p>There is no such file.</p></section>";
		}
		String text = new String(project.repository.content(entry), StandardCharsets.UTF_8);
		return "<section><h2>" + Html.text(file) + "</h2><pre tabindex=\"0\">" + Html.text(text) + "</pre></section>";
	}

}
