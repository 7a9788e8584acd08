package io.gatehouse.adapter.gitlab;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import io.gatehouse.request.Outcome;
import io.gatehouse.request.Resource;
import io.gatehouse.request.Text;

/**
 * A group. It may be there already, and serve others too: it goes only where the portal
 * made it and nothing else is left in it.
 */
public final class GitlabGroup implements Resource {

	static final String KIND = "group";

	private static final String VISIBILITY = "visibility";

	private final GitlabClient client;

	private final Places places;

	private final GracePeriod grace;

	private final String path;

	private final SortedMap<String, String> desired;

	GitlabGroup(GitlabClient client, GracePeriod grace, String path, Map<String, String> desired) {
		this.client = client;
		this.places = new Places(client);
		this.grace = grace;
		this.path = path;
		this.desired = new TreeMap<>(desired);
	}

	public GitlabGroup visibility(Visibility visibility) {
		Map<String, String> more = new TreeMap<>(this.desired);
		more.put(VISIBILITY, visibility.word());
		return new GitlabGroup(this.client, this.grace, this.path, more);
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
	public boolean shared() {
		return true;
	}

	@Override
	public State read(Context context) {
		return this.places.group(this.path)
			.map((group) -> State.present(Map.of(VISIBILITY, group.visibility()))
				.at(this.client.page(group.fullPath(), group.webUrl())))
			.orElseGet(State::absent);
	}

	@Override
	public Outcome apply(Context context) {
		Optional<Wire.Group> there = this.places.group(this.path);
		if (there.isEmpty()) {
			return create(context);
		}
		String visibility = this.desired.get(VISIBILITY);
		if (visibility == null || visibility.equals(there.get().visibility())) {
			return Outcome.done();
		}
		Answer answer = this.client.put(context, Map.of(VISIBILITY, visibility),
				List.of("groups", Long.toString(there.get().id())), 400);
		return checked(answer.ok() ? answer.as(Wire.Group.class) : there.get());
	}

	private Outcome create(Context context) {
		Map<String, Object> body = new LinkedHashMap<>(this.desired);
		body.put("name", Places.last(this.path));
		body.put("path", Places.last(this.path));
		String parent = Places.parent(this.path);
		if (!parent.isEmpty()) {
			Optional<Wire.Group> parentGroup = this.places.group(parent);
			if (parentGroup.isEmpty()) {
				return Outcome.failed(Text.of("gitlab.parent-missing", parent));
			}
			body.put("parent_id", parentGroup.get().id());
		}
		Answer answer = this.client.post(context, body, List.of("groups"), 400, 403, 404);
		if (answer.ok()) {
			return checked(answer.as(Wire.Group.class));
		}
		if (answer.status() != 400) {
			return Outcome.failed(Text.of("gitlab.group.no-right", this.path));
		}
		// The words of a 400 can't be relied upon: what counts is whether the group is
		// there, made by somebody else or by a call of ours whose answer was lost.
		return this.places.group(this.path)
			.map(this::checked)
			.orElseGet(() -> Outcome.failed(Text.of("gitlab.group.refused", this.path, answer.words())));
	}

	/** GitLab silently gives less than was asked for. */
	private Outcome checked(Wire.Group group) {
		String visibility = this.desired.get(VISIBILITY);
		return (visibility == null || visibility.equals(group.visibility())) ? Outcome.done()
				: Outcome.failed(Text.of("gitlab.visibility-lowered", this.path, visibility, group.visibility()));
	}

	@Override
	public Outcome remove(Context context) {
		if (wasThere(context)) {
			return Outcome.done();
		}
		Optional<Wire.Group> empty = this.places.group(this.path).filter(this::isEmpty);
		if (empty.isEmpty()) {
			return Outcome.done();
		}
		// 404: gone meanwhile. 400: marked already, or not allowed.
		Answer answer = this.client.delete(context, List.of("groups", Long.toString(empty.get().id())), 400, 404);
		return (answer.status() == 400 && this.places.group(this.path).isPresent())
				? Outcome.failed(Text.of("gitlab.group.stuck", this.path, answer.words())) : Outcome.done();
	}

	private boolean isEmpty(Wire.Group group) {
		String id = Long.toString(group.id());
		return this.client.list(Wire.Project.class, Map.of("with_shared", false), "groups", id, "projects")
			.stream()
			.allMatch(Wire.Project::doomed)
				&& this.client.list(Wire.Group.class, Map.of("all_available", true), "groups", id, "subgroups")
					.stream()
					.allMatch(Wire.Group::doomed);
	}

	@Override
	public Optional<Text> removalNote(Context context) {
		return Optional.of(wasThere(context) ? Text.of("gitlab.group.stays", this.path)
				: Text.of("gitlab.group.kept", this.path, this.grace.days(), this.grace.gone()));
	}

	private static boolean wasThere(Context context) {
		return context.before().filter(State::present).isPresent();
	}

	@Override
	public String toString() {
		return key().toString();
	}

}
