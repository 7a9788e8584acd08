package io.gatehouse.sandbox.gitlab;

import java.time.Clock;

import org.jspecify.annotations.Nullable;

/** What is there at the first start: people, groups and a few projects. */
final class Seed {

	private final Directory directory;

	private final Accounts accounts;

	private final Clock clock;

	Seed(Directory directory, Clock clock) {
		this.directory = directory;
		this.accounts = new Accounts(directory, clock);
		this.clock = clock;
	}

	void plant() {
		User root = this.accounts.add("root", "Administrator", "root@gitlab.example");
		root.admin = true;
		User bot = this.accounts.add("gatehouse", "Gatehouse", "gatehouse@gitlab.example");
		bot.admin = true;
		bot.bot = true;
		User dana = person("dana", "Dana Dev", "developer in the payments team");
		User denis = person("denis", "Денис Петров", "developer in the speech team");
		User mira = person("mira", "Mira Maintainer", "maintainer of both teams' projects");
		User olga = person("olga", "Olga Ops", "ops, and administrator of the platform");
		User oscar = person("oscar", "Oscar Ops", "ops");
		person("otto", "Otto Outsider", "in no group");

		Group platform = group(null, "Platform", "platform");
		join(platform, Level.OWNER, olga, oscar);
		join(group(platform, "Admins", "admins"), Level.OWNER, olga);
		join(group(null, "Platform administrators", "platform-admins"), Level.OWNER, olga);
		project(platform, "ci-templates", olga);
		project(platform, "libraries", oscar);
		join(group(null, "Developers", "developers"), Level.DEVELOPER, dana, denis, mira);
		Group teams = group(null, "Teams", "teams");
		join(teams, Level.OWNER, bot);
		Group payments = group(teams, "Payments", "payments");
		join(payments, Level.MAINTAINER, mira);
		join(payments, Level.DEVELOPER, dana);
		join(project(payments, "ledger", mira), Level.MAINTAINER, mira);
		Group speech = group(teams, "Speech", "speech");
		join(speech, Level.MAINTAINER, mira);
		join(speech, Level.DEVELOPER, denis);
		project(speech, "asr", mira);
	}

	private User person(String username, String name, String about) {
		User user = this.accounts.add(username, name, username + "@gitlab.example");
		user.about = about;
		user.pickable = true;
		return user;
	}

	private Group group(@Nullable Group parent, String name, String path) {
		return Creation.group(this.directory, parent, name, path, Visibility.PRIVATE, this.clock.instant());
	}

	private void join(Node node, Level level, User... users) {
		for (User user : users) {
			this.accounts.join(node, user, level.value, null, null);
		}
	}

	private Project project(Group group, String name, User author) {
		Project project = Creation.project(this.directory, group, name, name, author, this.clock.instant());
		new Commits(this.directory.state(), project, this.clock).addReadme(author);
		return project;
	}

}
