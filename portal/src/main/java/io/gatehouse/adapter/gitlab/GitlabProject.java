package io.gatehouse.adapter.gitlab;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import io.gatehouse.request.Outcome;
import io.gatehouse.request.Resource;
import io.gatehouse.request.Text;

/** A project with its settings and protections; its code is never destroyed here. */
public final class GitlabProject implements Resource {

	static final String KIND = "project";

	private static final String VISIBILITY = "visibility";

	private static final String DEFAULT_BRANCH = "default branch";

	private static final String MERGE_ONLY_WHEN = "merge only when";

	private static final String PIPELINE_SUCCEEDS = "the pipeline succeeds";

	/** How often a protection that changes under our hands is looked at again. */
	private static final int ROUNDS = 3;

	private final GitlabClient client;

	private final Places places;

	private final GracePeriod grace;

	private final String path;

	private final SortedMap<String, String> desired;

	GitlabProject(GitlabClient client, GracePeriod grace, String path, Map<String, String> desired) {
		this.client = client;
		this.places = new Places(client);
		this.grace = grace;
		this.path = path;
		this.desired = new TreeMap<>(desired);
	}

	public GitlabProject visibility(Visibility visibility) {
		return with(VISIBILITY, visibility.word());
	}

	public GitlabProject defaultBranch(String name) {
		return with(DEFAULT_BRANCH, name);
	}

	/** Maintainers push, developers merge; wildcards as GitLab has them. */
	public GitlabProject protectedBranch(String name) {
		return with(Protection.BRANCH.attribute(name), Protection.BRANCH.value());
	}

	/** Maintainers create; wildcards as GitLab has them. */
	public GitlabProject protectedTags(String pattern) {
		return with(Protection.TAG.attribute(pattern), Protection.TAG.value());
	}

	public GitlabProject mergesOnlyWhenPipelineSucceeds() {
		return with(MERGE_ONLY_WHEN, PIPELINE_SUCCEEDS);
	}

	private GitlabProject with(String attribute, String value) {
		Map<String, String> more = new TreeMap<>(this.desired);
		more.put(attribute, value);
		return new GitlabProject(this.client, this.grace, this.path, more);
	}

	@Override
	public Key key() {
		return new Key(Gitlab.NAME, KIND, this.path);
	}

	@Override
	public SortedMap<String, String> desired() {
		return new TreeMap<>(this.desired);
	}

	@Override
	public State read(Context context) {
		return this.places.project(this.path)
			.map((project) -> State.present(attributes(project))
				.at(this.client.page(project.pathWithNamespace(), project.webUrl())))
			.orElseGet(State::absent);
	}

	private Map<String, String> attributes(Wire.Project project) {
		Map<String, String> attributes = settings(project);
		this.desired.keySet()
			.forEach((attribute) -> protection(attribute).flatMap((rule) -> rule.read(this.client, project))
				.ifPresent((value) -> attributes.put(attribute, value)));
		return attributes;
	}

	private static Map<String, String> settings(Wire.Project project) {
		Map<String, String> settings = new TreeMap<>();
		settings.put(VISIBILITY, visibility(project));
		if (project.defaultBranch() != null) {
			settings.put(DEFAULT_BRANCH, project.defaultBranch());
		}
		if (Boolean.TRUE.equals(project.onlyAllowMergeIfPipelineSucceeds())) {
			settings.put(MERGE_ONLY_WHEN, PIPELINE_SUCCEEDS);
		}
		return settings;
	}

	private static String visibility(Wire.Project project) {
		return Objects.requireNonNullElse(project.visibility(), "unknown");
	}

	@Override
	public Outcome apply(Context context) {
		Optional<Wire.Project> there = this.places.project(this.path);
		return there.isPresent() ? settle(context, there.get()) : create(context);
	}

	private Outcome create(Context context) {
		String parent = Places.parent(this.path);
		Optional<Wire.Group> group = this.places.group(parent);
		if (group.isEmpty()) {
			return Outcome.failed(Text.of("gitlab.parent-missing", parent));
		}
		Map<String, Object> body = new LinkedHashMap<>(parameters(this.desired.keySet()));
		body.put("name", Places.last(this.path));
		body.put("path", Places.last(this.path));
		body.put("namespace_id", group.get().id());
		Answer answer = this.client.post(context, body, List.of("projects"), 400);
		return answer.ok() ? settle(context, answer.as(Wire.Project.class)) : refused(context, answer);
	}

	/** What GitLab calls bad about a new project can be that it is there by now. */
	private Outcome refused(Context context, Answer answer) {
		Optional<Wire.Project> there = this.places.project(this.path);
		if (there.isPresent()) {
			// Made by a call of ours that ended after we stopped waiting for it, or by
			// somebody who was faster: theirs is not touched.
			return Objects.equals(there.get().creatorId(), this.places.self()) ? settle(context, there.get())
					: Outcome.failed(Text.of("gitlab.project.taken", this.path));
		}
		String words = answer.words();
		if (words.contains("still being deleted") || words.contains("is being destroyed")) {
			return Outcome.retryAfter(Duration.ofSeconds(30), Text.of("gitlab.project.being-destroyed", this.path));
		}
		if (words.contains("has already been taken")) {
			return Outcome.failed(Text.of("gitlab.project.name-taken", this.path));
		}
		if (words.contains("namespace is not valid")) {
			return Outcome.failed(Text.of("gitlab.project.no-right", this.path));
		}
		return Outcome.failed(Text.of("gitlab.project.refused", this.path, words));
	}

