package io.gatehouse.sandbox.gitlab;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** Makes users, their personal namespaces, memberships and tokens. */
final class Accounts {

	private final Directory directory;

	private final Clock clock;

	Accounts(Directory directory, Clock clock) {
		this.directory = directory;
		this.clock = clock;
	}

	/** Adds a user together with the namespace of the same name. */
	User add(String username, String name, String email) {
		User user = bot(username, name, email);
		user.bot = false;
		Group namespace = new Group();
		namespace.id = this.directory.state().next("namespace");
		namespace.ownerId = user.id;
		namespace.name = name;
		namespace.path = username;
		namespace.createdAt = user.createdAt;
		namespace.members.put(user.id, new Member(user.id, Level.OWNER.value, null, user.createdAt, user.id));
		this.directory.state().groups.put(namespace.id, namespace);
		return user;
	}

	/** Adds a user that has no namespace, as those of project tokens. */
	User bot(String username, String name, String email) {
		User user = new User();
		user.id = this.directory.state().next("user");
		user.username = username;
		user.name = name;
		user.email = email;
		user.bot = true;
		user.createdAt = this.clock.instant();
		this.directory.state().users.put(user.id, user);
		return user;
	}

	void join(Node node, User user, int level, @Nullable LocalDate expiresAt, @Nullable User by) {
		node.members.put(user.id,
				new Member(user.id, level, expiresAt, this.clock.instant(), (by != null) ? by.id : null));
	}

	/** Makes a personal access token of a given value. */
	AccessToken token(User user, String name, List<String> scopes, @Nullable LocalDate expiresAt, String value) {
		return token(user, name, scopes, expiresAt, value, null);
	}

	/** Makes an access token; one of a group or project where a node is given. */
	AccessToken token(User user, String name, List<String> scopes, @Nullable LocalDate expiresAt, String value,
			@Nullable Node node) {
		long id = this.directory.state().next("access token");
		AccessToken token = new AccessToken(id, id, user.id, name, scopes, expiresAt, false, this.clock.instant(),
				Secrets.digest(value), (node instanceof Group group) ? Long.valueOf(group.id) : null,
				(node instanceof Project project) ? Long.valueOf(project.id) : null);
		this.directory.state().accessTokens.add(token);
		return token;
	}

}
