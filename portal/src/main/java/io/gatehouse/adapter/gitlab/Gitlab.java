package io.gatehouse.adapter.gitlab;

import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.gatehouse.identity.Directory.Account;
import io.gatehouse.request.ExternalSystem;
import io.gatehouse.request.Resource;
import io.gatehouse.request.SecretStore;
import io.gatehouse.request.Text;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * GitLab in the words of those who plan: what can be made in it, and what can be looked
 * up. Every look-up asks GitLab now and throws {@link ExternalSystem.Unavailable} or
 * {@link ExternalSystem.Refused} where that fails.
 */
@Component
public class Gitlab implements ExternalSystem {

	static final String NAME = "gitlab";

	/** Can't be part of a path: {@code -} is reserved. */
	private static final String WITHIN = "/-/";

	private final GitlabClient client;

	private final Places places;

	private final GracePeriod grace;

	private final Clock clock;

	private final ObjectProvider<SecretStore> secretStore;

	private final String teamsGroup;

	Gitlab(GitlabClient client, GitlabProperties properties, Clock clock, ObjectProvider<SecretStore> secretStore) {
		this.client = client;
		this.places = new Places(client);
		this.grace = new GracePeriod(client, clock);
		this.clock = clock;
		this.secretStore = secretStore;
		this.teamsGroup = properties.teamsGroup();
	}

	/** A group by its full path. */
	public GitlabGroup group(String fullPath) {
		return new GitlabGroup(this.client, this.grace, fullPath, Map.of());
	}

	/** A project by its full path. */
	public GitlabProject project(String fullPath) {
		return new GitlabProject(this.client, this.grace, fullPath, Map.of());
	}

	/**
	 * One commit on the default branch of a project that has none.
	 * @param files contents by path
	 */
	public GitlabFirstCommit firstCommit(String projectPath, Map<String, String> files) {
		return GitlabFirstCommit.of(this.client, projectPath, files);
	}

	/** A person's own membership of a project. */
	public GitlabMembership membership(String projectPath, String username, AccessRole role) {
		return GitlabMembership.of(this.client, this.clock, projectPath, username, role);
	}

	/**
	 * Somebody in a group that has no member of its own yet; where it has one, that is as
	 * good.
	 */
	public Resource firstMember(String groupPath, String username, AccessRole role) {
		return GitlabFirstMember.of(this.client, groupPath, username, role);
	}

	/** A deploy token of a project; needs scopes and a place to be stored in. */
	public GitlabDeployToken deployToken(String projectPath, String name) {
		return new GitlabDeployToken(this.client, null, projectPath, name, Map.of());
	}

	@Override
	public String name() {
		return NAME;
	}

	@Override
	public Resource recorded(Resource.Key key, Map<String, String> attributes) {
		String name = key.name();
		return switch (key.kind()) {
			case GitlabGroup.KIND -> new GitlabGroup(this.client, this.grace, name, attributes);
			case GitlabProject.KIND -> new GitlabProject(this.client, this.grace, name, attributes);
			case GitlabFirstCommit.KIND -> GitlabFirstCommit.recorded(this.client, name, attributes);
			case GitlabFirstMember.KIND -> new GitlabFirstMember(this.client, name, attributes);
			case GitlabMembership.KIND ->
				new GitlabMembership(this.client, this.clock, outer(key), inner(key), attributes);
			case GitlabDeployToken.KIND ->
				new GitlabDeployToken(this.client, storeNow(), outer(key), inner(key), attributes);
			default -> throw new IllegalArgumentException("GitLab has no " + key);
		};
	}

	@Override
	public Optional<Resource.Key> renamed(Resource.Key key, String from, String to) {
		return (key.kind().equals(GitlabMembership.KIND) && inner(key).equals(from))
				? Optional.of(new Resource.Key(NAME, key.kind(), nameWithin(outer(key), to))) : Optional.empty();
	}

	private @Nullable SecretStore storeNow() {
		return this.secretStore.getIfAvailable();
	}

