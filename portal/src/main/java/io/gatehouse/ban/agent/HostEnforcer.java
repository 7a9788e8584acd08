package io.gatehouse.ban.agent;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import io.gatehouse.ban.agent.Hosts.Host;
import io.gatehouse.ban.list.Enforcer;
import io.gatehouse.ban.list.Lists;
import io.gatehouse.ban.list.Lists.Standing;
import io.gatehouse.ban.list.Scope;
import io.gatehouse.request.ExternalSystem.Matter;
import io.gatehouse.request.Text;

import org.springframework.stereotype.Component;

/** The hosts outside the cluster. */
@Component
class HostEnforcer implements Enforcer {

	/** A dry run is none: it is what was asked for. */
	private static final Set<String> TROUBLED = Set.of("refused", "failed", "flushed");

	private final Hosts hosts;

	private final Lists lists;

	HostEnforcer(Hosts hosts, Lists lists) {
		this.hosts = hosts;
		this.lists = lists;
	}

	@Override
	public List<Place> places(Scope scope, long change) {
		// Hosts are many, their groups few.
		Map<Scope, Said> lists = new HashMap<>();
		return this.hosts.all()
			.stream()
			.filter((host) -> scope.equals(Scope.EVERYWHERE) || scope.equals(host.target()))
			.map((host) -> place(host, lists.computeIfAbsent(host.target(), (target) -> said(target, change))))
			.toList();
	}

	/**
	 * What the hosts of a group are told.
	 *
	 * @param version the first one that has the change
	 */
	private record Said(Scope target, Optional<Text> halted, Optional<Long> version,
			Map<Long, Optional<String>> digests) {
	}

	private Said said(Scope target, long change) {
		return new Said(target, this.lists.standing(target).flatMap(Standing::halted),
				this.lists.versionWith(target, change), new HashMap<>());
	}

	private Place place(Host host, Said list) {
		if (host.stale()) {
			return new Place(host.name(), State.STOPPED, Text.of("ban.host.stale", host.name()));
		}
		// Before all that may be wrong with what comes next.
		if (list.version().filter(host::enforces).isPresent() && knows(host, list)) {
			return new Place(host.name(), State.ENFORCED, Text.of("ban.host.enforces", String.valueOf(host.version())));
		}
		if (list.halted().isPresent()) {
			return new Place(host.name(), State.STOPPED, list.halted().get());
		}
		if (host.state() != null && !host.state().equals("enforced")) {
			return new Place(host.name(), State.STOPPED, trouble(host));
		}
		return new Place(host.name(), State.WAITING, Text.of("ban.host.waits", host.name()));
	}

	/** Whether the list that the host says it has is one that it was told. */
	private boolean knows(Host host, Said list) {
		return list.digests()
			.computeIfAbsent(host.version(), (version) -> this.lists.digest(list.target(), version))
			.filter((digest) -> digest.equals(host.digest()))
			.isPresent();
	}

	private static Text trouble(Host host) {
		return Text.of("ban.host." + host.state(), host.name(), Objects.requireNonNullElse(host.message(), ""));
	}

	@Override
	public List<Matter> matters() {
		List<Matter> matters = new ArrayList<>();
		for (Host host : this.hosts.all()) {
			Instant at = Objects.requireNonNullElse(host.seenAt(), host.createdAt());
			Text subject = Text.of("ban.matter.host", host.name());
			if (host.stale()) {
				matters.add(new Matter(at, subject, Text.of("ban.host.stale", host.name()), Hosts.PAGE));
			}
			else if (TROUBLED.contains(Objects.requireNonNullElse(host.state(), ""))) {
				matters.add(new Matter(at, subject, trouble(host), Hosts.PAGE));
			}
		}
		return matters;
	}

}
