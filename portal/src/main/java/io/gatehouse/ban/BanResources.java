package io.gatehouse.ban;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import io.gatehouse.ban.agent.Hosts;
import io.gatehouse.ban.list.BanNames;
import io.gatehouse.ban.list.Bans;
import io.gatehouse.ban.list.ListRefresh;
import io.gatehouse.ban.list.Protection;
import io.gatehouse.ban.list.Scope;
import io.gatehouse.ban.net.AddressSet;
import io.gatehouse.ban.net.Network;
import io.gatehouse.identity.Role;
import io.gatehouse.request.Requester;
import io.gatehouse.request.Resource;
import io.gatehouse.request.SecretStore;

import org.springframework.stereotype.Component;

/** The things that requests make among the bans, in the words of those who plan. */
@Component
class BanResources {

	private final Bans bans;

	private final Protection protection;

	private final Hosts hosts;

	private final ListRefresh refresh;

	private final Enforcement enforcement;

	private final Outlook outlook;

	private final SecretStore secrets;

	BanResources(Bans bans, Protection protection, Hosts hosts, ListRefresh refresh, Enforcement enforcement,
			Outlook outlook, SecretStore secrets) {
		this.bans = bans;
		this.protection = protection;
		this.hosts = hosts;
		this.refresh = refresh;
		this.enforcement = enforcement;
		this.outlook = outlook;
		this.secrets = secrets;
	}

	/** The ban that a form stands for, of what was read from it. */
	BanResource ban(NewBan form, Entries.Parsed entries, Requester requester) {
		return new BanResource(this.bans, this.refresh, this.enforcement, this.outlook,
				BanNames.of(entries.name(), form.scope()), BanResource.desired(form, entries), requester.username(),
				requester.is(Role.OPS), entries::set, entries.counted().stream().toList());
	}

	/** A network that can't be banned. */
	ProtectedNetworkResource protectedNetwork(Network network, String owner, String reason) {
		return new ProtectedNetworkResource(this.bans, this.protection, this.refresh, network.toString(),
				ProtectedNetworkResource.desired(owner, reason));
	}

	/** A host that enforces bans. */
	HostResource host(String name, String group) {
		return new HostResource(this.hosts, this.refresh, this.secrets, name, HostResource.desired(group));
	}

	Resource recorded(Resource.Key key, Map<String, String> attributes) {
		return switch (key.kind()) {
			case BanResource.KIND -> new BanResource(this.bans, this.refresh, this.enforcement, this.outlook,
					key.name(), attributes, "", false, gone(key), List.of());
			case ProtectedNetworkResource.KIND ->
				new ProtectedNetworkResource(this.bans, this.protection, this.refresh, key.name(), attributes);
			case HostResource.KIND -> new HostResource(this.hosts, this.refresh, this.secrets, key.name(), attributes);
			default -> throw new IllegalArgumentException("There is no " + key);
		};
	}

	/** What was recorded of a ban is read and removed, never made. */
	private static Supplier<AddressSet> gone(Resource.Key key) {
		return () -> {
			throw new IllegalStateException("The entries of " + key + " are those of its form");
		};
	}

}
