package io.gatehouse.ban.list;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.gatehouse.ban.net.AddressSet;
import io.gatehouse.ban.net.Network;
import io.gatehouse.request.Text;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** All bans and their entries. */
@Component
public class Bans {

	/** Entries of a ban that are compared one by one in memory. */
	private static final int COMPARED = 250_000;

	/** Holds back others that tell of a change until this one is committed. */
	private static final long CHANGES = 0x62616e73L;

	private static final String LIVE = "(b.ends_at is null or b.ends_at > now())";

	private final JdbcClient jdbc;

	private final EntryCopy copy;

	Bans(JdbcClient jdbc, EntryCopy copy) {
		this.jdbc = jdbc;
		this.copy = copy;
	}

	/**
	 * A ban as it is kept.
	 *
	 * @param name the name of the resource that stands for it
	 * @param entries how many networks it has, once they are put together
	 * @param digest of its entries
	 */
	public record Ban(long id, String name, Source source, Scope scope, String reason, String madeBy, String reference,
			Instant since, @Nullable Instant endsAt, int entries, String digest) {

		/** Its name in words. */
		public Text called() {
			return BanNames.said(this.name).orElseGet(() -> Text.of("ban.name.other", this.name));
		}

		/** Why, as whoever made it says. */
		public Text why() {
			return BanNames.feed(this.reason).orElseGet(() -> Text.of("ban.name.other", this.reason));
		}

		/** What it was asked for as. */
		public Text from() {
			return BanNames.from(this.reference);
		}

		/**
		 * The number of the request that it was asked for with; null where it was none.
		 */
		public @Nullable String request() {
			return BanNames.request(this.reference).orElse(null);
		}

	}

	/** Where a ban comes from. */
	public enum Source {

		REQUEST, FEED

	}

	/** A ban that is to be kept. */
	public record Wanted(String name, Source source, Scope scope, String reason, String madeBy, String reference,
			@Nullable Instant endsAt, String digest) {
	}

	public Optional<Ban> find(String name) {
		return this.jdbc.sql("select * from ban where name = ?").param(name).query(Bans::ban).optional();
	}

	public Optional<Ban> find(long id) {
		return this.jdbc.sql("select * from ban where id = ?").param(id).query(Bans::ban).optional();
	}

	/** Those that have not ended, newest first. */
	public List<Ban> live(int limit) {
		return this.jdbc.sql("select * from ban b where " + LIVE + " order by id desc limit ?")
			.param(limit)
			.query(Bans::ban)
			.list();
	}

	/** The names of those that have come to their end and are still there. */
	public List<String> ended(Source source) {
		return this.jdbc.sql("select name from ban where source = ? and ends_at <= now()")
			.param(source.name())
			.query(String.class)
			.list();
	}

	/**
	 * Keeps a ban under its name; where it is there, with the same entries, all else of
	 * it is changed.
	 * @param entries left aside where the ban is there with the same digest
	 */
	@Transactional
	public void put(Wanted wanted, AddressSet entries) {
		Optional<Ban> there = find(wanted.name());
		if (there.isPresent() && there.get().digest().equals(wanted.digest())) {
			update(there.get().id(), wanted);
			tell(there.get().id(), there.get().scope(), false);
			tell(there.get().id(), wanted.scope(), true);
			return;
		}
		if (there.isPresent()) {
			Ban before = there.get();
			update(before.id(), wanted);
			boolean less = exchange(before, entries, wanted.digest());
			// Last: others that tell of a change wait from here on.
			if (less || !before.scope().equals(wanted.scope())) {
				tell(before.id(), before.scope(), false);
			}
			tell(before.id(), wanted.scope(), true);
			return;
		}
		long id = insert(wanted);
		int count = this.copy.in(id, entries);
		this.jdbc.sql("update ban set entries = ? where id = ?").params(count, id).update();
		tell(id, wanted.scope(), true);
	}

	/**
	 * Gives a ban other entries. Only those that differ are written, where they are not
	 * too many to be compared: a feed may bring some few every few seconds.
	 * @return whether it lacks an address that it had
	 */
	private boolean exchange(Ban ban, AddressSet after, String digest) {
		AddressSet before = this.copy.out("select network from ban_entry where ban_id = " + ban.id());
		long count = after.count();
		if (Math.max(ban.entries(), count) > COMPARED) {
			this.jdbc.sql("delete from ban_entry where ban_id = ?").param(ban.id()).update();
			this.copy.in(ban.id(), after);
		}
		else {
			exchange(ban.id(), networks(before), networks(after));
		}
		this.jdbc.sql("update ban set entries = ?, digest = ? where id = ?").params(count, digest, ban.id()).update();
		return !before.minus(after).isEmpty();
	}

