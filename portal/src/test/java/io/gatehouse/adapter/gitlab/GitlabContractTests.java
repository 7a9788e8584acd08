package io.gatehouse.adapter.gitlab;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.gatehouse.request.ExternalSystem.Refused;
import io.gatehouse.request.Outcome;
import io.gatehouse.request.Resource;
import io.gatehouse.request.Text;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static io.gatehouse.adapter.gitlab.DeployTokenScope.READ_PACKAGE_REGISTRY;
import static io.gatehouse.adapter.gitlab.DeployTokenScope.READ_REPOSITORY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What the adapter promises, before any GitLab: see {@link GitlabUnderTest}. */
class GitlabContractTests {

	private static final TestContext CONTEXT = TestContext.plain();

	private static GitlabUnderTest test;

	private static Gitlab gitlab;

	@BeforeAll
	static void start() {
		test = GitlabUnderTest.any();
		gitlab = test.gitlab;
	}

	@AfterAll
	static void stop() {
		test.close();
	}

	@Test
	void answersAProbe() {
		gitlab.probe();
		assertThat(gitlab.health().up()).isTrue();
		assertThat(gitlab.health().latency()).isPositive();
	}

	@Test
	void createsAGroupOnceAndUpdatesItsVisibility() {
		GitlabGroup group = gitlab.group(test.fresh("team")).visibility(Visibility.PRIVATE);
		assertThat(group.read(CONTEXT).present()).isFalse();
		Carried.out(group, CONTEXT);
		assertThat(group.apply(CONTEXT)).isEqualTo(Outcome.done());
		assertThat(group.read(CONTEXT).link()).isNotNull();
		assertThat(gitlab.groupExists(group.key().name())).isTrue();
		group.remove(CONTEXT);
	}

	@Test
	void marksAGroupForDeletionOnlyWhenItIsEmpty() {
		GitlabGroup group = gitlab.group(test.fresh("team"));
		Carried.out(group, CONTEXT);
		GitlabProject project = gitlab.project(group.key().name() + "/api");
		Carried.out(project, CONTEXT);
		assertThat(group.remove(CONTEXT)).isEqualTo(Outcome.done());
		assertThat(group.read(CONTEXT).present()).isTrue();
		project.remove(CONTEXT);
		assertThat(group.remove(CONTEXT)).isEqualTo(Outcome.done());
		assertThat(group.read(CONTEXT).present()).isFalse();
		assertThat(group.remove(CONTEXT)).isEqualTo(Outcome.done());
	}

	@Test
	void leavesAGroupThatWasThereBefore() {
		GitlabGroup group = gitlab.group(test.fresh("team"));
		Carried.out(group, CONTEXT);
		TestContext later = CONTEXT.after(group.read(CONTEXT));
		assertThat(group.remove(later)).isEqualTo(Outcome.done());
		assertThat(group.read(later).present()).isTrue();
		assertThat(group.removalNote(later).orElseThrow().key()).isEqualTo("gitlab.group.stays");
		group.remove(CONTEXT);
	}

	@Test
	void saysThatTheGroupAboveIsMissing() {
		String path = test.fresh("none") + "/team";
		assertThat(gitlab.group(path).apply(CONTEXT)).isEqualTo(failed("gitlab.parent-missing", Places.parent(path)));
		assertThat(gitlab.project(path).apply(CONTEXT)).isEqualTo(failed("gitlab.parent-missing", Places.parent(path)));
	}

	@Test
	void createsAProjectWithItsProtections() {
		GitlabProject project = fullProject(test.fresh("api"));
		assertThat(project.read(CONTEXT).present()).isFalse();
		Carried.out(project, CONTEXT);
		assertThat(project.apply(CONTEXT)).isEqualTo(Outcome.done());
		assertThat(gitlab.find(project.key().name())).hasValueSatisfying((info) -> {
			assertThat(info.path()).isEqualTo(project.key().name());
			assertThat(info.webUrl().toString()).endsWith(info.path());
		});
		assertThat(project.read(CONTEXT).attributes()).containsEntry("visibility", "private")
			.containsEntry("default branch", "main");
		project.remove(CONTEXT);
	}

