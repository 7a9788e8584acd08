package io.gatehouse.ban;

import java.util.List;

import io.gatehouse.adapter.vault.Vault;
import io.gatehouse.identity.Role;
import io.gatehouse.request.ApprovalPolicy;
import io.gatehouse.request.Plan;
import io.gatehouse.request.RequestType;
import io.gatehouse.request.Requester;

import org.springframework.stereotype.Component;

/** A host outside the cluster that enforces bans. */
@Component
class HostRequestType implements RequestType<HostForm> {

	private final BanResources resources;

	private final Vault vault;

	HostRequestType(BanResources resources, Vault vault) {
		this.resources = resources;
		this.vault = vault;
	}

	@Override
	public String name() {
		return "ban-host";
	}

	@Override
	public Plan plan(HostForm form, Requester requester) {
		return Plan.of(this.resources.host(form.name(), form.group()));
	}

	@Override
	public ApprovalPolicy approval(HostForm form, Verb verb, Requester requester) {
		return OpsPolicy.of(1, requester);
	}

	@Override
	public boolean offeredTo(Requester requester) {
		return requester.is(Role.OPS);
	}

	@Override
	public List<Usage> usage(HostForm form) {
		return List.of(new Usage("ban-host.usage.token", this.vault.readCommand(HostResource.secret(form.name()))),
				new Usage("ban-host.usage.role",
						"ansible-playbook bans.yml --limit " + form.name() + " -e gatehouse_bans_dry_run=true"));
	}

	@Override
	public List<Page> pages() {
		return List.of(new Page("ban.page.hosts", "/bans/hosts"), new Page("ban.page.feeds", "/bans/feeds"));
	}

}
