package io.gatehouse.access;

import java.time.Duration;
import java.util.Set;

import io.gatehouse.OnStage;
import io.gatehouse.Stage;
import io.gatehouse.adapter.gitlab.AccessRole;
import io.gatehouse.identity.Role;
import io.gatehouse.request.ApprovalPolicy;
import io.gatehouse.request.RequestType.Owner;
import io.gatehouse.request.RequestType.Verb;
import io.gatehouse.request.Requester;
import io.gatehouse.request.Resource;
import io.gatehouse.request.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

@OnStage
class AccessRequestTypeTests {

	private static final String LEDGER = "teams/payments/ledger";

	private static final Requester OLGA = new Requester("olga", "Olga Ops", Set.of("platform"), Set.of(Role.OPS));

	@Autowired
	AccessRequestType type;

	@Autowired
	Stage stage;

	@Test
	void plansOneMembershipThatEndsWithTheGrant() {
		assertThat(this.type.plan(form("Otto", AccessRole.DEVELOPER), OLGA).resources()).singleElement()
			.satisfies((resource) -> {
				assertThat(resource.key()).isEqualTo(new Resource.Key("gitlab", "membership", LEDGER + "/-/otto"));
				assertThat(resource.desired()).containsEntry("role", "developer").containsKey("until");
			});
	}

	@ParameterizedTest
	@EnumSource(value = Verb.class, names = { "CREATE", "CHANGE", "RENEW", "TRANSFER", "REPAIR" })
	void isApprovedByAMaintainerOrOpsButNotByTheOneWhoGains(Verb verb) {
		ApprovalPolicy policy = this.type.approval(form("Otto", AccessRole.DEVELOPER), verb, OLGA);
		assertThat(policy.excluded()).containsExactly("otto");
		assertThat(policy.seats()).singleElement().satisfies((seat) -> {
			assertThat(seat.anyOf()).contains(ApprovalPolicy.role(Role.OPS));
			assertThat(seat.anyOf()).filteredOn(ApprovalPolicy.Named.class::isInstance)
				.singleElement()
				.satisfies((named) -> {
					assertThat(((ApprovalPolicy.Named) named).label()).isEqualTo(Text.of("access.maintainers", LEDGER));
					assertThat(((ApprovalPolicy.Named) named).usernames()).contains("mira")
						.doesNotContain("dana", "otto");
				});
		});
	}

	@Test
	void isGivenBackByNobodysLeave() {
		assertThat(this.type.approval(form("otto", AccessRole.GUEST), Verb.REVOKE, OLGA))
			.isEqualTo(ApprovalPolicy.none());
	}

	@Test
	void refusesSomebodyWhomGitlabLetsInNoMore() {
		this.stage.gitlab().blockUser("denis");
		try {
			assertThat(this.type.check(form("denis", AccessRole.GUEST), Verb.CREATE, OLGA)).singleElement()
				.satisfies((problem) -> {
					assertThat(problem.field()).isEqualTo("person");
					assertThat(problem.text().key()).isEqualTo("access.person-blocked");
				});
		}
		finally {
			this.stage.gitlab().unblockUser("denis");
		}
	}

	@Test
	void refusesARoleThatTheTeamGivesAlsoOnAChange() {
		assertThat(this.type.check(form("dana", AccessRole.DEVELOPER), Verb.CHANGE, OLGA)).singleElement()
			.satisfies((problem) -> {
				assertThat(problem.field()).isEqualTo("role");
				assertThat(problem.text())
					.isEqualTo(Text.of("access.has-through-group", "dana", AccessRole.DEVELOPER, "teams/payments"));
			});
		assertThat(this.type.check(form("dana", AccessRole.MAINTAINER), Verb.CREATE, OLGA)).isEmpty();
	}

	@Test
	void belongsToTheOneWhoGetsItForAsLongAsAskedFor() {
		assertThat(this.type.owner(form("Otto", AccessRole.GUEST), OLGA)).isEqualTo(Owner.person("otto"));
		assertThat(this.type.lifetime(form("otto", AccessRole.GUEST))).contains(Duration.ofDays(7));
	}

	@Test
	void tellsGuestsNothingToClone() {
		assertThat(this.type.usage(form("otto", AccessRole.GUEST))).hasSize(1);
		assertThat(this.type.usage(form("otto", AccessRole.REPORTER))).hasSize(3);
	}

	private static ProjectAccess form(String person, AccessRole role) {
		return new ProjectAccess(LEDGER, person, role, Duration.ofDays(7));
	}

}