	@Test
	void mendsAProjectThatWasChanged() {
		String path = test.fresh("api");
		Carried.out(gitlab.project(path), CONTEXT);
		GitlabProject wanted = fullProject(path);
		assertThat(Carried.isAsDesired(wanted, CONTEXT)).isFalse();
		Carried.out(wanted, CONTEXT);
		wanted.remove(CONTEXT);
	}

	@Test
	void replacesAProtectionOfAnotherShape() {
		String path = test.fresh("api");
		Carried.out(gitlab.project(path), CONTEXT);
		String id = Long.toString(new Places(test.client).project(path).orElseThrow().id());
		test.client.post(CONTEXT, Map.of("name", "main", "push_access_level", 0, "merge_access_level", 40),
				List.of("projects", id, "protected_branches"), 409);
		test.client.post(CONTEXT, Map.of("name", "v*", "create_access_level", 30),
				List.of("projects", id, "protected_tags"));
		GitlabProject wanted = fullProject(path);
		assertThat(wanted.read(CONTEXT).attributes())
			.containsEntry("protected branch main", "push: nobody; merge: maintainers")
			.containsEntry("protected tags v*", "create: developers and maintainers");
		Carried.out(wanted, CONTEXT);
		wanted.remove(CONTEXT);
	}

	@Test
	void findsAProjectWhateverTheCase() {
		String path = test.fresh("Api");
		Carried.out(gitlab.project(path), CONTEXT);
		assertThat(gitlab.find(path.toLowerCase(Locale.ROOT)).orElseThrow().path()).isEqualTo(path);
		gitlab.project(path).remove(CONTEXT);
	}

	@Test
	void takesADoomedProjectForAbsentAndCreatesANewOne() {
		GitlabProject project = fullProject(test.fresh("api"));
		Carried.out(project, CONTEXT);
		long doomed = new Places(test.client).project(project.key().name()).orElseThrow().id();
		assertThat(project.removalNote(CONTEXT).orElseThrow().key()).isEqualTo("gitlab.project.kept");
		assertThat(project.remove(CONTEXT)).isEqualTo(Outcome.done());
		assertThat(project.read(CONTEXT).present()).isFalse();
		assertThat(project.remove(CONTEXT)).isEqualTo(Outcome.done());
		assertThat(gitlab.find(project.key().name())).isEmpty();
		Carried.out(project, CONTEXT);
		assertThat(new Places(test.client).project(project.key().name()).orElseThrow().id()).isNotEqualTo(doomed);
		project.remove(CONTEXT);
	}

	@Test
	void commitsFirstFilesOnce() {
		GitlabProject project = fullProject(test.fresh("api"));
		Carried.out(project, CONTEXT);
		GitlabFirstCommit commit = gitlab.firstCommit(project.key().name(),
				Map.of("README.md", "# API\n", ".gitlab-ci.yml", "include: []\n"));
		assertThat(commit.desired()).containsEntry("files", ".gitlab-ci.yml, README.md");
		assertThat(commit.read(CONTEXT).present()).isFalse();
		Carried.out(commit, CONTEXT);
		assertThat(commit.apply(CONTEXT)).isEqualTo(Outcome.done());
		Carried.assertAsDesired(project, CONTEXT);
		assertThat(commit.remove(CONTEXT)).isEqualTo(Outcome.done());
		assertThat(commit.read(CONTEXT).present()).isTrue();
		project.remove(CONTEXT);
	}

