package io.gatehouse.adapter.gitlab;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.gatehouse.adapter.GuardLimits;
import io.gatehouse.request.ExternalSystem.Refused;
import io.gatehouse.request.ExternalSystem.Unavailable;
import io.gatehouse.request.Outcome;
import io.gatehouse.request.Resource;
import io.gatehouse.request.Text;
import io.gatehouse.sandbox.http.Exchange;
import io.gatehouse.sandbox.http.Faults;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What the adapter does where GitLab, or the way to it, fails; before the stand-in. */
class GitlabFaultTests {

	/** How many writes {@link #plan} takes. */
	private static final int WRITES = 7;

	private static final String SECRET = "teams/fresh/api/deploy-token";

	private static final TestContext CONTEXT = TestContext.plain().ending(Instant.now().plus(3, ChronoUnit.DAYS));

	private GitlabUnderTest test = GitlabUnderTest.standIn();

	@AfterEach
	void stop() {
		this.test.close();
	}

	private List<Resource> plan() {
		Gitlab gitlab = this.test.gitlab;
		return List.of(gitlab.group("teams/fresh").visibility(Visibility.PRIVATE),
				gitlab.project("teams/fresh/api")
					.visibility(Visibility.PRIVATE)
					.defaultBranch("main")
					.protectedBranch("main")
					.protectedTags("v*")
					.mergesOnlyWhenPipelineSucceeds(),
				gitlab.membership("teams/fresh/api", "otto", AccessRole.MAINTAINER).endsWithGrant(),
				gitlab.deployToken("teams/fresh/api", "libraries")
					.scopes(DeployTokenScope.READ_REPOSITORY)
					.storedIn(this.test.secrets, SECRET),
				gitlab.firstCommit("teams/fresh/api", Map.of("README.md", "# API\n")));
	}

	static Stream<Arguments> cuts() {
		Map<String, Faults.Fault> faults = Map.of("dropped", Faults.Fault.drop(), "reply lost",
				Faults.Fault.loseReply(), "502", Faults.Fault.answer(502, "<html>Bad gateway</html>"));
		return faults.entrySet()
			.stream()
			.flatMap((fault) -> IntStream.rangeClosed(1, WRITES)
				.mapToObj((write) -> Arguments.of(write, fault.getKey(), fault.getValue())));
	}

	@ParameterizedTest(name = "write {0} {1}")
	@MethodSource("cuts")
	void carriesAPlanOutOnceWhateverWriteIsCutOff(int write, String name, Faults.Fault fault) {
		AtomicInteger writes = new AtomicInteger();
		this.test.faults.next(1, (exchange) -> isWrite(exchange) && writes.incrementAndGet() == write, fault);
		AtomicInteger told = new AtomicInteger();
		plan().forEach((resource) -> untilAvailable(() -> {
			Carried.out(resource, CONTEXT);
			return null;
		}, told));

		assertThat(told).hasValue(1);
		plan().forEach((resource) -> Carried.assertAsDesired(resource, CONTEXT));
		assertThat(this.test.server().project("teams/fresh/api")).hasValueSatisfying((project) -> {
			assertThat(project.commits()).hasSize(1);
			assertThat(project.deployTokens()).containsExactly("libraries");
			assertThat(project.members()).containsKey("otto");
		});
		assertThat(this.test.server().group("teams/fresh").orElseThrow().projects()).hasSize(1);
	}

	@ParameterizedTest(name = "write {0} {1}")
	@MethodSource("cuts")
	void takesAPlanAwayWhateverWriteIsCutOff(int write, String name, Faults.Fault fault) {
		plan().forEach((resource) -> Carried.out(resource, CONTEXT));
		AtomicInteger writes = new AtomicInteger();
		AtomicInteger told = new AtomicInteger();
		this.test.faults.next(1, (exchange) -> isWrite(exchange) && writes.incrementAndGet() == write, fault);
		plan().reversed()
			.forEach((resource) -> assertThat(untilAvailable(() -> resource.remove(CONTEXT), told))
				.isEqualTo(Outcome.done()));

		// Membership, deploy token, project and group: four writes take all of it away.
		assertThat(told).hasValue((write <= 4) ? 1 : 0);
		assertThat(plan()).allMatch((resource) -> !resource.read(CONTEXT).present());
		assertThat(this.test.secrets.values).isEmpty();
		assertThat(this.test.server().group("teams/fresh")).isEmpty();
	}

