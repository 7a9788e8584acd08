package io.gatehouse.ban;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.gatehouse.ban.list.Bans;
import io.gatehouse.ban.list.Bans.Ban;
import io.gatehouse.ban.list.Enforcer;
import io.gatehouse.ban.list.Enforcer.Place;
import io.gatehouse.ban.list.ListRefresh;
import io.gatehouse.ban.list.Scope;
import io.gatehouse.ban.net.AddressSet;
import io.gatehouse.request.Outcome;
import io.gatehouse.request.Resource;
import io.gatehouse.request.Text;
import org.jspecify.annotations.Nullable;

/**
 * Some addresses that are banned, known by the addresses themselves: whoever bans the
 * same ones in the same place once more is told of the ban that is there.
 */
final class BanResource implements Resource {

	static final String KIND = "ban";

	private static final String ENTRIES = "entries";

	private static final String DIGEST = "digest";

	private static final String WHERE = "where";

	private static final String REASON = "reason";

	private static final String UNTIL = "until";

	private static final String END_OF_GRANT = "end of the ban";

	private static final String NO_END = "no end";

	private static final Duration SOON = Duration.ofSeconds(1);

	private final Bans bans;

	private final ListRefresh refresh;

	private final Enforcement enforcement;

	private final Outlook outlook;

	private final String name;

	private final SortedMap<String, String> desired;

	private final String by;

	private final boolean ops;

	private final Supplier<AddressSet> entries;

	private final List<Text> said;

	/**
	 * One as it shall be.
	 * @param by the user name of whoever is told as who banned it
	 * @param ops whether it is one of ops who asks what would come of it
	 * @param said what there is to say of how the entries were read
	 */
	BanResource(Bans bans, ListRefresh refresh, Enforcement enforcement, Outlook outlook, String name,
			Map<String, String> desired, String by, boolean ops, Supplier<AddressSet> entries, List<Text> said) {
		this.bans = bans;
		this.refresh = refresh;
		this.enforcement = enforcement;
		this.outlook = outlook;
		this.name = name;
		this.desired = new TreeMap<>(desired);
		this.by = by;
		this.ops = ops;
		this.entries = entries;
		this.said = List.copyOf(said);
	}

	static Map<String, String> desired(NewBan form, Entries.Parsed entries) {
		return Map.of(ENTRIES, Integer.toString(entries.networks()), DIGEST, entries.digest(), WHERE,
				form.scope().name(), REASON, form.reason(), UNTIL, form.forGood() ? NO_END : END_OF_GRANT);
	}

	@Override
	public Key key() {
		return new Key(BanSystem.NAME, KIND, this.name);
	}

	/** Bans by name, for a text. */
	static String named(Stream<String> names) {
		return names.map((name) -> "@" + new Key(BanSystem.NAME, KIND, name)).collect(Collectors.joining("\n"));
	}

	@Override
	public SortedMap<String, String> desired() {
		return new TreeMap<>(this.desired);
	}

	@Override
	public State read(Context context) {
		return this.bans.find(this.name)
			.map((ban) -> State.present(attributes(ban, context)).at(URI.create("/bans/" + ban.id())))
			.orElseGet(State::absent);
	}

	private static Map<String, String> attributes(Ban ban, Context context) {
		return Map.of(ENTRIES, Integer.toString(ban.entries()), DIGEST, ban.digest(), WHERE, ban.scope().name(), REASON,
				ban.reason(), UNTIL, until(ban.endsAt(), context));
	}

	/**
	 * An end that is about to be counted anew is not known yet; none is none all the
	 * same.
	 */
	private static String until(@Nullable Instant end, Context context) {
		if (end == null) {
			return NO_END;
		}
		return Optional.of(end).equals(context.end()) ? END_OF_GRANT : end.toString();
	}

	@Override
	public Outcome apply(Context context) {
		context.beforeWrite();
		this.bans.put(
				new Bans.Wanted(this.name, Bans.Source.REQUEST, new Scope(asked(WHERE)), asked(REASON), this.by,
						context.reference(), context.end().map(BanResource::asKept).orElse(null), asked(DIGEST)),
				this.entries.get());
		this.refresh.soon();
		return Outcome.done();
	}

	/** The database keeps microseconds. */
	private static Instant asKept(Instant end) {
		return end.truncatedTo(ChronoUnit.MICROS);
	}

	private String asked(String attribute) {
		return this.desired.getOrDefault(attribute, "");
	}

	/**
	 * Once all who shall drop it say that they do. Those from whom nothing is to be
	 * expected are not waited for: their state is shown with the ban, and ops are told.
	 */
	@Override
	public Outcome ready(Context context) {
		Optional<Ban> ban = this.bans.find(this.name);
		if (ban.isEmpty()) {
			return Outcome.failed(Text.of("ban.vanished", named(Stream.of(this.name))));
		}
		List<Place> places = this.enforcement.places(ban.get().scope(), this.bans.lastChangeOf(ban.get().id()));
		List<Place> waiting = places.stream().filter((place) -> place.state() == Enforcer.State.WAITING).toList();
		return waiting.isEmpty() ? Outcome.done() : Outcome.retryAfter(SOON, Text.of("ban.enforcing",
				Enforcement.count(places, Enforcer.State.ENFORCED), places.size(), waiting.getFirst().name()));
	}

	@Override
	public Outcome remove(Context context) {
		context.beforeWrite();
		this.bans.remove(this.name);
		this.refresh.soon();
		return Outcome.done();
	}

	@Override
	public List<Text> notes(Context context) {
		Scope scope = new Scope(asked(WHERE));
		List<Text> notes = new ArrayList<>(this.said);
		notes.addAll(this.outlook.notes(this.entries.get(), scope, this.name, this.ops));
		if (this.enforcement.places(scope, 0).isEmpty()) {
			notes.add(Text.of("ban.note.nowhere"));
		}
		return notes;
	}

	@Override
	public String toString() {
		return key().toString();
	}

}
