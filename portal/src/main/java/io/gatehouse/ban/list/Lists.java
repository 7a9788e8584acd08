package io.gatehouse.ban.list;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import io.gatehouse.ban.list.Bans.Change;
import io.gatehouse.ban.list.Guard.Objection;
import io.gatehouse.ban.list.Layout.Difference;
import io.gatehouse.ban.list.ListRows.Row;
import io.gatehouse.ban.list.RecentLists.Kept;
import io.gatehouse.ban.net.AddressSet;
import io.gatehouse.ban.net.Network;
import io.gatehouse.request.Text;
import io.gatehouse.request.event.Restored;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
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

	/**
	 * Hosts get the whole list again after so many changes, or as soon as the changes
	 * together are longer than the list.
	 */
	private static final int MOST_CHANGES = 2000;

	/** In lines: what is shorter is told as a change, whatever it is. */
	private static final int LONG = 1000;

	/**
	 * More versions than are told between two backups: one takes a quarter of a second.
	 */
	private static final long LEAP = 10_000_000;

	/** Other hosts may have a version that is a little newer. */
	private static final long SLACK = 1000;

	private static final Logger log = LoggerFactory.getLogger(Lists.class);

	private final Bans bans;

	private final Protection protection;

	private final ListRows rows;

	private final Guard guard;

	private final BanProperties properties;

	private final ApplicationEventPublisher events;

	private final RecentLists recent = new RecentLists();

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

	/**
	 * Something of a list is held back, or nothing is any more; published in the
	 * transaction that records it.
	 *
	 * @param why null where it is over
	 */
	public record Halted(Scope target, @Nullable Text why) {
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
		Kept before = current(row);
		if (row.looked() == null) {
			return publish(row, before, compiled(target, before, kept), kept, last);
		}
		List<Change> changes = this.bans.changesAfter(row.looked(), target);
		boolean onlyMore = changes.stream().allMatch(Change::added) && row.letThrough() == null
				&& !this.bans.endedSince(row.compiledAt(), target) && before.layout().kept().equals(keptNetworks(kept));
		if (onlyMore && changes.isEmpty() && !row.beginsAnew()) {
			return false;
		}
		Next next = (onlyMore && row.halted() == null) ? added(before, changes, kept) : compiled(target, before, kept);
		return publish(row, before, next, kept, last);
	}

	/**
	 * What should be told next.
	 *
	 * @param difference from what is told
	 */
	private record Next(Layout layout, AddressSet addresses, Difference difference) {
	}

	private Next compiled(Scope target, Kept before, AddressSet kept) {
		return next(before, this.bans.reaching(target).minus(kept), kept);
	}

	private Next next(Kept before, AddressSet addresses, AddressSet kept) {
		Layout layout = Layout.of(addresses, kept, this.properties.minimum());
		return new Next(layout, addresses, before.layout().to(layout));
	}

	private List<Network> keptNetworks(AddressSet kept) {
		return Layout.of(AddressSet.none(), kept, this.properties.minimum()).kept();
	}

	private Next added(Kept before, List<Change> changes, AddressSet kept) {
		AddressSet more = AddressSet.none();
		for (Change change : changes) {
			more = more.plus(this.bans.entries(change.ban()));
		}
		AddressSet fresh = more.minus(kept).minus(before.addresses());
		Layout part = Layout.of(fresh, AddressSet.none(), this.properties.minimum());
		return new Next(before.layout().plus(part), before.addresses().plus(fresh), Layout.EMPTY.to(part));
	}

	private boolean publish(Row row, Kept before, Next next, AddressSet kept, long last) {
		Scope target = row.target();
		Optional<Objection> objection = this.guard.objection(before.layout(), next.layout(), next.difference());
		if (objection.isPresent()) {
			// The content alone has this digest, whatever version it becomes.
			String held = Segment.complete(target, 0, next.layout()).digest();
			if (!held.equals(row.letThrough())) {
				return holdBack(row, before, next, kept, last, objection.get(), held);
			}
		}
		this.rows.looked(target, last, last);
		if (row.halted() != null) {
			this.rows.resume(target);
			// Who let it through has said so already.
			if (row.letThrough() == null) {
				this.events.publishEvent(new Halted(target, null));
			}
		}
		return tell(row, before, next, last);
	}

	/**
	 * Tells what is beyond doubt: what comes while too much would go, what goes while too
	 * much would come, and what is protected at any rate.
	 */
	private boolean holdBack(Row row, Kept before, Next next, AddressSet kept, long last, Objection objection,
			String held) {
		Scope target = row.target();
		this.rows.halt(target, objection.why(), held);
		if (row.halted() == null) {
			this.events.publishEvent(new Halted(target, objection.why()));
		}
		AddressSet gone = before.addresses().minus(next.addresses());
		AddressSet safe = objection.lost() ? before.addresses() : before.addresses().minus(gone);
		safe = (objection.added() ? safe : safe.plus(next.addresses())).minus(kept);
		// What does not come is not in what is told; what does not go is no ban any more.
		long through = objection.added() ? row.through() : last;
		this.rows.looked(target, through, last);
		boolean same = safe.equals(before.addresses()) && before.layout().kept().equals(next.layout().kept());
		return (!same || row.beginsAnew()) && tell(row, before, next(before, safe, kept), through);
	}

	private boolean tell(Row row, Kept before, Next next, long through) {
		Scope target = row.target();
		if (row.version() > 0 && !row.beginsAnew() && before.layout().equals(next.layout())) {
			return false;
		}
		long version = row.next();
		boolean whole = row.version() == 0 || row.beginsAnew() || row.changes() >= MOST_CHANGES || row.bulky()
				|| next.difference().lines(next.layout()) >= Math.max(LONG, next.layout().size());
		Segment segment = whole ? Segment.complete(target, version, next.layout())
				: Segment.change(target, version, row.digest(), before.layout(), next.layout(), next.difference());
		this.rows.publish(target, version, segment, next.layout(), through);
		this.recent.put(target, new Kept(segment.digest(), next.layout(), next.addresses()));
		this.events.publishEvent(new Published(target, version));
		return true;
	}

	/**
	 * Versions that were told since are not known any more, and whoever has one takes no
	 * older one.
	 */
	@EventListener
	@Transactional(propagation = Propagation.MANDATORY)
	void restored(Restored restored) {
		this.rows.beginAnew(LEAP);
	}

	/**
	 * A host refuses what it is told, and has a version that is newer than all: the
	 * database was set back, or it lies. It is believed as far as that costs little.
	 * @return whether the list begins anew
	 */
	@Transactional
	public boolean overtaken(Scope target, long version) {
		boolean anew = version < Long.MAX_VALUE - SLACK && this.rows.beginAnew(target, version, version + SLACK, LEAP);
		if (anew) {
			log.warn("A host has version {} of the list for {}, which was never told: the list begins anew above it",
					version, target);
		}
		return anew;
	}

	private Kept current(Row row) {
		return this.recent.find(row.target(), row.digest()).orElseGet(() -> {
			Layout layout = this.rows.layout(row);
			return this.recent.put(row.target(), new Kept(row.digest(), layout, layout.addresses()));
		});
	}

	/** Forgets changes that all lists of these targets have. */
	@Transactional
	public void prune(Collection<Scope> targets) {
		this.bans.prune(this.rows.forget(targets));
	}

	/** What a target is told now; empty where it was never told anything. */
	@Transactional(readOnly = true)
	public Optional<Told> told(Scope target) {
		return this.rows.find(target)
			.filter((row) -> row.version() > 0)
			.map((row) -> new Told(target, row.version(), row.digest(), current(row).layout()));
	}

	/** Whether a target is told to drop an address of a network. */
	@Transactional(readOnly = true)
	public boolean tells(Scope target, Network network) {
		return this.rows.find(target)
			.filter((row) -> row.version() > 0)
			.map((row) -> current(row).addresses().touches(network))
			.orElse(false);
	}

	/** The digest of a version, as far as it is still told. */
	public Optional<String> digest(Scope target, long version) {
		return this.rows.digest(target, version);
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
	 * @param halted why a part of the next version is held back
	 * @param heldBack the digest of what is held back
	 * @param through the last change of a ban that is in it
	 */
	public record Standing(Scope target, long version, String digest, int singles, int networks, Instant compiledAt,
			Optional<Text> halted, Optional<String> heldBack, long through) {
	}

	/**
	 * Lets through what is held back.
	 * @return whether it is still the one that is
	 */
	@Transactional
	public boolean letThrough(Scope target, String digest) {
		return this.rows.letThrough(target, digest);
	}

}
