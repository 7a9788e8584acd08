package io.gatehouse.adapter.gitlab;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import io.gatehouse.request.Outcome;
import io.gatehouse.request.Resource;
import io.gatehouse.request.Text;

/** What a new project starts with: one commit on its default branch, if it has none. */
public final class GitlabFirstCommit implements Resource {

	static final String KIND = "first commit";

	private static final String FILES = "files";

	private final GitlabClient client;

	private final Places places;

	private final String project;

	private final String names;

	private final SortedMap<String, String> files;

	/** Makes one whose contents are known ({@code files}) or only the names of them. */
	GitlabFirstCommit(GitlabClient client, String project, String names, Map<String, String> files) {
		this.client = client;
		this.places = new Places(client);
		this.project = project;
		this.names = names;
		this.files = new TreeMap<>(files);
	}

	static GitlabFirstCommit of(GitlabClient client, String project, Map<String, String> files) {
		if (files.isEmpty()) {
			throw new IllegalArgumentException("The first commit of " + project + " has no files");
		}
		return new GitlabFirstCommit(client, project, String.join(", ", new TreeMap<>(files).keySet()), files);
	}

	static GitlabFirstCommit recorded(GitlabClient client, String project, Map<String, String> attributes) {
		return new GitlabFirstCommit(client, project, attributes.getOrDefault(FILES, ""), Map.of());
	}

	@Override
	public Key key() {
		return new Key(Gitlab.NAME, KIND, this.project);
	}

	@Override
	public SortedMap<String, String> desired() {
		return new TreeMap<>(Map.of(FILES, this.names));
	}

	@Override
	public State read(Context context) {
		// What became of the files later is the developers' own business, no drift.
		return this.places.project(this.project)
			.filter(this::begun)
			.map((there) -> State.present(desired()).at(this.client.page(there.pathWithNamespace(), there.webUrl())))
			.orElseGet(State::absent);
	}

	@Override
	public Outcome apply(Context context) {
		Optional<Wire.Project> there = this.places.project(this.project);
		if (there.isEmpty()) {
			return Outcome.failed(Text.of("gitlab.project.missing", this.project));
		}
		if (begun(there.get())) {
			return Outcome.done();
		}
		if (this.files.isEmpty()) {
			return Outcome.failed(Text.of("gitlab.first-commit.unknown", this.project));
		}
		Answer answer = this.client.post(context, Map.of("branch", branch(there.get()), "commit_message",
				"Begin\n\n" + context.reference(), "actions",
				this.files.entrySet()
					.stream()
					.map((file) -> Map.of("action", "create", "file_path", file.getKey(), "content", file.getValue()))
					.toList()),
				List.of("projects", Long.toString(there.get().id()), "repository", "commits"), 400);
		// A commit of ours whose answer was lost may have come through since we looked.
		return (answer.ok() || begun(there.get())) ? Outcome.done()
				: Outcome.failed(Text.of("gitlab.first-commit.refused", this.project, answer.words()));
	}

	/** The project may call itself empty for a while after its first commit: look. */
	private boolean begun(Wire.Project there) {
		return this.client
			.find(Wire.Branch.class, "projects", Long.toString(there.id()), "repository", "branches", branch(there))
			.isPresent();
	}

	private static String branch(Wire.Project there) {
		return Objects.requireNonNullElse(there.defaultBranch(), "main");
	}

	/** It goes with the project. */
	@Override
	public Outcome remove(Context context) {
		return Outcome.done();
	}

	@Override
	public String toString() {
		return key().toString();
	}

}
