package io.gatehouse.web;

import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;

import io.gatehouse.identity.MemoryDirectory;
import io.gatehouse.sandbox.LoopbackPorts;
import io.gatehouse.sandbox.gitlab.GitlabStandIn;
import io.gatehouse.sandbox.http.Faults;

import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;

/**
 * Starts a stand-in for GitLab, and with it a directory of the same people, whose groups
 * a test changes at will.
 */
class TestGitlab implements ApplicationContextInitializer<GenericApplicationContext> {

	@Override
	public void initialize(GenericApplicationContext context) {
		int port = LoopbackPorts.free();
		URI portal = URI.create("http://localhost:" + port);
		Faults faults = Faults.none();
		GitlabStandIn gitlab = GitlabStandIn.start(new GitlabStandIn.Settings(0, null, "portal", "s3cret&=+ü",
				List.of(portal + "/login/oauth2/code/gitlab"), "admin-token", Clock.systemUTC()), faults);
		context.addApplicationListener((event) -> {
			if (event instanceof ContextClosedEvent) {
				gitlab.close();
			}
		});
		String registration = "spring.security.oauth2.client.registration.gitlab.";
		context.getEnvironment()
			.getPropertySources()
			.addFirst(new MapPropertySource("test-gitlab",
					Map.of("server.port", port, "gatehouse.url", portal, "gatehouse.gitlab.url", gitlab.uri(),
							registration + "client-id", "portal", registration + "client-secret", "s3cret&=+ü")));
		context.registerBean(GitlabStandIn.class, () -> gitlab, (bean) -> bean.setDestroyMethodName(""));
		context.registerBean(Faults.class, () -> faults);
		context.registerBean(MemoryDirectory.class, () -> directory(gitlab), (bean) -> bean.setPrimary(true));
	}

	private static MemoryDirectory directory(GitlabStandIn gitlab) {
		MemoryDirectory directory = new MemoryDirectory();
		Registry people = new Registry(directory, gitlab);
		people.add("dana", "Dana Dev", "developers", "teams/payments");
		people.add("denis", "Денис Петров", "developers", "teams/speech");
		people.add("mira", "Mira Maintainer", "developers");
		people.add("olga", "Olga Ops", "platform");
		people.add("oscar", "Oscar Ops", "platform");
		people.add("otto", "Otto Outsider");
		return directory;
	}

	/** Gives everybody the id that the stand-in gave them. */
	private record Registry(MemoryDirectory directory, GitlabStandIn gitlab) {

		void add(String username, String name, String... groups) {
			String found = new Browser(this.gitlab.uri())
				.get("/api/v4/users?username=" + username, "PRIVATE-TOKEN", "admin-token")
				.body();
			long id = Long.parseLong(found.replaceFirst("(?s).*\"id\":\\s*(\\d+).*", "$1"));
			this.directory.add(id, username, name, groups);
		}
	}

}
