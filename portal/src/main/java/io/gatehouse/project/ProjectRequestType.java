package io.gatehouse.project;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import io.gatehouse.adapter.gitlab.AccessRole;
import io.gatehouse.adapter.gitlab.DeployTokenScope;
import io.gatehouse.adapter.gitlab.Gitlab;
import io.gatehouse.adapter.gitlab.Visibility;
import io.gatehouse.adapter.kubernetes.Cluster;
import io.gatehouse.adapter.vault.Vault;
import io.gatehouse.identity.People;
import io.gatehouse.identity.Person;
import io.gatehouse.identity.Role;
import io.gatehouse.request.ApprovalPolicy;
import io.gatehouse.request.Plan;
import io.gatehouse.request.RequestType;
import io.gatehouse.request.Requester.Progress;
import io.gatehouse.request.Requester;
import io.gatehouse.request.SecretStore;
import io.gatehouse.request.Text;
import org.springframework.stereotype.Component;

/** A project for a team: code in GitLab, a namespace in the cluster, secrets in Vault. */
@Component
class ProjectRequestType implements RequestType<NewProject> {

	private final Gitlab gitlab;

	private final Cluster cluster;

	private final Vault vault;

	private final SecretStore secrets;

	private final People people;

	private final ProjectProperties properties;

	ProjectRequestType(Gitlab gitlab, Cluster cluster, Vault vault, SecretStore secrets, People people,
			ProjectProperties properties) {
		this.gitlab = gitlab;
		this.cluster = cluster;
		this.vault = vault;
		this.secrets = secrets;
		this.people = people;
		this.properties = properties;
	}

	@Override
	public String name() {
		return "project";
	}

	@Override
	public Plan plan(NewProject form, Requester requester) {
		String team = team(form);
		String path = path(form);
		String namespace = form.namespace();
		return Plan.of(this.gitlab.group(team),
				this.gitlab.firstMember(team, requester.username(), AccessRole.MAINTAINER),
				this.gitlab.project(path)
					.visibility(Visibility.PRIVATE)
					.defaultBranch("main")
					.protectedBranch("main")
					.protectedTags("v*")
					.mergesOnlyWhenPipelineSucceeds(),
				this.gitlab.membership(path, requester.username(), AccessRole.MAINTAINER).orInherited(),
				this.vault.secrets(path),
				this.gitlab.deployToken(this.properties.libraries(), path)
					.scopes(DeployTokenScope.READ_REPOSITORY, DeployTokenScope.READ_PACKAGE_REGISTRY)
					.storedIn(this.secrets, deployToken(form)),
				this.vault.policy(namespace).readsSecretsOf(path),
				this.cluster.namespace(namespace).podSecurity("restricted").ownedBy(team),
				this.cluster.quota(namespace, form.size().cpu, form.size().memory, form.size().pods),
				this.cluster.limitRange(namespace), this.cluster.defaultDeny(namespace),
				this.cluster.roleBinding(namespace, this.properties.clusterRole(),
						this.properties.groupPrefix() + team),
				this.vault.kubernetesRole(namespace).namespace(namespace).policies(namespace),
				// Last, so that the pipeline that it starts finds all the rest.
				this.gitlab.firstCommit(path, StarterFiles.of(form, path, this.properties.template())));
	}

	@Override
	public ApprovalPolicy approval(NewProject form, Verb verb, Requester requester) {
		return ApprovalPolicy.by(ApprovalPolicy.role(Role.OPS));
	}

	@Override
	public List<Problem> check(NewProject form, Verb verb, Requester requester) {
		List<Problem> problems = checkEarly(form, (any) -> true, verb, requester);
		if (problems.isEmpty()) {
			namespaceProblem(form).ifPresent(problems::add);
		}
		if (problems.isEmpty() && !requester.is(Role.OPS) && !requester.groups().contains(team(form))
				&& !joins(team(form), requester) && this.gitlab.groupExists(team(form))) {
			problems.add(new Problem("team", notYours(form)));
		}
		return problems;
	}

	/**
	 * Whether the request has made the team itself, and stopped before it put anybody in.
	 */
	private boolean joins(String team, Requester requester) {
		Progress progress = requester.progress();
		return progress.made().contains(this.gitlab.group(team).key()) && !progress.done()
			.contains(this.gitlab.firstMember(team, requester.username(), AccessRole.MAINTAINER).key());
	}

	@Override
	public List<Problem> checkEarly(NewProject form, Predicate<String> filled, Verb verb, Requester requester) {
		List<Problem> problems = new ArrayList<>();
		if (filled.test("team")) {
			Gitlab.groupPathProblem(team(form)).ifPresent((text) -> problems.add(new Problem("team", text)));
		}
		if (filled.test("name")) {
			Gitlab.pathProblem(form.name()).ifPresent((text) -> problems.add(new Problem("name", text)));
		}
		return problems;
	}

	/** Beside the team, where no name of a project would help. */
	private static Optional<Problem> namespaceProblem(NewProject form) {
		return Cluster.nameProblem(form.team() + "-x")
			.map((text) -> new Problem("team", text))
			.or(() -> Cluster.nameProblem(form.namespace()).map((text) -> new Problem("name", text)));
	}

	private Text notYours(NewProject form) {
		String whom = this.people.find(this.gitlab.groupMaintainers(team(form)))
			.values()
			.stream()
			.filter((person) -> !person.blocked())
			.map(Person::name)
			.sorted()
			.limit(5)
			.collect(Collectors.joining(", "));
		return whom.isEmpty() ? Text.of("project.team-of-others-ask-ops", form.team())
				: Text.of("project.team-of-others", form.team(), whom);
	}

	@Override
	public Owner owner(NewProject form, Requester requester) {
		return Owner.team(team(form));
	}

	@Override
	public List<Usage> usage(NewProject form) {
		List<Usage> usage = new ArrayList<>();
		this.gitlab.find(path(form)).ifPresent((project) -> {
			usage.add(new Usage("project.usage.page", project.webUrl().toString()));
			if (project.sshUrl() != null) {
				usage.add(new Usage("project.usage.ssh", "git clone " + project.sshUrl()));
			}
			if (project.httpUrl() != null) {
				usage.add(new Usage("project.usage.https", "git clone " + project.httpUrl()));
			}
		});
		usage.add(new Usage("project.usage.cluster",
				"kubectl config set-context --current --namespace=" + form.namespace()));
		usage.add(new Usage("project.usage.secrets", this.vault.listCommand(path(form))));
		usage.add(new Usage("project.usage.libraries", this.vault.readCommand(deployToken(form))));
		return usage;
	}

	@Override
	public Optional<Integer> quota(Requester requester) {
		return Optional.of(this.properties.perPerson());
	}

	private String team(NewProject form) {
		return this.gitlab.teamsGroup() + "/" + form.team();
	}

	private String path(NewProject form) {
		return team(form) + "/" + form.name();
	}

	private String deployToken(NewProject form) {
		return path(form) + "/deploy-token";
	}

}