	private void exchange(long ban, Set<Network> before, Set<Network> after) {
		String[] gone = before.stream()
			.filter((network) -> !after.contains(network))
			.map(Network::toString)
			.toArray(String[]::new);
		this.jdbc.sql("delete from ban_entry where ban_id = ? and network = any(?::inet[])").params(ban, gone).update();
		this.copy.in(ban, after.stream().filter((network) -> !before.contains(network)).toList());
	}

	/**
	 * Moves only the end of a ban, where that is later and all else is as it is wanted.
	 * What is banned stays the same, so that nothing is told. One that is about to end is
	 * left alone: a list may be made without it while this is not committed yet.
	 * @return whether it was so; if not, it must be put
	 */
	@Transactional
	public boolean extend(Wanted wanted) {
		return this.jdbc.sql("""
				update ban set ends_at = :end where name = :name and source = :source and scope = :scope
					and reason = :reason and made_by = :by and reference = :reference and digest = :digest
					and ends_at <= :end and ends_at > now() + interval '1 minute'""")
			.param("end", timestamp(wanted.endsAt()))
			.param("name", wanted.name())
			.param("source", wanted.source().name())
			.param("scope", wanted.scope().name())
			.param("reason", wanted.reason())
			.param("by", wanted.madeBy())
			.param("reference", wanted.reference())
			.param("digest", wanted.digest())
			.update() > 0;
	}

	private void update(long id, Wanted wanted) {
		this.jdbc.sql("""
				update ban set scope = :scope, reason = :reason, made_by = :by, reference = :reference,
					ends_at = :end where id = :id""")
			.param("scope", wanted.scope().name())
			.param("reason", wanted.reason())
			.param("by", wanted.madeBy())
			.param("reference", wanted.reference())
			.param("end", timestamp(wanted.endsAt()))
			.param("id", id)
			.update();
	}

	private long insert(Wanted wanted) {
		return this.jdbc.sql("""
				insert into ban (name, source, scope, reason, made_by, reference, since, ends_at, entries, digest)
				values (:name, :source, :scope, :reason, :by, :reference, now(), :end, 0, :digest) returning id""")
			.param("name", wanted.name())
			.param("source", wanted.source().name())
			.param("scope", wanted.scope().name())
			.param("reason", wanted.reason())
			.param("by", wanted.madeBy())
			.param("reference", wanted.reference())
			.param("end", timestamp(wanted.endsAt()))
			.param("digest", wanted.digest())
			.query(Long.class)
			.single();
	}

	/**
	 * Takes addresses out of a ban that goes on.
	 * @param left what it has from now on, of what it had
	 * @param digest of that
	 * @return whether it was there and had more
	 */
	@Transactional
	public boolean shrink(String name, AddressSet left, String digest) {
		Optional<Ban> ban = find(name).filter((there) -> !there.digest().equals(digest));
		ban.ifPresent((there) -> {
			exchange(there, left, digest);
			tell(there.id(), there.scope(), false);
		});
		return ban.isPresent();
	}

	private static Set<Network> networks(AddressSet set) {
		Set<Network> networks = new HashSet<>();
		set.networks(networks::add);
		return networks;
	}

	/** Takes a ban away; where it is gone already, that is as good. */
	@Transactional
	public void remove(String name) {
		find(name).ifPresent((ban) -> {
			delete(ban.id());
			tell(ban.id(), ban.scope(), false);
		});
	}

	private void delete(long id) {
		this.jdbc.sql("delete from ban where id = ?").param(id).update();
	}

	private void tell(long id, Scope scope, boolean added) {
		this.jdbc.sql("select pg_advisory_xact_lock(?)").param(CHANGES).query((row) -> {
		});
		this.jdbc.sql("insert into ban_change (ban_id, scope, added) values (?, ?, ?)")
			.params(id, scope.name(), added)
			.update();
	}

	/** A change that was told, by number. */
	record Change(long number, long ban, boolean added) {
	}

	/** What has been told since, of bans that reach a target. */
	List<Change> changesAfter(long number, Scope target) {
		return this.jdbc
			.sql("select number, ban_id, added from ban_change where number > ? and scope = any(?) order by number")
			.params(number, target.reaching().toArray(String[]::new))
			.query((row, index) -> new Change(row.getLong(1), row.getLong(2), row.getBoolean(3)))
			.list();
	}

	/** The number of the last change of a ban; 0 where nothing was told of it. */
	public long lastChangeOf(long ban) {
		return this.jdbc.sql("select coalesce(max(number), 0) from ban_change where ban_id = ?")
			.param(ban)
			.query(Long.class)
			.single();
	}

	/** The number of the last change that was told. */
	long lastChange() {
		return this.jdbc.sql("select coalesce(max(number), 0) from ban_change").query(Long.class).single();
	}

	/**
	 * Forgets changes that all lists have, but for the last one of each ban that is
	 * there.
	 */
	void prune(long through) {
		this.jdbc.sql("""
				delete from ban_change c where c.number <= :through and c.number < (select max(number) from ban_change)
					and (not exists (select from ban b where b.id = c.ban_id)
						or exists (select from ban_change d where d.ban_id = c.ban_id and d.number > c.number))""")
			.param("through", through)
			.update();
	}

