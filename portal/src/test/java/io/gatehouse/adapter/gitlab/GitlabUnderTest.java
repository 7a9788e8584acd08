package io.gatehouse.adapter.gitlab;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import io.gatehouse.adapter.GuardLimits;
import io.gatehouse.request.SecretStore;
import io.gatehouse.sandbox.gitlab.GitlabStandIn;
import io.gatehouse.sandbox.http.Faults;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

/**
 * The adapter before a GitLab: the stand-in, or the server that the environment names.
 *
 * <p>
 * {@code GATEHOUSE_GITLAB_URL}, {@code GATEHOUSE_GITLAB_TOKEN} (an administrator's),
 * {@code GATEHOUSE_GITLAB_PARENT} (an existing group in which everything is made) and
 * {@code GATEHOUSE_GITLAB_USER} (somebody who is in no group) point at a real server.
 */
final class GitlabUnderTest implements AutoCloseable {

	static final GuardLimits LIMITS = new GuardLimits(Duration.ofSeconds(2), Duration.ofSeconds(10), 16,
			Duration.ofSeconds(5), 6, Duration.ofSeconds(20));

	private static final String TOKEN = "glpat-for-tests-0123456789";

	final @Nullable GitlabStandIn standIn;

	final Faults faults = Faults.none();

	final MemorySecrets secrets = new MemorySecrets();

	final GitlabProperties properties;

	final GitlabClient client;

	final Gitlab gitlab;

	final GitlabDirectory directory;

	final String parent;

	final String username;

	private GitlabUnderTest(@Nullable GuardLimits limits, boolean real) {
		this.standIn = real ? null : GitlabStandIn.start(new GitlabStandIn.Settings(0, null, "portal", "secret",
				List.of("http://localhost/callback"), TOKEN, Clock.systemUTC()), this.faults);
		this.properties = new GitlabProperties(
				(this.standIn != null) ? this.standIn.uri() : URI.create(environment("GATEHOUSE_GITLAB_URL")),
				real ? environment("GATEHOUSE_GITLAB_TOKEN") : TOKEN, null, (limits != null) ? limits : LIMITS,
				"teams");
		this.parent = real ? environment("GATEHOUSE_GITLAB_PARENT") : "teams";
		this.username = real ? environment("GATEHOUSE_GITLAB_USER") : "otto";
		this.client = new GitlabClient(this.properties, Clock.systemUTC());
		this.gitlab = new Gitlab(this.client, this.properties, Clock.systemUTC(),
				new StaticListableBeanFactory(Map.of("secrets", this.secrets)).getBeanProvider(SecretStore.class));
		this.directory = new GitlabDirectory(this.client, Clock.systemUTC());
	}

	/** The real server where one is named, else the stand-in. */
	static GitlabUnderTest any() {
		return new GitlabUnderTest(null, System.getenv("GATEHOUSE_GITLAB_URL") != null);
	}

	static GitlabUnderTest standIn() {
		return new GitlabUnderTest(null, false);
	}

	static GitlabUnderTest standIn(GuardLimits limits) {
		return new GitlabUnderTest(limits, false);
	}

	GitlabStandIn server() {
		return Optional.ofNullable(this.standIn).orElseThrow();
	}

	/** A path below the parent that nobody has used. */
	String fresh(String name) {
		return this.parent + "/" + name + "-" + UUID.randomUUID().toString().substring(0, 8);
	}

	private static String environment(String name) {
		return Optional.ofNullable(System.getenv(name)).orElseThrow(() -> new IllegalStateException("Set " + name));
	}

	@Override
	public void close() {
		this.client.destroy();
		if (this.standIn != null) {
			this.standIn.close();
		}
	}

}
