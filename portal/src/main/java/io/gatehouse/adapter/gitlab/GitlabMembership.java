package io.gatehouse.adapter.gitlab;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import io.gatehouse.request.Outcome;
import io.gatehouse.request.Resource;
import io.gatehouse.request.Text;
import org.jspecify.annotations.Nullable;

/**
 * A person's own membership of a project, beside what comes from its groups. One that was
 * there before is put back as it was.
 *
 * <p>
 * It is planned by user name and belongs to the account that has the name then: whoever
 * is renamed keeps it and loses it at its end, and whoever comes by the name gets nothing
 * of it.
 */
public final class GitlabMembership implements Resource {

	static final String KIND = "membership";

	private static final String ROLE = "role";

	private static final String UNTIL = "until";

	/** Beside {@link #UNTIL}: the date as GitLab has it, to be put back. */
	private static final String EXPIRES = "expires at";

	/** The account's number: user names change hands. */
	private static final String ACCOUNT = "account";

	/** Marks in what was read that it comes through a group. */
	private static final String INHERITED = "inherited";

	private static final String END_OF_GRANT = "end of the grant";

	/** Where on earth a day begins first. */
	private static final ZoneOffset EARLIEST_DAY = ZoneOffset.ofHours(14);

	private final GitlabClient client;

	private final Places places;

	private final Clock clock;

	private final String project;

	private final String username;

	private final SortedMap<String, String> desired;

	private final boolean orInherited;

	GitlabMembership(GitlabClient client, Clock clock, String project, String username, Map<String, String> desired) {
		this(client, clock, project, username, desired, false);
	}

	private GitlabMembership(GitlabClient client, Clock clock, String project, String username,
			Map<String, String> desired, boolean orInherited) {
		this.client = client;
		this.places = new Places(client);
		this.clock = clock;
		this.project = project;
		this.username = username;
		this.desired = new TreeMap<>(desired);
		this.orInherited = orInherited;
	}

	static GitlabMembership of(GitlabClient client, Clock clock, String project, String username, AccessRole role) {
		Map<String, String> desired = new TreeMap<>(Map.of(ROLE, role.word()));
		new Places(client).user(username).ifPresent((user) -> desired.put(ACCOUNT, Long.toString(user.id())));
		return new GitlabMembership(client, clock, project, username, desired);
	}

	/**
	 * Lets GitLab itself end the membership, as a net, should the portal be away when the
	 * grant ends: a day or two later, never earlier.
	 */
	public GitlabMembership endsWithGrant() {
		Map<String, String> more = new TreeMap<>(this.desired);
		more.put(UNTIL, END_OF_GRANT);
		return new GitlabMembership(this.client, this.clock, this.project, this.username, more, this.orInherited);
	}

	/**
	 * Is as content with the same role or a higher one that comes through a group: GitLab
	 * takes no lower one beside that.
	 */
	public GitlabMembership orInherited() {
		return new GitlabMembership(this.client, this.clock, this.project, this.username, this.desired, true);
	}