	/** The name of something that is known within a project only. */
	static String nameWithin(String project, String name) {
		return project + WITHIN + name;
	}

	private static String outer(Resource.Key key) {
		return key.name().substring(0, separator(key));
	}

	private static String inner(Resource.Key key) {
		return key.name().substring(separator(key) + WITHIN.length());
	}

	private static int separator(Resource.Key key) {
		int separator = key.name().indexOf(WITHIN);
		if (separator < 0) {
			throw new IllegalArgumentException("No project in the name of " + key);
		}
		return separator;
	}

	@Override
	public Health health() {
		return this.client.health();
	}

	@Override
	public void probe() {
		this.client.probe();
	}

	/** Full path of the group below which the teams' groups are. */
	public String teamsGroup() {
		return this.teamsGroup;
	}

	/**
	 * The project with this path; empty where there is none, or it is marked for
	 * deletion.
	 */
	public Optional<ProjectInfo> find(String projectPath) {
		return this.places.project(projectPath).map(this::info);
	}

	private ProjectInfo info(Wire.Project project) {
		return new ProjectInfo(project.pathWithNamespace(),
				this.client.page(project.pathWithNamespace(), project.webUrl()), project.httpUrlToRepo(),
				project.sshUrlToRepo());
	}

	/** Whether there is a group with this path that is not marked for deletion. */
	public boolean groupExists(String fullPath) {
		return this.places.group(fullPath).isPresent();
	}

	/**
	 * User names, in lower case, of those who are Maintainer or Owner of a project, also
	 * through groups, and whom GitLab lets in.
	 */
	public Set<String> maintainers(String projectPath) {
		return this.places.project(projectPath)
			.map((project) -> maintainers("projects", project.id()))
			.orElse(Set.of());
	}

	/** The same of a group. */
	public Set<String> groupMaintainers(String groupPath) {
		return this.places.group(groupPath).map((group) -> maintainers("groups", group.id())).orElse(Set.of());
	}

	private Set<String> maintainers(String kind, long id) {
		return this.client.list(Wire.Member.class, Map.of(), kind, Long.toString(id), "members", "all")
			.stream()
			.filter((member) -> member.accessLevel() >= AccessLevels.MAINTAINER && member.user().active())
			.map((member) -> member.user().lowerCaseName())
			.collect(Collectors.toUnmodifiableSet());
	}

	/** The account of a user name. */
	public Optional<Account> account(String username) {
		return this.places.user(username).map(GitlabDirectory::account);
	}

	/** What a person may do in a project by all ways, groups included. */
	public Optional<AccessRole> roleOf(String projectPath, String username) {
		return this.places.project(projectPath).flatMap((project) -> role("projects", project.id(), username));
	}

	/** What a person may do in the projects of a group, by all groups around it too. */
	public Optional<AccessRole> roleInGroup(String groupPath, String username) {
		return this.places.group(groupPath).flatMap((group) -> role("groups", group.id(), username));
	}

	private Optional<AccessRole> role(String kind, long id, String username) {
		return this.places.user(username)
			.flatMap((user) -> this.client.find(Wire.Member.class, kind, Long.toString(id), "members", "all",
					Long.toString(user.id())))
			.flatMap((member) -> AccessRole.within(member.accessLevel()));
	}

	/** What is wrong with the last part of a project's path, by GitLab's rules. */
	public static Optional<Text> pathProblem(String segment) {
		return PathRules.segment(segment);
	}

	/** What is wrong with the full path of a group, by GitLab's rules. */
	public static Optional<Text> groupPathProblem(String fullPath) {
		return PathRules.group(fullPath);
	}

	/**
	 * A project as it is.
	 *
	 * @param path the full path as GitLab writes it
	 * @param webUrl its page
	 * @param httpUrl where it is cloned from over HTTPS; null where that is turned off
	 * @param sshUrl where it is cloned from over SSH; null where that is turned off
	 */
	public record ProjectInfo(String path, URI webUrl, @Nullable String httpUrl, @Nullable String sshUrl) {
	}

}
