package io.gatehouse.ban;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

import io.gatehouse.ban.list.Protection;
import io.gatehouse.ban.net.Network;
import io.gatehouse.ban.net.Notation;
import io.gatehouse.request.ApprovalPolicy;
import io.gatehouse.request.Plan;
import io.gatehouse.request.RequestType;
import io.gatehouse.request.Requester;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/** A network that is protected from bans. Two people must want it, and its end too. */
@Component
class ProtectRequestType implements RequestType<ProtectForm> {

	private final BanResources resources;

	ProtectRequestType(BanResources resources) {
		this.resources = resources;
	}

	@Override
	public String name() {
		return "protected-network";
	}

	@Override
	public Plan plan(ProtectForm form, Requester requester) {
		return network(form)
			.map((network) -> Plan.of(this.resources.protectedNetwork(network, form.owner(), form.reason())))
			.orElseGet(Plan::empty);
	}

	@Override
	public ApprovalPolicy approval(ProtectForm form, Verb verb, Requester requester) {
		return (verb == Verb.EXPIRE) ? ApprovalPolicy.none() : OpsPolicy.of(2, requester);
	}

	@Override
	public List<Problem> check(ProtectForm form, Verb verb, Requester requester) {
		return switch (Notation.read(form.network())) {
			case Notation.Wrong wrong -> List.of(new Problem("network", wrong.why()));
			case Notation.Read read -> check(read.network(), form);
		};
	}

	@Override
	public List<Problem> checkEarly(ProtectForm form, Predicate<String> filled, Verb verb, Requester requester) {
		return filled.test("network") ? check(form, verb, requester) : List.of();
	}

	private static List<Problem> check(@Nullable Network network, ProtectForm form) {
		if (network == null) {
			return List.of(Problem.at("network", "protected-network.one", form.network()));
		}
		return Protection.WIDEST.exceededBy(network) ? List.of(Problem.at("network", "protected-network.too-wide",
				network.toString(), Protection.WIDEST.of(network.family()))) : List.of();
	}

	private static Optional<Network> network(ProtectForm form) {
		return (Notation.read(form.network()) instanceof Notation.Read read) ? Optional.ofNullable(read.network())
				: Optional.empty();
	}

	@Override
	public Optional<Duration> lifetime(ProtectForm form) {
		return form.forGood() ? Optional.empty() : Optional.of(form.lasts());
	}

	@Override
	public List<Page> pages() {
		return List.of(new Page("ban.page.protected", "/bans/protected"));
	}

}
