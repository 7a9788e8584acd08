package io.gatehouse.ban;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import io.gatehouse.ban.list.Bans;
import io.gatehouse.ban.list.Bans.Ban;
import io.gatehouse.ban.list.ListRefresh;
import io.gatehouse.ban.list.Protection;
import io.gatehouse.ban.list.Protection.Kept;
import io.gatehouse.ban.net.Network;
import io.gatehouse.request.Outcome;
import io.gatehouse.request.Resource;
import io.gatehouse.request.Text;

/** A network that can't be banned, whoever asks for it. */
final class ProtectedNetworkResource implements Resource {

	static final String KIND = "protected network";

	private static final String OWNER = "owner";

	private static final String REASON = "reason";

	/** So many bans are named. */
	private static final int NAMED = 5;

	private final Bans bans;

	private final Protection protection;

	private final ListRefresh refresh;

	private final String name;

	private final SortedMap<String, String> desired;

	ProtectedNetworkResource(Bans bans, Protection protection, ListRefresh refresh, String name,
			Map<String, String> desired) {
		this.bans = bans;
		this.protection = protection;
		this.refresh = refresh;
		this.name = name;
		this.desired = new TreeMap<>(desired);
	}

	static Map<String, String> desired(String owner, String reason) {
		return Map.of(OWNER, owner, REASON, reason);
	}

	@Override
	public Key key() {
		return new Key(BanSystem.NAME, KIND, this.name);
	}

	@Override
	public SortedMap<String, String> desired() {
		return new TreeMap<>(this.desired);
	}

	@Override
	public State read(Context context) {
		return this.protection.asked(network())
			.map((Kept kept) -> State.present(desired(kept.owner(), kept.reason())).at(URI.create("/bans/protected")))
			.orElseGet(State::absent);
	}

	@Override
	public Outcome apply(Context context) {
		context.beforeWrite();
		this.protection.put(network(), this.desired.getOrDefault(OWNER, ""), this.desired.getOrDefault(REASON, ""));
		this.refresh.soon();
		return Outcome.done();
	}

	@Override
	public Outcome remove(Context context) {
		context.beforeWrite();
		this.protection.remove(network());
		this.refresh.soon();
		return Outcome.done();
	}

	private Network network() {
		return Network.parse(this.name);
	}

	/** What stops being dropped. */
	@Override
	public List<Text> notes(Context context) {
		List<Ban> touched = this.bans.touching(network(), NAMED + 1);
		return touched.isEmpty() ? List.of() : List.of(Text.of("ban.note.lets-through",
				BanResource.named(touched.stream().limit(NAMED).map(Ban::name)), touched.size() - NAMED));
	}

	@Override
	public Optional<Text> removalNote(Context context) {
		return Optional.of(Text.of("ban.protected.removal", this.name));
	}

	@Override
	public String toString() {
		return key().toString();
	}

}