	/** Whether a ban that reaches a target has come to its end since a moment. */
	boolean endedSince(Instant since, Scope target) {
		return this.jdbc
			.sql("select exists (select from ban where ends_at > ? and ends_at <= now() and scope = any(?))")
			.params(since.atOffset(ZoneOffset.UTC), target.reaching().toArray(String[]::new))
			.query(Boolean.class)
			.single();
	}

	/**
	 * All that is banned in a scope now; of one that is everywhere, what is banned
	 * everywhere.
	 */
	@Transactional(readOnly = true)
	public AddressSet reachingNow(Scope scope) {
		return reaching(scope);
	}

	/**
	 * Of what is banned in a scope now, the entries that share an address with networks:
	 * those around them, and those within. Takes milliseconds for a hundred networks,
	 * however much is banned: the networks are literals, so that PostgreSQL makes ranges
	 * of its index of them.
	 */
	@Transactional(readOnly = true)
	public AddressSet touchingNow(Scope scope, Collection<Network> networks) {
		return this.copy.out(reachingEntries(scope) + " and " + touching(networks));
	}

	/** What is banned in a network now, anywhere: entries around it, and those within. */
	@Transactional(readOnly = true)
	public AddressSet touchingNow(Network network) {
		return this.copy.out("select e.network from ban_entry e join ban b on b.id = e.ban_id where " + LIVE + " and "
				+ touching(List.of(network)));
	}

	/** The bans that have not ended and share an address with a network, oldest first. */
	public List<Ban> touching(Network network, int limit) {
		return this.jdbc
			.sql("select b.* from ban b where " + LIVE + " and b.id in (select e.ban_id from ban_entry e where "
					+ touching(List.of(network)) + ") order by b.id limit ?")
			.param(limit)
			.query(Bans::ban)
			.list();
	}

	private static String touching(Collection<Network> networks) {
		String around = networks.stream()
			.flatMap(Network::around)
			.distinct()
			.map(Network::toString)
			.collect(Collectors.joining(","));
		String within = networks.stream()
			.map((network) -> " or e.network <<= '" + network + "'")
			.collect(Collectors.joining());
		return "(e.network = any('{" + around + "}'::inet[])" + within + ")";
	}

	/** All that is banned for a target now. */
	@Transactional(propagation = Propagation.MANDATORY)
	AddressSet reaching(Scope target) {
		return this.copy.out(reachingEntries(target));
	}

	private static String reachingEntries(Scope target) {
		return "select e.network from ban_entry e join ban b on b.id = e.ban_id where " + LIVE + " and b.scope in ('"
				+ String.join("', '", target.reaching()) + "')";
	}

	/** The entries of one ban, while it has not ended. */
	@Transactional(propagation = Propagation.MANDATORY)
	public AddressSet entries(long id) {
		return this.copy
			.out("select e.network from ban_entry e join ban b on b.id = e.ban_id where " + LIVE + " and b.id = " + id);
	}

	/** The bans that have not ended and cover a network as a whole, oldest first. */
	public List<Ban> covering(Network network) {
		String[] around = network.around().map(Network::toString).toArray(String[]::new);
		return this.jdbc.sql("select b.* from ban b where " + LIVE + """
				 and exists (select from ban_entry e where e.ban_id = b.id and e.network = any(?::inet[]))
				order by b.id""").param(around).query(Bans::ban).list();
	}

	/**
	 * Entries of a ban, in order, from those after a network on.
	 * @param within only those in this network; null for all
	 */
	public List<String> page(long id, @Nullable Network within, @Nullable Network after, int limit) {
		return this.jdbc.sql("""
				select abbrev(network) from ban_entry where ban_id = :id
					and (:within::inet is null or network <<= :within::inet)
					and (:after::inet is null or network > :after::inet) order by ban_entry.network
				limit :limit""")
			.param("id", id)
			.param("within", (within != null) ? within.toString() : null)
			.param("after", (after != null) ? after.toString() : null)
			.param("limit", limit)
			.query(String.class)
			.list();
	}

	private static Ban ban(ResultSet row, int index) throws SQLException {
		OffsetDateTime end = row.getObject("ends_at", OffsetDateTime.class);
		return new Ban(row.getLong("id"), row.getString("name"), Source.valueOf(row.getString("source")),
				new Scope(row.getString("scope")), row.getString("reason"), row.getString("made_by"),
				row.getString("reference"), row.getObject("since", OffsetDateTime.class).toInstant(),
				(end != null) ? end.toInstant() : null, row.getInt("entries"), row.getString("digest"));
	}

	private static @Nullable OffsetDateTime timestamp(@Nullable Instant instant) {
		return (instant != null) ? instant.atOffset(ZoneOffset.UTC) : null;
	}

}