	@Test
	void grantsAndEndsAMembership() {
		GitlabProject project = fullProject(test.fresh("api"));
		Carried.out(project, CONTEXT);
		String path = project.key().name();
		GitlabMembership membership = gitlab.membership(path, test.username, AccessRole.DEVELOPER).endsWithGrant();
		Instant end = Instant.now().plus(10, ChronoUnit.DAYS);
		assertThat(membership.read(CONTEXT).present()).isFalse();
		Carried.out(membership, CONTEXT.ending(end));
		assertThat(gitlab.roleOf(path, test.username)).contains(AccessRole.DEVELOPER);
		LocalDate net = LocalDate.parse(membership.read(CONTEXT).attributes().get("until"));
		assertThat(net).isAfter(LocalDate.ofInstant(end, ZoneOffset.UTC));
		Instant later = end.plus(5, ChronoUnit.DAYS);
		assertThat(Carried.isAsDesired(membership, CONTEXT.ending(later))).isFalse();
		Carried.out(membership, CONTEXT.ending(later));
		assertThat(membership.remove(CONTEXT.ending(later))).isEqualTo(Outcome.done());
		assertThat(membership.read(CONTEXT).present()).isFalse();
		assertThat(gitlab.roleOf(path, test.username)).isEmpty();
		assertThat(membership.remove(CONTEXT)).isEqualTo(Outcome.done());
		project.remove(CONTEXT);
	}

	@Test
	void putsBackAMembershipAsItWas() {
		GitlabProject project = fullProject(test.fresh("api"));
		Carried.out(project, CONTEXT);
		String path = project.key().name();
		Instant own = Instant.now().plus(60, ChronoUnit.DAYS);
		Carried.out(gitlab.membership(path, test.username, AccessRole.REPORTER).endsWithGrant(), CONTEXT.ending(own));
		GitlabMembership more = gitlab.membership(path, test.username, AccessRole.MAINTAINER).endsWithGrant();
		Resource.State before = more.read(CONTEXT);
		TestContext granted = CONTEXT.ending(Instant.now().plus(2, ChronoUnit.DAYS)).after(before);
		Carried.out(more, granted);
		assertThat(gitlab.maintainers(path)).contains(test.username);
		assertThat(more.remove(granted)).isEqualTo(Outcome.done());
		assertThat(more.read(CONTEXT)).isEqualTo(before);
		project.remove(CONTEXT);
	}

	@Test
	void putsBackAMembershipThatHadNoEnd() {
		GitlabProject project = fullProject(test.fresh("api"));
		Carried.out(project, CONTEXT);
		String path = project.key().name();
		Carried.out(gitlab.membership(path, test.username, AccessRole.GUEST), CONTEXT);
		GitlabMembership more = gitlab.membership(path, test.username, AccessRole.DEVELOPER).endsWithGrant();
		Resource.State before = more.read(CONTEXT);
		TestContext granted = CONTEXT.ending(Instant.now().plus(2, ChronoUnit.DAYS)).after(before);
		Carried.out(more, granted);
		Resource recorded = gitlab.recorded(more.key(), more.desired());
		assertThat(recorded.remove(granted)).isEqualTo(Outcome.done());
		assertThat(more.read(CONTEXT).attributes()).containsEntry("role", "guest").containsOnlyKeys("role", "account");
		project.remove(CONTEXT);
	}

	@Test
	void saysThatAPersonIsUnknown() {
		GitlabProject project = gitlab.project(test.fresh("api"));
		Carried.out(project, CONTEXT);
		GitlabMembership membership = gitlab.membership(project.key().name(), "nobody-of-this-name", AccessRole.GUEST);
		assertThat(membership.read(CONTEXT).present()).isFalse();
		assertThat(membership.apply(CONTEXT)).isEqualTo(failed("gitlab.user.unknown", "nobody-of-this-name"));
		project.remove(CONTEXT);
	}

