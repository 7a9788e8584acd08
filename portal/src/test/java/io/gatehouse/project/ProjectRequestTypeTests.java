package io.gatehouse.project;

import java.util.List;
import java.util.Set;

import io.gatehouse.OnStage;
import io.gatehouse.Stage;
import io.gatehouse.identity.People;
import io.gatehouse.identity.Role;
import io.gatehouse.request.ApprovalPolicy;
import io.gatehouse.request.RequestType.Owner;
import io.gatehouse.request.RequestType.Problem;
import io.gatehouse.request.RequestType.Verb;
import io.gatehouse.request.Requester;
import io.gatehouse.request.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

@OnStage
class ProjectRequestTypeTests {

	private static final Requester DANA = new Requester("dana", "Dana Dev", Set.of("developers", "teams/payments"),
			Set.of(Role.DEVELOPER));

	private static final Requester OSCAR = new Requester("oscar", "Oscar Ops", Set.of("platform"),
			Set.of(Role.DEVELOPER, Role.OPS));

	@Autowired
	ProjectRequestType type;

	@Autowired
	People people;

	@Autowired
	Stage stage;

	@Test
	void plansWhatOthersNeedFirst() {
		assertThat(this.type.plan(form("payments", "api"), DANA).resources()).extracting(Resource::key)
			.extracting(Resource.Key::toString)
			.containsExactly("gitlab:group:teams/payments", "gitlab:first member:teams/payments",
					"gitlab:project:teams/payments/api", "gitlab:membership:teams/payments/api/-/dana",
					"vault:secrets:gatehouse/teams/payments/api",
					"gitlab:deploy token:platform/libraries/-/teams/payments/api", "vault:policy:payments-api",
					"kubernetes:namespace:payments-api", "kubernetes:quota:payments-api/gatehouse",
					"kubernetes:limit-range:payments-api/gatehouse",
					"kubernetes:network-policy:payments-api/default-deny",
					"kubernetes:role-binding:payments-api/gatehouse:teams:payments",
					"vault:kubernetes-role:payments-api", "gitlab:first commit:teams/payments/api");
	}

	@Test
	void plansTheSameAgain() {
		assertThat(this.type.plan(form("payments", "api"), DANA).resources()).extracting(Resource::desired)
			.isEqualTo(
					this.type.plan(form("payments", "api"), DANA).resources().stream().map(Resource::desired).toList());
	}

	@ParameterizedTest
	@CsvSource({ "payments, new, name, gitlab.path.reserved", "payments, a--b, name, gitlab.path.adjacent",
			"tree, api, team, gitlab.path.reserved", "p, api, team, gitlab.path.too-short",
			"kube, system, team, kubernetes.name.prefix",
			"a2345678901234567890123456789012345678, b2345678901234567890123456789012, name, kubernetes.name.long" })
	void refusesNamesThatASystemRefuses(String team, String name, String field, String key) {
		assertThat(check(team, name, OSCAR)).singleElement().satisfies((problem) -> {
			assertThat(problem.field()).isEqualTo(field);
			assertThat(problem.text().key()).isEqualTo(key);
		});
	}

	@Test
	void letsMembersAndOpsAskForATeam() {
		assertThat(check("payments", "api", DANA)).isEmpty();
		assertThat(check("payments", "api", OSCAR)).isEmpty();
		assertThat(check("brand-new", "api", DANA)).isEmpty();
	}

	@Test
	void namesThePeopleOfATeamOfOthers() {
		this.people.refresh("mira");
		assertThat(check("speech", "api", DANA)).singleElement().satisfies((problem) -> {
			assertThat(problem.field()).isEqualTo("team");
			assertThat(problem.text().arguments()).containsExactly("speech", "Mira Maintainer");
		});
	}

	@Test
	void isApprovedByOpsWhateverIsDone() {
		for (Verb verb : Verb.values()) {
			assertThat(this.type.approval(form("payments", "api"), verb, DANA))
				.isEqualTo(ApprovalPolicy.by(ApprovalPolicy.role(Role.OPS)));
		}
	}

	@Test
	void belongsToTheTeam() {
		assertThat(this.type.owner(form("payments", "api"), DANA)).isEqualTo(Owner.team("teams/payments"));
		assertThat(this.type.lifetime(form("payments", "api"))).isEmpty();
	}

	@Test
	void saysHowItIsUsed() {
		assertThat(this.type.usage(form("payments", "ledger"))).extracting((usage) -> usage.value())
			.contains("kubectl config set-context --current --namespace=payments-ledger",
					"vault kv list -mount=secret gatehouse/teams/payments/ledger",
					"vault kv get -mount=secret gatehouse/teams/payments/ledger/deploy-token")
			.filteredOn((value) -> value.startsWith("git clone "))
			.hasSize(2);
	}

	private List<Problem> check(String team, String name, Requester requester) {
		return this.type.check(form(team, name), Verb.CREATE, requester);
	}

	private static NewProject form(String team, String name) {
		return new NewProject(team, name, null, NamespaceSize.SMALL);
	}

}
