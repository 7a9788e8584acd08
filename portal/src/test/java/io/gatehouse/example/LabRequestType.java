package io.gatehouse.example;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.gatehouse.adapter.gitlab.Gitlab;
import io.gatehouse.adapter.kubernetes.Cluster;
import io.gatehouse.request.ApprovalPolicy;
import io.gatehouse.request.Field;
import io.gatehouse.request.Plan;
import io.gatehouse.request.RequestType;
import io.gatehouse.request.Requester;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.stereotype.Component;

/** A namespace for a team to try something in, which goes away by itself. */
@Component
class LabRequestType implements RequestType<LabRequestType.Lab> {

	private final Cluster cluster;

	private final Gitlab gitlab;

	LabRequestType(Cluster cluster, Gitlab gitlab) {
		this.cluster = cluster;
		this.gitlab = gitlab;
	}

	@Override
	public String name() {
		return "lab";
	}

	@Override
	public Plan plan(Lab form, Requester requester) {
		String namespace = namespace(form);
		return Plan.of(this.cluster.namespace(namespace).podSecurity("baseline").ownedBy(team(form)),
				this.cluster.quota(namespace, "2", "4Gi", 20), this.cluster.limitRange(namespace),
				this.cluster.defaultDeny(namespace), this.cluster.allowInside(namespace),
				this.cluster.roleBinding(namespace, "edit", team(form)));
	}

	@Override
	public List<Problem> check(Lab form, Verb verb, Requester requester) {
		return requester.groups().contains(team(form))
				? Cluster.nameProblem(namespace(form)).map((text) -> new Problem("name", text)).stream().toList()
				: List.of(Problem.at("team", "lab.not-your-team", form.team()));
	}

	@Override
	public ApprovalPolicy approval(Lab form, Verb verb, Requester requester) {
		return (verb == Verb.REVOKE) ? ApprovalPolicy.none() : ApprovalPolicy.by(ApprovalPolicy.group(team(form)));
	}

	@Override
	public Optional<Duration> lifetime(Lab form) {
		return Optional.of(form.lasts());
	}

	private String team(Lab form) {
		return this.gitlab.teamsGroup() + "/" + form.team();
	}

	private static String namespace(Lab form) {
		return "lab-" + form.name();
	}

	record Lab(@NotBlank @Field(kind = Field.Kind.TEAM, fixed = true) String team,
			@NotBlank @Field(fixed = true) String name,
			@NotNull @DurationMin(hours = 1) @DurationMax(days = 14) @Field(value = "3") Duration lasts) {
	}

}
