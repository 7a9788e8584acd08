package io.gatehouse.ban.agent;

import java.util.List;

import io.gatehouse.ban.list.ListRefresh.Audience;
import io.gatehouse.ban.list.Scope;

import org.springframework.stereotype.Component;

/** The groups of hosts. */
@Component
class HostAudience implements Audience {

	private final Hosts hosts;

	HostAudience(Hosts hosts) {
		this.hosts = hosts;
	}

	@Override
	public List<Scope> targets() {
		return this.hosts.groups().stream().map(Scope::hosts).toList();
	}

}