	@Test
	void sendsAWriteOnceWhereItsReplyIsLost() {
		Carried.out(this.test.gitlab.project("teams/api"), CONTEXT);
		this.test.faults.next(1, "POST", ".*/deploy_tokens", Faults.Fault.loseReply());
		assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> token("teams/api").apply(CONTEXT));
		assertThat(tokens("teams/api")).hasSize(1);
		assertThat(this.test.secrets.values).isEmpty();
		assertThat(token("teams/api").read(CONTEXT).present()).isFalse();
		Carried.out(token("teams/api"), CONTEXT);
		assertThat(tokens("teams/api")).hasSize(1);
	}

	@Test
	void revokesATokenThatCanNotBeStored() {
		Carried.out(this.test.gitlab.project("teams/api"), CONTEXT);
		IllegalStateException sealed = new IllegalStateException("sealed");
		this.test.secrets.fault = sealed;
		assertThatThrownBy(() -> token("teams/api").apply(CONTEXT)).isSameAs(sealed);
		assertThat(tokens("teams/api")).isEmpty();
	}

	@Test
	void endsATokenThatCouldBeNeitherStoredNorRevoked() {
		Carried.out(this.test.gitlab.project("teams/api"), CONTEXT);
		this.test.secrets.fault = new IllegalStateException("sealed");
		this.test.faults.next(1, "DELETE", ".*/deploy_tokens/.*", Faults.Fault.drop());
		assertThatThrownBy(() -> token("teams/api").apply(CONTEXT)).hasMessage("sealed")
			.satisfies((fault) -> assertThat(fault.getSuppressed()).hasSize(1));
		assertThat(tokens("teams/api")).hasSize(1);
		this.test.secrets.fault = null;
		Carried.out(token("teams/api"), CONTEXT);
		assertThat(tokens("teams/api")).hasSize(1);
	}

	@Test
	void writesNothingForAWorkerThatWasOvertaken() {
		IllegalStateException overtaken = new IllegalStateException("overtaken");
		TestContext stale = CONTEXT.fenced(() -> {
			throw overtaken;
		});
		assertThatThrownBy(() -> plan().getFirst().apply(stale)).isSameAs(overtaken);
		assertThat(this.test.server().group("teams/fresh")).isEmpty();
		assertThat(this.test.gitlab.health().recent()).isEmpty();
	}

	@Test
	void storesNoTokenForAWorkerThatWasOvertakenWhileItWasMade() {
		Carried.out(this.test.gitlab.project("teams/api"), CONTEXT);
		AtomicInteger writes = new AtomicInteger();
		TestContext stale = CONTEXT.fenced(() -> {
			if (writes.incrementAndGet() > 1) {
				throw new IllegalStateException("overtaken");
			}
		});
		assertThatThrownBy(() -> token("teams/api").apply(stale)).hasMessage("overtaken");
		assertThat(tokens("teams/api")).isEmpty();
		assertThat(this.test.secrets.values).isEmpty();
	}

	@Test
	void doesNotTouchAProjectThatSomebodyElseMadeMeanwhile() {
		GitlabProject project = this.test.gitlab.project("teams/payments/ledger").visibility(Visibility.INTERNAL);
		// The first look is answered as it was before the other one came.
		this.test.faults.next(1, "GET", ".*/projects/teams%2Fpayments%2Fledger",
				Faults.Fault.answer(404, Map.of("message", "404 Project Not Found")));
		assertThat(project.apply(CONTEXT))
			.isEqualTo(Outcome.failed(Text.of("gitlab.project.taken", "teams/payments/ledger")));
		assertThat(this.test.server().project("teams/payments/ledger").orElseThrow().visibility()).isEqualTo("private");
	}

	@Test
	void waitsWhileGitlabDestroysAProjectOfThatName() {
		this.test.faults.next(1, "POST", ".*/projects", Faults.Fault.answer(400, Map.of("message",
				Map.of("base", List.of("The project is still being deleted. Please try again later.")))));
		assertThat(this.test.gitlab.project("teams/api").apply(CONTEXT)).isInstanceOf(Outcome.RetryAfter.class);
	}

	@Test
	void saysThatGitlabLoweredTheVisibility() {
		assertThat(this.test.gitlab.project("teams/api").visibility(Visibility.PUBLIC).apply(CONTEXT))
			.isEqualTo(Outcome.failed(Text.of("gitlab.visibility-lowered", "teams/api", "public", "private")));
	}

	@Test
	void saysThatARoleIsHeldThroughAGroupAlready() {
		assertThat(this.test.gitlab.membership("teams/payments/ledger", "dana", AccessRole.REPORTER).apply(CONTEXT))
			.isEqualTo(Outcome
				.failed(Text.of("gitlab.membership.inherited", "dana", "reporter", "teams/payments/ledger")));
	}

	@Test
	void takesAwayAMembershipThatAGroupExceedsByNow() {
		this.test.server().addToGroup("otto", "teams/speech", 10);
		GitlabMembership grant = this.test.gitlab.membership("teams/speech/asr", "otto", AccessRole.MAINTAINER);
		Carried.out(this.test.gitlab.membership("teams/speech/asr", "otto", AccessRole.REPORTER), CONTEXT);
		TestContext granted = CONTEXT.after(grant.read(CONTEXT));
		Carried.out(grant, granted);
		this.test.server().addToGroup("otto", "teams/speech", 30);
		assertThat(grant.remove(granted)).isEqualTo(Outcome.done());
		assertThat(grant.read(CONTEXT).present()).isFalse();
		assertThat(this.test.gitlab.roleOf("teams/speech/asr", "otto")).contains(AccessRole.DEVELOPER);
	}

	@Test
	void grantsNothingToSomebodyWhoIsBlocked() {
		this.test.server().blockUser("otto");
		assertThat(this.test.gitlab.membership("teams/speech/asr", "otto", AccessRole.GUEST).apply(CONTEXT))
			.isEqualTo(Outcome.failed(Text.of("gitlab.user.blocked", "otto")));
	}

	@Test
	void tellsHowLongGitlabWantsToBeLeftAlone() {
		this.test.faults.next(1, "GET", ".*/version", Faults.Fault.retryLater(Duration.ofSeconds(40)));
		assertThatExceptionOfType(Unavailable.class).isThrownBy(this.test.gitlab::probe).satisfies((fault) -> {
			assertThat(fault.words().key()).isEqualTo("gitlab.too-many-calls");
			assertThat(fault.retryAfter()).isEqualTo(Duration.ofSeconds(40));
		});
	}

	@Test
	void tellsThatItsTokenIsNoLongerAccepted() {
		this.test.faults.next(1, "GET", ".*/version",
				Faults.Fault.answer(401, Map.of("error", "invalid_token", "error_description", "Token was revoked.")));
		assertThatExceptionOfType(Refused.class).isThrownBy(this.test.gitlab::probe)
			.satisfies((fault) -> assertThat(fault.words().key()).isEqualTo("gitlab.token-refused"));
	}

	@Test
	void followsNoRedirect() {
		this.test.faults.next(1, "GET", ".*/version",
				new Faults.Answer(302, "", Map.of("Location", this.test.server().uri() + "/api/v4/version?elsewhere")));
		assertThatExceptionOfType(Refused.class).isThrownBy(this.test.gitlab::probe)
			.satisfies((fault) -> assertThat(fault.words()).isEqualTo(Text.of("gitlab.redirected", 302)));
	}

	@Test
	void takesAProxysPageForNoAnswer() {
		this.test.faults.next(1, "GET", ".*/projects/.*", Faults.Fault.answer(200, "<html>Maintenance</html>"));
		assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> this.test.gitlab.find("teams/payments/ledger"))
			.satisfies((fault) -> assertThat(fault.words()).isEqualTo(Text.of("gitlab.garbled")));
	}

	@Test
	void givesUpOnASlowAnswerInTime() {
		this.test.close();
		this.test = GitlabUnderTest.standIn(new GuardLimits(Duration.ofSeconds(1), Duration.ofMillis(300), 4,
				Duration.ofSeconds(1), 6, Duration.ofSeconds(20)));
		this.test.faults.next(1, "GET", ".*/projects/.*", Faults.Fault.hang(Duration.ofSeconds(20)));
		long start = System.nanoTime();
		assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> this.test.gitlab.find("teams/payments/ledger"))
			.satisfies((fault) -> assertThat(fault.words()).isEqualTo(Text.of("gitlab.too-slow")));
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
	}

	@Test
	void opensItsCircuitAndTellsSo() {
		Predicate<Exchange> all = Faults.requests("*", ".*");
		this.test.faults.next(6, all, Faults.Fault.answer(503, "down"));
		for (int call = 0; call < 6; call++) {
			assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> this.test.gitlab.groupExists("teams"));
		}
		assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> this.test.gitlab.groupExists("teams"))
			.satisfies((fault) -> assertThat(fault.words().key()).isEqualTo("system.circuit-open"));
		assertThat(this.test.gitlab.health().up()).isFalse();
		assertThat(this.test.gitlab.health().nextTry()).isAfter(Instant.now());
		assertThat(this.test.gitlab.health().recent()).first()
			.satisfies((fault) -> assertThat(fault.words()).isEqualTo(Text.of("gitlab.faulty", 503)));
		this.test.gitlab.probe();
		assertThat(this.test.gitlab.groupExists("teams")).isTrue();
	}

	@Test
	void showsItsTokenNowhere() {
		assertThat(this.test.properties.toString()).doesNotContain(this.test.properties.token());
		assertThat(this.test.gitlab.toString()).doesNotContain(this.test.properties.token());
	}

	private GitlabDeployToken token(String project) {
		return this.test.gitlab.deployToken(project, "libraries")
			.scopes(DeployTokenScope.READ_REPOSITORY)
			.storedIn(this.test.secrets, SECRET);
	}

	private List<String> tokens(String project) {
		return this.test.server().project(project).orElseThrow().deployTokens();
	}

	private static boolean isWrite(Exchange exchange) {
		return !exchange.method().equals("GET");
	}

	private static <T> T untilAvailable(Supplier<T> work, AtomicInteger told) {
		while (true) {
			try {
				return work.get();
			}
			catch (Unavailable ex) {
				assertThat(told.incrementAndGet()).isLessThan(5);
			}
		}
	}

}