	@Test
	void storesADeployTokenAndRevokesIt() {
		GitlabProject project = gitlab.project(test.fresh("api"));
		Carried.out(project, CONTEXT);
		String secret = project.key().name() + "/deploy-token";
		GitlabDeployToken token = gitlab.deployToken(project.key().name(), "libraries")
			.scopes(READ_REPOSITORY, READ_PACKAGE_REGISTRY)
			.storedIn(test.secrets, secret);
		assertThat(token.read(CONTEXT).present()).isFalse();
		Carried.out(token, CONTEXT);
		Map<String, String> first = test.secrets.values.get(secret);
		assertThat(first).containsOnlyKeys("username", "token");
		assertThat(token.apply(CONTEXT)).isEqualTo(Outcome.done());
		assertThat(test.secrets.values.get(secret)).isEqualTo(first);
		assertThat(token + " " + token.read(CONTEXT) + token.desired()).doesNotContain(first.get("token"));

		GitlabDeployToken narrower = gitlab.deployToken(project.key().name(), "libraries")
			.scopes(READ_REPOSITORY)
			.storedIn(test.secrets, secret);
		assertThat(Carried.isAsDesired(narrower, CONTEXT)).isFalse();
		Carried.out(narrower, CONTEXT);
		assertThat(test.secrets.values.get(secret)).isNotEqualTo(first);

		Resource recorded = gitlab.recorded(narrower.key(), narrower.desired());
		Carried.assertAsDesired(recorded, CONTEXT);
		assertThat(recorded.remove(CONTEXT)).isEqualTo(Outcome.done());
		assertThat(test.secrets.values).doesNotContainKey(secret);
		assertThat(recorded.read(CONTEXT).present()).isFalse();
		assertThat(recorded.remove(CONTEXT)).isEqualTo(Outcome.done());
		project.remove(CONTEXT);
	}

	@Test
	void givesEveryResourceBackFromItsRecord() {
		String path = test.fresh("api");
		for (Resource resource : new Resource[] { gitlab.group(path).visibility(Visibility.INTERNAL), fullProject(path),
				gitlab.firstCommit(path, Map.of("README.md", "#")),
				gitlab.membership(path, test.username, AccessRole.REPORTER).endsWithGrant(),
				gitlab.deployToken(path, "name").scopes(READ_REPOSITORY).storedIn(test.secrets, "a/b") }) {
			Resource recorded = gitlab.recorded(resource.key(), resource.desired());
			assertThat(recorded.key()).isEqualTo(resource.key());
			assertThat(recorded.desired()).isEqualTo(resource.desired());
			assertThat(recorded.shared()).isEqualTo(resource.shared());
			assertThat(recorded.read(CONTEXT).present()).isFalse();
			assertThat(recorded.remove(CONTEXT)).isEqualTo(Outcome.done());
		}
	}

	@Test
	void tellsARefusalInGitlabsWords() {
		String path = test.fresh("api");
		Carried.out(gitlab.project(path), CONTEXT);
		String id = Long.toString(new Places(test.client).project(path).orElseThrow().id());
		assertThatExceptionOfType(Refused.class)
			.isThrownBy(() -> test.client.post(CONTEXT, Map.of("name", "x", "scopes", List.of()),
					List.of("projects", id, "deploy_tokens")))
			.satisfies((refused) -> assertThat(refused.words().key()).isEqualTo("gitlab.refused"));
		gitlab.project(path).remove(CONTEXT);
	}

	@Test
	void findsAnAccountAndNoOther() {
		assertThat(test.directory.account(test.username)).hasValueSatisfying((account) -> {
			assertThat(account.username()).isEqualTo(test.username);
			assertThat(account.blocked()).isFalse();
		});
		assertThat(test.directory.account("nobody-of-this-name")).isEmpty();
		assertThat(test.directory.subgroups("nothing/at-all")).isEmpty();
	}

	private static GitlabProject fullProject(String path) {
		return gitlab.project(path)
			.visibility(Visibility.PRIVATE)
			.defaultBranch("main")
			.protectedBranch("main")
			.protectedTags("v*")
			.mergesOnlyWhenPipelineSucceeds();
	}

	private static Outcome failed(String key, Object... arguments) {
		return Outcome.failed(Text.of(key, arguments));
	}

}
