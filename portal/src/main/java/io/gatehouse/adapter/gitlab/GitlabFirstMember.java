package io.gatehouse.adapter.gitlab;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import io.gatehouse.request.Outcome;
import io.gatehouse.request.Resource;
import io.gatehouse.request.Text;

/**
 * Somebody in a group that would else belong to nobody but the portal. Who is in it later
 * is the group's own business, no drift.
 */
final class GitlabFirstMember implements Resource {

	static final String KIND = "first member";

	private static final String PERSON = "person";

	private static final String ROLE = "role";

	private final GitlabClient client;

	private final Places places;

	private final String group;

	private final SortedMap<String, String> desired;

	GitlabFirstMember(GitlabClient client, String group, Map<String, String> desired) {
		this.client = client;
		this.places = new Places(client);
		this.group = group;
		this.desired = new TreeMap<>(desired);
	}

	static GitlabFirstMember of(GitlabClient client, String group, String username, AccessRole role) {
		return new GitlabFirstMember(client, group, Map.of(PERSON, username, ROLE, role.word()));
	}

	@Override
	public Key key() {
		return new Key(Gitlab.NAME, KIND, this.group);
	}

	@Override
	public SortedMap<String, String> desired() {
		return new TreeMap<>(this.desired);
	}

	/** Each project of a team asks for it, and the first one's person stays. */
	@Override
	public boolean shared() {
		return true;
	}

	@Override
	public State read(Context context) {
		return this.places.group(this.group)
			.filter(this::hasMembers)
			.map((there) -> State.present(desired()).at(this.client.page(there.fullPath(), there.webUrl())))
			.orElseGet(State::absent);
	}

	/** Whoever makes a group is its owner at once: the portal itself does not count. */
	private boolean hasMembers(Wire.Group there) {
		List<Wire.Member> members = this.client.list(Wire.Member.class, Map.of(), "groups", Long.toString(there.id()),
				"members");
		return members.size() > 1 || (members.size() == 1 && members.getFirst().id() != this.places.self());
	}

	@Override
	public Outcome apply(Context context) {
		Optional<Wire.Group> there = this.places.group(this.group);
		if (there.isEmpty()) {
			return Outcome.failed(Text.of("gitlab.parent-missing", this.group));
		}
		String username = this.desired.getOrDefault(PERSON, "");
		Optional<Wire.User> user = this.places.user(username);
		if (user.isEmpty()) {
			return Outcome.failed(Text.of("gitlab.user.unknown", username));
		}
		Answer answer = this.client.post(context,
				Map.of("user_id", user.get().id(), "access_level",
						AccessLevels.level(this.desired.getOrDefault(ROLE, ""))),
				List.of("groups", Long.toString(there.get().id()), "members"), 400, 409);
		// Somebody was faster, or has as much through the group around it.
		return (answer.ok() || answer.status() == 409 || answer.words().contains("should be greater than or equal to"))
				? Outcome.done()
				: Outcome.failed(Text.of("gitlab.membership.refused", username, this.group, answer.words()));
	}

	/** They stay for as long as the group does. */
	@Override
	public Outcome remove(Context context) {
		return Outcome.done();
	}

	@Override
	public Optional<Text> removalNote(Context context) {
		return Optional.of(Text.of("gitlab.first-member.stays", this.group));
	}

	@Override
	public String toString() {
		return key().toString();
	}

}
