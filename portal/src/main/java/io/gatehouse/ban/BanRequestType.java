package io.gatehouse.ban;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

import io.gatehouse.ban.Entries.Parsed;
import io.gatehouse.ban.agent.Hosts;
import io.gatehouse.ban.list.BanProperties;
import io.gatehouse.ban.list.Protection;
import io.gatehouse.ban.net.AddressSet;
import io.gatehouse.identity.Role;
import io.gatehouse.request.ApprovalPolicy;
import io.gatehouse.request.ExternalSystem;
import io.gatehouse.request.Plan;
import io.gatehouse.request.RequestType;
import io.gatehouse.request.Requester;

import org.springframework.stereotype.Component;

/** A ban of addresses: their packets are dropped. */
@Component
class BanRequestType implements RequestType<NewBan> {

	private final BanResources resources;

	private final Entries entries;

	private final Protection protection;

	private final Hosts hosts;

	private final Caller caller;

	private final BanProperties properties;

	BanRequestType(BanResources resources, Entries entries, Protection protection, Hosts hosts, Caller caller,
			BanProperties properties) {
		this.resources = resources;
		this.entries = entries;
		this.protection = protection;
		this.hosts = hosts;
		this.caller = caller;
		this.properties = properties;
	}

	@Override
	public String name() {
		return "ban";
	}

	@Override
	public Plan plan(NewBan form, Requester requester) {
		Parsed parsed = this.entries.of(form);
		if (parsed.networks() == 0) {
			// One that was let in under wider limits: it must not become a ban of
			// nothing.
			throw new ExternalSystem.Refused(parsed.problems().getFirst().text(), null);
		}
		return Plan.of(this.resources.ban(form, parsed, requester));
	}

	/**
	 * Ops ban at once, others ask ops; two people must want what hits many, or has no
	 * end.
	 */
	@Override
	public ApprovalPolicy approval(NewBan form, Verb verb, Requester requester) {
		if (verb.removes()) {
			return ApprovalPolicy.none();
		}
		Parsed parsed = this.entries.of(form);
		boolean two = parsed.wide() || form.forGood() || parsed.networks() > this.properties.bulk();
		return OpsPolicy.of(two ? 2 : 1, requester);
	}

	@Override
	public List<Problem> check(NewBan form, Verb verb, Requester requester) {
		return checkEarly(form, (any) -> true, verb, requester);
	}

	@Override
	public List<Problem> checkEarly(NewBan form, Predicate<String> filled, Verb verb, Requester requester) {
		List<Problem> problems = new ArrayList<>();
		if (filled.test("addresses") || filled.test("file")) {
			problems.addAll(checkAddresses(form, verb));
		}
		if (filled.test("group") && form.where() == NewBan.Where.HOSTS && !this.hosts.groups().contains(form.group())) {
			problems.add(Problem.at("group", "ban.group.unknown", form.group()));
		}
		return problems;
	}

	private List<Problem> checkAddresses(NewBan form, Verb verb) {
		Parsed parsed = this.entries.of(form);
		List<Problem> problems = new ArrayList<>(parsed.problems());
		String place = (form.addresses().isEmpty() && form.file() != null) ? "file" : "addresses";
		if (problems.isEmpty()) {
			AddressSet effective = parsed.set().minus(this.protection.addresses());
			if (effective.isEmpty()) {
				problems.add(Problem.at(place, "ban.all-protected",
						this.protection.touching(parsed.set()).getFirst().reason()));
			}
			if (!verb.removes()) {
				this.caller.address()
					.filter(effective::covers)
					.ifPresent((own) -> problems.add(Problem.at(place, "ban.your-own", own.toString())));
			}
		}
		return problems;
	}

	@Override
	public Optional<Duration> lifetime(NewBan form) {
		return form.forGood() ? Optional.empty() : Optional.of(form.lasts());
	}

	/** A file's name says nothing of what is in it. */
	@Override
	public Optional<Page> particulars() {
		return Optional.of(new Page("ban.page.asked", "/bans/requests"));
	}

	@Override
	public List<Page> pages() {
		return List.of(new Page("ban.page.lookup", "/bans"));
	}

}
