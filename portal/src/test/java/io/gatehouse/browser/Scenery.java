package io.gatehouse.browser;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import io.gatehouse.Journey;
import io.gatehouse.Stage;
import io.gatehouse.request.RequestType.Verb;
import io.gatehouse.request.asset.Asset;
import io.gatehouse.request.lifecycle.RequestState;
import io.gatehouse.request.lifecycle.ServiceRequest;
import io.gatehouse.sandbox.http.Faults.Fault;

/** Requests and assets in every state, and the addresses of the pages that show them. */
final class Scenery {

	private final Stage stage;

	private final Journey journey;

	private final String prefix;

	private final Map<String, String> pages = new LinkedHashMap<>();

	/** Names begin with the prefix, as tests share one portal. */
	Scenery(Stage stage, Journey journey, String prefix) {
		this.stage = stage;
		this.journey = journey;
		this.prefix = prefix;
	}

	/** What ops can see, by name. */
	Map<String, String> set() {
		this.journey.person("olga");
		this.journey.person("mira");
		requests();
		assets();
		bans();
		this.pages.put("home", "/");
		this.pages.put("ask project", "/ask/project");
		this.pages.put("ask access", "/ask/access");
		this.pages.put("list", "/requests?scope=all");
		this.pages.put("empty list", "/requests?q=nothing-at-all");
		this.pages.put("queue", "/queue");
		this.pages.put("assets", "/assets?scope=all");
		this.pages.put("systems", "/systems");
		this.pages.put("audit", "/audit");
		this.pages.put("settings", "/settings");
		this.pages.put("sessions", "/settings/sessions");
		this.pages.put("not found", "/requests/987654321");
		return this.pages;
	}

	private void bans() {
		this.journey.person("oscar");
		String group = this.prefix + "-hosts";
		this.journey.haveAtOnce("olga", "ban-host", "name=" + this.prefix + "-gate", "group=" + group);
		this.stage.sql("update ban_host set seen_at = now() where group_name = '" + group + "'");
		ServiceRequest protection = this.journey.ask("olga", "protected-network", "network=192.0.2.240/28",
				"owner=platform", "reason=load-balancers", "forGood=true");
		show(protection);
		ServiceRequest ban = this.journey.ask("olga", "ban", "addresses=203.0.113.77", "reason=login-flood",
				"where=HOSTS", "group=" + group, "lasts=1");
		show(this.journey.until(() -> this.journey.read(ban.number()),
				(now) -> now.steps().getFirst().message() != null));
		this.stage.sql("insert into protected_network (network, source, owner, reason, since) "
				+ "values ('192.0.2.16/28', 'CLUSTER', 'cluster', 'node', now())");
		this.pages.put("ban change", ban(group + "-dry") + "/change");
		this.pages.put("ban extension", this.pages.get("ban change").replace("/change", "/renewal"));
		this.pages.put("bans", "/bans");
		this.pages.put("banned", "/bans?address=203.0.113.77");
		this.pages.put("protected address", "/bans?address=192.0.2.17");
		this.pages.put("no address", "/bans?address=nonsense");
		this.pages.put("hosts", "/bans/hosts");
		this.pages.put("protected", "/bans/protected");
		this.pages.put("feeds", "/bans/feeds");
		this.pages.put("ask ban", "/ask/ban");
		this.pages.put("ask host", "/ask/ban-host");
		this.pages.put("ask protection", "/ask/protected-network");
		this.stage.sql("update ban_host set state = 'enforced', version = 1, digest = '', backend = 'nft', took = 14, "
				+ "seen_at = now() where group_name = '" + group + "'");
	}

	/** One that is there; nobody waits for a host that runs dry. */
	private String ban(String group) {
		this.journey.haveAtOnce("olga", "ban-host", "name=" + group, "group=" + group);
		this.stage.sql("update ban_host set seen_at = now(), state = 'dry-run' where group_name = '" + group + "'");
		return "/assets/" + this.journey
			.haveAtOnce("olga", "ban", "addresses=203.0.113.78", "reason=scans", "where=HOSTS", "group=" + group,
					"lasts=1")
			.number();
	}

	private void requests() {
		show(ask("waiting"));
		ServiceRequest changes = ask("unclear");
		this.stage.sql("update service_request set state = 'CHANGES_REQUESTED' where number = " + changes.number());
		show(changes);
		for (RequestState state : new RequestState[] { RequestState.APPROVED, RequestState.REJECTED,
				RequestState.WITHDRAWN, RequestState.LAPSED }) {
			ServiceRequest request = ask(state.name().toLowerCase(Locale.ROOT));
			this.stage.sql("update service_request set state = '" + state + "' where number = " + request.number());
			show(request);
		}
		show(stopped("failed"));
		ServiceRequest undone = stopped("undone");
		this.journey.undo(undone, "dana");
		show(this.journey.await(undone, RequestState.ROLLED_BACK));
	}

	private ServiceRequest stopped(String name) {
		ServiceRequest request = ask(name);
		this.stage.gitlabFaults()
			.next(1, "POST", "/api/v4/projects/[^/]+/repository/commits",
					Fault.answer(403, "{\"message\":\"403 Forbidden\"}"));
		this.journey.approve(request, "olga");
		return this.journey.await(request, RequestState.FAILED);
	}

	private void assets() {
		Asset project = this.journey.have("dana", "olga", "project", "team=payments", "name=" + this.prefix + "-api",
				"size=SMALL", "description=Answers calls.");
		ServiceRequest access = this.journey.ask("denis", "access", "project=teams/payments/" + this.prefix + "-api",
				"person=denis", "role=DEVELOPER", "lasts=1", "lasts.unit=days");
		show(access);
		this.journey.approve(access, "mira");
		Asset grant = this.journey.asset(this.journey.await(access, RequestState.SUCCEEDED));
		String address = "/assets/" + project.number();
		this.pages.put("asset", address);
		this.pages.put("grant", "/assets/" + grant.number());
		this.pages.put("grant change", "/assets/" + grant.number() + "/change");
		this.pages.put("extension", "/assets/" + grant.number() + "/renewal");
		this.pages.put("change", address + "/change");
		this.pages.put("removal", address + "/removal");
		this.pages.put("hand over", address + "/transfer");
		show(this.journey.ask("dana", project, Verb.REVOKE));
	}

	private ServiceRequest ask(String name) {
		return this.journey.ask("dana", "project", "team=payments", "name=" + this.prefix + "-" + name, "size=SMALL");
	}

	private void show(ServiceRequest request) {
		this.pages.put("request " + this.journey.read(request.number()).state(), "/requests/" + request.number());
	}

}
