package io.gatehouse.access;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

import io.gatehouse.adapter.gitlab.AccessRole;
import io.gatehouse.adapter.gitlab.Gitlab;
import io.gatehouse.adapter.gitlab.Gitlab.ProjectInfo;
import io.gatehouse.identity.Role;
import io.gatehouse.request.ApprovalPolicy;
import io.gatehouse.request.Plan;
import io.gatehouse.request.RequestType;
import io.gatehouse.request.Requester;
import io.gatehouse.request.Text;
import org.springframework.stereotype.Component;

/** A role in a project for a time, for one person. */
@Component
class AccessRequestType implements RequestType<ProjectAccess> {

	private final Gitlab gitlab;

	AccessRequestType(Gitlab gitlab) {
		this.gitlab = gitlab;
	}

	@Override
	public String name() {
		return "access";
	}

	@Override
	public Plan plan(ProjectAccess form, Requester requester) {
		return Plan.of(this.gitlab.membership(form.project(), person(form), form.role()).endsWithGrant());
	}

	@Override
	public ApprovalPolicy approval(ProjectAccess form, Verb verb, Requester requester) {
		return switch (verb) {
			case REVOKE, EXPIRE -> ApprovalPolicy.none();
			case CREATE, CHANGE, RENEW, TRANSFER,
					REPAIR ->
				ApprovalPolicy
					.by(ApprovalPolicy.people(Text.of("access.maintainers", form.project()),
							this.gitlab.maintainers(form.project())), ApprovalPolicy.role(Role.OPS))
					.without(person(form));
		};
	}

	@Override
	public List<Problem> check(ProjectAccess form, Verb verb, Requester requester) {
		List<Problem> problems = checkEarly(form, (any) -> true, verb, requester);
		if (problems.isEmpty()) {
			hasAlready(form, verb, requester).map((problem) -> told(problem, form, requester)).ifPresent(problems::add);
		}
		return problems;
	}

	@Override
	public List<Problem> checkEarly(ProjectAccess form, Predicate<String> filled, Verb verb, Requester requester) {
		List<Problem> problems = new ArrayList<>();
		if (filled.test("project")) {
			project(form, problems);
		}
		if (filled.test("person")) {
			person(form, problems);
		}
		return problems;
	}

	private void project(ProjectAccess form, List<Problem> problems) {
		Optional<ProjectInfo> project = this.gitlab.find(form.project());
		project.ifPresentOrElse((found) -> {
			if (!found.path().equals(form.project())) {
				problems.add(Problem.at("project", "access.project-spelled", found.path()));
			}
		}, () -> problems.add(Problem.at("project", "access.project-unknown", form.project())));
	}

	private void person(ProjectAccess form, List<Problem> problems) {
		this.gitlab.account(person(form)).ifPresentOrElse((account) -> {
			if (account.blocked()) {
				problems.add(Problem.at("person", "access.person-blocked", account.name()));
			}
		}, () -> problems.add(Problem.at("person", "access.person-unknown", form.person())));
	}

	/**
	 * A grant that adds nothing. What comes through a group can't be lowered by a
	 * membership; what the person has directly may be this very grant, where that is to
	 * be changed, or the rest of it is tried again.
	 */
	private Optional<Problem> hasAlready(ProjectAccess form, Verb verb, Requester requester) {
		boolean own = verb != Verb.CREATE || requester.progress()
			.held()
			.contains(this.gitlab.membership(form.project(), person(form), form.role()).key());
		String group = form.project().substring(0, form.project().lastIndexOf('/'));
		return this.gitlab.roleInGroup(group, person(form))
			.filter((role) -> role.compareTo(form.role()) >= 0)
			.map((role) -> problem("access.has-through-group", form, role, group))
			.or(() -> own ? Optional.empty()
					: this.gitlab.roleOf(form.project(), person(form))
						.filter((role) -> role.compareTo(form.role()) >= 0)
						.map((role) -> problem("access.has-already", form, role, form.project())));
	}

	/** Who has which role where is not everybody's to know. */
	private Problem told(Problem problem, ProjectAccess form, Requester requester) {
		boolean knows = requester.is(Role.OPS) || person(form).equals(requester.username())
				|| this.gitlab.roleOf(form.project(), requester.username()).isPresent();
		return knows ? problem : Problem.at("role", "access.adds-nothing", person(form));
	}

	private static Problem problem(String key, ProjectAccess form, AccessRole role, String where) {
		return Problem.at("role", key, person(form), role, where);
	}

	@Override
	public Owner owner(ProjectAccess form, Requester requester) {
		return Owner.person(person(form));
	}

	@Override
	public Optional<Duration> lifetime(ProjectAccess form) {
		return Optional.of(form.lasts());
	}

	@Override
	public List<Usage> usage(ProjectAccess form) {
		List<Usage> usage = new ArrayList<>();
		this.gitlab.find(form.project()).ifPresent((project) -> {
			usage.add(new Usage("access.usage.page", project.webUrl().toString()));
			if (project.sshUrl() != null && form.role() != AccessRole.GUEST) {
				usage.add(new Usage("access.usage.ssh", "git clone " + project.sshUrl()));
			}
			if (project.httpUrl() != null && form.role() != AccessRole.GUEST) {
				usage.add(new Usage("access.usage.https", "git clone " + project.httpUrl()));
			}
		});
		return usage;
	}

	/** As the portal knows people. */
	private static String person(ProjectAccess form) {
		return form.person().toLowerCase(Locale.ROOT);
	}

}
