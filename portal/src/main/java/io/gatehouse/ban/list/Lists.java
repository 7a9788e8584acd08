package io.gatehouse.ban.list;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import io.gatehouse.ban.list.Bans.Change;
import io.gatehouse.ban.list.ListRows.Row;
import io.gatehouse.ban.net.AddressSet;
import io.gatehouse.ban.net.Network;
import io.gatehouse.request.Text;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Makes of all bans together the list that each target is told: what is banned, put
 * together to the fewest networks, less what is protected.
 *
 * <p>
 * Bans that only came are added to the version before; all else, an end or a change of
 * what is protected, has the list compiled anew.
 */
@Component
public class Lists {

	/** After so many changes hosts get the whole list again, in its shortest form. */
	private static final int CHANGES_PER_LIST = 200;

	private final Bans bans;

	private final Protection protection;

	private final ListRows rows;

	private final Guard guard;

	private final BanProperties properties;

	private final ApplicationEventPublisher events;

	private final Map<String, Current> current = new ConcurrentHashMap<>();

	Lists(Bans bans, Protection protection, ListRows rows, Guard guard, BanProperties properties,
			ApplicationEventPublisher events) {
		this.bans = bans;
		this.protection = protection;
		this.rows = rows;
		this.guard = guard;
		this.properties = properties;
		this.events = events;
	}

	/** A version that is told from now on; published when it is committed or before. */
	public record Published(Scope target, long version) {
	}

	/** A version was held back; published in the transaction that records it. */
	public record Halted(Scope target, Text why) {
	}

	/** A version in memory: rebuilding it from what hosts were told takes a while. */
	private record Current(String digest, Layout layout, AddressSet addresses) {
	}

	/** What a target is told now. */
	public record Told(Scope target, long version, String digest, Layout layout) {
	}

	/**
	 * Brings a target's list up to date; one portal at a time does.
	 * @return whether there is a new version
	 */
	@Transactional
	public boolean refresh(Scope target) {
		Row row = this.rows.lock(target);
		AddressSet kept = this.protection.addresses();
		// Read before the bans: what is told meanwhile is in them, and looked at again
		// next time.
		long last = this.bans.lastChange();
		List<Change> changes = this.bans.changesAfter(row.through(), target);
		Current before = current(row);
		boolean onlyMore = row.version() > 0 && changes.stream().allMatch(Change::added)
				&& !this.bans.endedSince(row.compiledAt(), target) && before.layout().kept().equals(keptNetworks(kept));
		if (onlyMore && changes.isEmpty()) {
			return false;
		}
		Layout after = (onlyMore && row.changesSinceWhole() < CHANGES_PER_LIST) ? added(before, changes, kept)
				: Layout.of(this.bans.reaching(target).minus(kept), kept, this.properties.minimum());
		return publish(target, row, before, after, last);
	}

	private List<Network> keptNetworks(AddressSet kept) {
		return Layout.of(AddressSet.none(), kept, this.properties.minimum()).kept();
	}

	private Layout added(Current before, List<Change> changes, AddressSet kept) {
		AddressSet more = AddressSet.none();
		for (Change change : changes) {
			more = more.plus(this.bans.entries(change.ban()));
		}
		return before.layout().plus(more.minus(kept).minus(before.addresses()), this.properties.minimum());
	}

	private boolean publish(Scope target, Row row, Current before, Layout after, long through) {
		if (row.version() > 0 && before.layout().equals(after)) {
			this.rows.unchanged(target, through);
			return false;
		}
		long version = row.version() + 1;
		boolean whole = row.version() == 0 || row.changesSinceWhole() >= CHANGES_PER_LIST;
		Segment segment = whole ? Segment.complete(target, version, after)
				: Segment.change(target, version, row.digest(), before.layout(), after);
		Optional<Text> objection = this.guard.objection(before.layout(), after)
			.filter((why) -> !segment.digest().equals(row.letThrough()));
		if (objection.isPresent()) {
			if (this.rows.halt(target, objection.get(), segment.digest())) {
				this.events.publishEvent(new Halted(target, objection.get()));
			}
			return false;
		}
		this.rows.publish(target, version, segment, after, through);
		this.current.put(target.name(), new Current(segment.digest(), after, after.addresses()));
		this.events.publishEvent(new Published(target, version));
		return true;
	}

	private Current current(Row row) {
		Current known = this.current.get(row.target().name());
		if (known != null && known.digest().equals(row.digest())) {
			return known;
		}
		Layout layout = this.rows.layout(row);
		Current rebuilt = new Current(row.digest(), layout, layout.addresses());
		this.current.put(row.target().name(), rebuilt);
		return rebuilt;
	}

	/** What a target is told now; empty where it was never told anything. */
	@Transactional(readOnly = true)
	public Optional<Told> told(Scope target) {
		return this.rows.find(target)
			.filter((row) -> row.version() > 0)
			.map((row) -> new Told(target, row.version(), row.digest(), current(row).layout()));
	}

	/**
	 * The first version for a target that has all changes of bans up to one; empty where
	 * none has yet.
	 */
	public Optional<Long> versionWith(Scope target, long change) {
		return this.rows.versionWith(target, change);
	}

	/** Where the list of a target stands. */
	public Optional<Standing> standing(Scope target) {
		return this.rows.find(target)
			.map((row) -> new Standing(target, row.version(), row.digest(), row.singles(), row.networks(),
					row.compiledAt(), Optional.ofNullable(row.halted()), Optional.ofNullable(row.heldBack()),
					row.through()));
	}

	/**
	 * Where a list stands.
	 *
	 * @param halted why the next version is held back
	 * @param heldBack the digest of the version that is held back
	 * @param through the last change of a ban that is in it
	 */
	public record Standing(Scope target, long version, String digest, int singles, int networks, Instant compiledAt,
			Optional<Text> halted, Optional<String> heldBack, long through) {
	}

	/**
	 * Lets the version through that is held back.
	 * @return whether it is still the one that is
	 */
	@Transactional
	public boolean letThrough(Scope target, String digest) {
		return this.rows.letThrough(target, digest);
	}

}