	@Override
	public Key key() {
		return new Key(Gitlab.NAME, KIND, Gitlab.nameWithin(this.project, this.username));
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
	public boolean exclusive() {
		return true;
	}

	@Override
	public State read(Context context) {
		Optional<Wire.Project> there = this.places.project(this.project);
		Optional<Wire.User> user = there.flatMap((project) -> user(context));
		if (there.isEmpty() || user.isEmpty()) {
			return State.absent();
		}
		return own(there.get(), user.get()).map((member) -> attributes(member, context))
			.or(() -> inherited(there.get(), user.get()))
			.map((attributes) -> State.present(of(user.get(), attributes))
				.at(this.client.page(there.get().pathWithNamespace(), there.get().webUrl())))
			.orElseGet(State::absent);
	}

	/**
	 * The account that has the membership; as long as nobody has it, that of the name.
	 */
	private Optional<Wire.User> user(Context context) {
		return context.held()
			.or(() -> Optional.of(desired()))
			.map((attributes) -> attributes.get(ACCOUNT))
			.map((account) -> this.places.user(Long.parseLong(account)))
			.orElseGet(() -> this.places.user(this.username));
	}

	private static Map<String, String> of(Wire.User user, Map<String, String> attributes) {
		Map<String, String> all = new TreeMap<>(attributes);
		all.put(ACCOUNT, Long.toString(user.id()));
		return all;
	}

	/** As desired, where that may come through a group and does. */
	private Optional<Map<String, String>> inherited(Wire.Project project, Wire.User user) {
		return !this.orInherited ? Optional.empty()
				: this.client
					.find(Wire.Member.class, "projects", Long.toString(project.id()), "members", "all",
							Long.toString(user.id()))
					.filter((member) -> member.accessLevel() >= AccessLevels.level(this.desired.getOrDefault(ROLE, "")))
					.map((member) -> marked(this.desired));
	}

	private static Map<String, String> marked(Map<String, String> attributes) {
		Map<String, String> all = new TreeMap<>(attributes);
		all.put(INHERITED, "yes");
		return all;
	}

	/**
	 * The membership of the project itself: the list of all would hold inherited ones.
	 */
	private Optional<Wire.Member> own(Wire.Project project, Wire.User user) {
		return this.client.find(Wire.Member.class, members(project, user).toArray(String[]::new));
	}

	private static Map<String, String> attributes(Wire.Member member, Context context) {
		Map<String, String> attributes = new TreeMap<>(Map.of(ROLE, AccessLevels.word(member.accessLevel())));
		String expires = member.expiresAt();
		if (expires != null) {
			attributes.put(EXPIRES, expires);
			attributes.put(UNTIL, expires.equals(net(context)) ? END_OF_GRANT : expires);
		}
		return attributes;
	}

	/**
	 * The date that GitLab gets for the grant's end. GitLab ends a membership as the
	 * dated day begins, in the time zone that the instance is set to: so it is the day
	 * after the end, where days begin first.
	 */
	private static @Nullable String net(Context context) {
		return context.end().map((end) -> LocalDate.ofInstant(end, EARLIEST_DAY).plusDays(1).toString()).orElse(null);
	}

	@Override
	public Outcome apply(Context context) {
		Optional<Wire.Project> there = this.places.project(this.project);
		Optional<Wire.User> user = user(context);
		if (there.isEmpty()) {
			return Outcome.failed(Text.of("gitlab.project.missing", this.project));
		}
		if (user.isEmpty()) {
			return Outcome.failed(Text.of("gitlab.user.unknown", this.username));
		}
		if (!Long.toString(user.get().id()).equals(this.desired.get(ACCOUNT))) {
			return Outcome.failed(Text.of("gitlab.membership.other-account", this.username, this.project));
		}
		if (!user.get().active()) {
			return Outcome.failed(Text.of("gitlab.user.blocked", this.username));
		}
		String role = this.desired.getOrDefault(ROLE, "");
		Map<String, Object> body = new LinkedHashMap<>(Map.of("access_level", AccessLevels.level(role)));
		String net = this.desired.containsKey(UNTIL) ? net(context) : null;
		if (net != null) {
			body.put("expires_at", net);
		}
		Answer answer = put(context, there.get(), user.get(), body);
		if (answer.ok()) {
			return Outcome.done();
		}
		if (answer.status() == 404) {
			return Outcome.retryAfter(Duration.ofSeconds(2), Text.of("gitlab.membership.changing", this.project));
		}
		if (!answer.words().contains("should be greater than or equal to")) {
			return Outcome.failed(Text.of("gitlab.membership.refused", this.username, this.project, answer.words()));
		}
		return this.orInherited ? Outcome.done()
				: Outcome.failed(Text.of("gitlab.membership.inherited", this.username, role, this.project));
	}

	/** Makes the membership, or changes it where it is there. */
	private Answer put(Context context, Wire.Project project, Wire.User user, Map<String, Object> body) {
		Map<String, Object> added = new LinkedHashMap<>(body);
		added.put("user_id", user.id());
		Answer answer = this.client.post(context, added, List.of("projects", Long.toString(project.id()), "members"),
				400, 404, 409);
		return (answer.status() == 409) ? this.client.put(context, body, members(project, user), 400, 404) : answer;
	}

	private static List<String> members(Wire.Project project, Wire.User user) {
		return List.of("projects", Long.toString(project.id()), "members", Long.toString(user.id()));
	}

	@Override
	public Outcome remove(Context context) {
		Optional<Wire.Project> there = this.places.project(this.project);
		Optional<Wire.User> user = user(context);
		if (there.isEmpty() || user.isEmpty()) {
			return Outcome.done();
		}
		Optional<State> before = context.before().filter(State::present).filter(this::own).filter(this::stillValid);
		if (before.isPresent() && putBack(context, there.get(), user.get(), before.get())) {
			return Outcome.done();
		}
		this.client.delete(context, members(there.get(), user.get()), 404);
		return Outcome.done();
	}

	/** What comes through a group is not the portal's to put back. */
	private boolean own(State before) {
		return !before.attributes().containsKey(INHERITED);
	}

	/** What would have ended by now in any case is not put back. */
	private boolean stillValid(State before) {
		String expires = before.attributes().get(EXPIRES);
		Instant now = this.clock.instant();
		return expires == null || LocalDate.parse(expires).isAfter(LocalDate.ofInstant(now, ZoneOffset.UTC));
	}

	/**
	 * Puts back role and expiry, anew where it is gone. Not possible where the person has
	 * got a higher role through a group since: then the own membership adds nothing and
	 * goes.
	 */
	private boolean putBack(Context context, Wire.Project project, Wire.User user, State before) {
		Map<String, Object> body = new LinkedHashMap<>();
		body.put("access_level", AccessLevels.level(before.attributes().getOrDefault(ROLE, "")));
		// An empty date takes an expiry away; leaving it out would keep ours.
		body.put("expires_at", before.attributes().getOrDefault(EXPIRES, ""));
		// It is gone where GitLab's own date, the net, came before the portal.
		return put(context, project, user, body).status() != 400;
	}

	@Override
	public Optional<Text> removalNote(Context context) {
		return context.before()
			.filter(State::present)
			.map((before) -> Text.of("gitlab.membership.put-back", this.username, this.project,
					before.attributes().getOrDefault(ROLE, "")));
	}

	@Override
	public String toString() {
		return key().toString();
	}

}