	/** Makes settings and protections of a project that is there as they should be. */
	private Outcome settle(Context context, Wire.Project project) {
		Map<String, String> settings = settings(project);
		Map<String, Object> changes = parameters(this.desired.entrySet()
			.stream()
			.filter((entry) -> !entry.getValue().equals(settings.get(entry.getKey())))
			.map(Map.Entry::getKey)
			.toList());
		Wire.Project settled = project;
		if (!changes.isEmpty()) {
			Answer answer = this.client.put(context, changes, List.of("projects", Long.toString(project.id())), 400);
			if (!answer.ok() && isLower(project)) {
				return lowered(project);
			}
			if (!answer.ok()) {
				return Outcome.failed(Text.of("gitlab.project.unsettled", this.path, answer.words()));
			}
			settled = answer.as(Wire.Project.class);
		}
		return isLower(settled) ? lowered(settled) : protect(context, settled);
	}

	/** GitLab silently gives less than was asked for, where the group allows no more. */
	private boolean isLower(Wire.Project project) {
		return !this.desired.getOrDefault(VISIBILITY, visibility(project)).equals(visibility(project));
	}

	private Outcome lowered(Wire.Project project) {
		return Outcome.failed(Text.of("gitlab.visibility-lowered", this.path, this.desired.getOrDefault(VISIBILITY, ""),
				visibility(project)));
	}

	private Outcome protect(Context context, Wire.Project project) {
		return this.desired.keySet()
			.stream()
			.flatMap((attribute) -> protection(attribute).stream())
			.map((rule) -> protect(context, project, rule))
			.filter((outcome) -> !outcome.equals(Outcome.done()))
			.findFirst()
			.orElse(Outcome.done());
	}

	private Map<String, Object> parameters(Iterable<String> attributes) {
		Map<String, Object> parameters = new LinkedHashMap<>();
		for (String attribute : attributes) {
			String value = this.desired.get(attribute);
			switch (attribute) {
				case VISIBILITY -> parameters.put("visibility", value);
				case DEFAULT_BRANCH -> parameters.put("default_branch", value);
				case MERGE_ONLY_WHEN -> parameters.put("only_allow_merge_if_pipeline_succeeds", true);
				default -> {
					// A protection: made by a call of its own.
				}
			}
		}
		return parameters;
	}

	/**
	 * Protects; GitLab protects a new default branch by itself, a moment after its first
	 * commit, so that it is protected is not believed until a read agrees.
	 */
	private Outcome protect(Context context, Wire.Project project, Rule rule) {
		String id = Long.toString(project.id());
		String resource = rule.protection().resource();
		for (int round = 0; round < ROUNDS; round++) {
			Optional<String> there = rule.read(this.client, project);
			if (there.isPresent()) {
				if (there.get().equals(rule.protection().value())) {
					return Outcome.done();
				}
				// The levels of a rule can't be changed in every edition: it is made
				// anew.
				this.client.delete(context, List.of("projects", id, resource, rule.name()), 404);
			}
			Map<String, Object> body = new LinkedHashMap<>(rule.protection().levels());
			body.put("name", rule.name());
			Answer answer = this.client.post(context, body, List.of("projects", id, resource), 409, 422);
			// A branch that was protected meanwhile is told by 409, a tag by these words.
			if (answer.status() == 422 && !answer.words().contains("already been taken")) {
				return Outcome
					.failed(Text.of("gitlab.project.protection-refused", this.path, rule.name(), answer.words()));
			}
		}
		return rule.read(this.client, project).filter(rule.protection().value()::equals).isPresent() ? Outcome.done()
				: Outcome.retryAfter(Duration.ofSeconds(2), Text.of("gitlab.project.protecting", this.path));
	}

	private static Optional<Rule> protection(String attribute) {
		for (Protection protection : Protection.values()) {
			Optional<String> name = protection.name(attribute);
			if (name.isPresent()) {
				return Optional.of(new Rule(protection, name.get()));
			}
		}
		return Optional.empty();
	}

	@Override
	public Outcome remove(Context context) {
		Optional<Wire.Project> there = wasThere(context) ? Optional.empty() : this.places.project(this.path);
		if (there.isEmpty()) {
			return Outcome.done();
		}
		// 404 and 405: gone, or moved away, meanwhile. 400: marked already, or not
		// allowed.
		Answer answer = this.client.delete(context, List.of("projects", Long.toString(there.get().id())), 400, 404,
				405);
		return (answer.status() == 400 && this.places.project(this.path).isPresent())
				? Outcome.failed(Text.of("gitlab.project.stuck", this.path, answer.words())) : Outcome.done();
	}

	@Override
	public Optional<Text> removalNote(Context context) {
		return Optional.of(wasThere(context) ? Text.of("gitlab.project.stays", this.path)
				: Text.of("gitlab.project.kept", this.path, this.grace.days(), this.grace.gone()));
	}

	/**
	 * A project is no shared thing; should one have been there, it is not ours to end.
	 */
	private static boolean wasThere(Context context) {
		return context.before().filter(State::present).isPresent();
	}

	@Override
	public String toString() {
		return key().toString();
	}

	private record Rule(Protection protection, String name) {

		Optional<String> read(GitlabClient client, Wire.Project project) {
			return this.protection.read(client, Long.toString(project.id()), this.name);
		}

	}

}
