package io.gatehouse.adapter.gitlab;

import java.time.Duration;
import java.util.stream.IntStream;

import io.gatehouse.identity.Directory.Account;
import io.gatehouse.request.ExternalSystem.Unavailable;
import io.gatehouse.sandbox.http.Faults;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Whom and what the directory finds in the stand-in. */
class GitlabDirectoryTests {

	private static GitlabUnderTest test;

	@BeforeAll
	static void start() {
		test = GitlabUnderTest.standIn();
	}

	@AfterAll
	static void stop() {
		test.close();
	}

	@Test
	void findsTheGroupsOfAPerson() {
		assertThat(test.directory.groupsOf(account("dana"))).containsExactlyInAnyOrder("developers", "teams/payments");
		assertThat(test.directory.groupsOf(account("otto"))).isEmpty();
	}

	@Test
	void findsInheritedGroups() {
		assertThat(test.directory.groupsOf(account("oscar"))).contains("platform", "platform/admins");
	}

	@Test
	void knowsAMembershipThatHasJustBegunInAGroupThatHasJustBeenMade() {
		test.directory.groupsOf(account("mira"));
		test.gitlab.group("teams/brandnew").apply(TestContext.plain());
		test.server().addToGroup("denis", "teams/brandnew", 30);
		assertThat(test.directory.groupsOf(account("denis"))).contains("teams/brandnew");
		test.server().removeFromGroup("denis", "teams/brandnew");
		assertThat(test.directory.groupsOf(account("denis"))).doesNotContain("teams/brandnew");
	}

	@Test
	void listsSubgroupsButNotDoomedOnes() {
		GitlabGroup doomed = test.gitlab.group("teams/doomed");
		doomed.apply(TestContext.plain());
		assertThat(test.directory.subgroups("teams")).contains("teams/doomed", "teams/payments", "teams/speech");
		doomed.remove(TestContext.plain());
		assertThat(test.directory.subgroups("teams")).contains("teams/payments")
			.noneMatch((path) -> path.contains("doomed"));
	}

	@Test
	void readsListsToTheirEnd() {
		GitlabGroup top = test.gitlab.group("platform/many");
		top.apply(TestContext.plain());
		IntStream.range(0, 130)
			.forEach((number) -> test.gitlab.group("platform/many/g" + (1000 + number)).apply(TestContext.plain()));
		assertThat(test.directory.subgroups("platform/many")).hasSize(130);
	}

	@Test
	void tellsWhoIsBlockedAndWhoIsLetInAgain() {
		test.server().blockUser("otto");
		assertThat(test.directory.blocked()).containsExactly(account("otto").id());
		assertThat(account("OTTO").blocked()).isTrue();
		test.server().unblockUser("otto");
		assertThat(test.directory.blocked()).isEmpty();
		assertThat(account("otto").blocked()).isFalse();
	}

	@Test
	void neverTakesAFaultForAnEmptyList() {
		test.faults.next(1, "GET", ".*/users", Faults.Fault.retryLater(Duration.ofSeconds(3)));
		assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> test.directory.blocked());
	}

	/** People type user names, and the client's library has its own idea of these. */
	@ParameterizedTest
	@ValueSource(
			strings = { "{", "dana{b}", "{dana}", "${7*7}", "d%61na", "dana%00", "dana&username=olga", "dana+", "%" })
	void findsNobodyByWhatIsNoName(String username) {
		assertThat(test.directory.account(username)).isEmpty();
	}

	private static Account account(String username) {
		return test.directory.account(username).orElseThrow();
	}

}
