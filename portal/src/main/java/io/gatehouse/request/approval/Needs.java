package io.gatehouse.request.approval;

import java.time.Duration;
import java.util.Optional;

import io.gatehouse.identity.Person;
import io.gatehouse.request.ApprovalPolicy;
import io.gatehouse.request.RequestType.Owner;
import io.gatehouse.request.RequestType.Problem;
import io.gatehouse.request.RequestType.Verb;
import io.gatehouse.request.Requester;
import io.gatehouse.request.asset.Asset;
import io.gatehouse.request.execution.StartCondition;
import io.gatehouse.request.execution.Targets;
import io.gatehouse.request.form.Forms;
import io.gatehouse.request.lifecycle.ServiceRequest;
import io.gatehouse.request.plan.RequestTypes;
import io.gatehouse.request.plan.RequestTypes.Known;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Says whose word something needs. What was let through without anybody's is asked again
 * as it begins: it may have waited long, and its requester be in another group by then.
 */
@Component
public class Needs implements StartCondition {

	private final RequestTypes types;

	private final Forms forms;

	private final AutoApproval rules;

	Needs(RequestTypes types, Forms forms, AutoApproval rules) {
		this.types = types;
		this.forms = forms;
		this.rules = rules;
	}

	/**
	 * Whose word it needs that somebody asks for something.
	 * @param owner who has it then
	 */
	public Need of(Known known, Verb verb, Record form, Requester requester, Owner owner) {
		ApprovalPolicy policy = policy(known, verb, form, requester, owner);
		long hours = known.type().lifetime(form).map(Needs::hours).orElse(-1L);
		return new Need(policy, this.rules.rule(known.name(), verb, this.forms.named(form), requester, hours));
	}

	/** Who must approve, rules aside. */
	static ApprovalPolicy policy(Known known, Verb verb, Record form, Requester requester, Owner owner) {
		return Access.policy(known.type().approval(form, verb, requester), verb, owner);
	}

	/** Begun hours count whole: a rule for eight must not let nearly nine through. */
	private static long hours(Duration lifetime) {
		return Math.ceilDiv(lifetime.toSeconds(), Duration.ofHours(1).toSeconds());
	}

	@Override
	public Optional<Problem> unmet(ServiceRequest request, @Nullable Asset asset, Person person) {
		if (!Access.managesIfThere(person, asset)) {
			return Optional.of(Problem.at("", "request.not-yours-any-more", person.username()));
		}
		if (!request.approvers().isEmpty()) {
			return Optional.empty();
		}
		Known known = this.types.get(request.type());
		Requester requester = Targets.requester(person);
		if (request.verb() == Verb.CREATE && !known.type().offeredTo(requester)) {
			return Optional.of(Problem.at("", "request.not-offered"));
		}
		Record form = this.forms.record(known.form(), Targets.form(request, asset));
		return of(known, request.verb(), form, requester, request.owner()).nobody() ? Optional.empty()
				: Optional.of(Problem.at("", "request.nobody-approved"));
	}

}
