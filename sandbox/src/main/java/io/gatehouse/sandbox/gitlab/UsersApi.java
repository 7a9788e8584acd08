package io.gatehouse.sandbox.gitlab;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code /user} and {@code /users}. */
final class UsersApi {

	private UsersApi() {
	}

	static void addTo(Endpoints endpoints) {
		endpoints.api("GET", "/user", (call) -> Answer.ok(call.views().currentUser(call.caller())), "read_user")
			.api("GET", "/users", UsersApi::list, "read_user")
			.api("POST", "/users", UsersApi::create)
			.api("GET", "/users/{id}", UsersApi::get, "read_user")
			.api("PUT", "/users/{id}", UsersApi::rename)
			.api("GET", "/users/{id}/memberships", UsersApi::memberships)
			.api("POST", "/users/{id}/block", (call) -> block(call, true))
			.api("POST", "/users/{id}/unblock", (call) -> block(call, false));
	}

	/** Who is blocked does not exist for those who are no administrators. */
	private static Answer list(Call call) {
		User caller = call.caller();
		String username = call.params().text("username");
		String search = call.params().text("search", "").toLowerCase(Locale.ROOT);
		boolean active = call.params().flag("active", false);
		boolean blocked = call.params().flag("blocked", false);
		List<User> users = call.state().users.values()
			.stream()
			.filter((user) -> caller.admin || !user.blocked)
			.filter((user) -> username == null || user.username.equalsIgnoreCase(username))
			.filter((user) -> (user.username + " " + user.name + " " + user.email).toLowerCase(Locale.ROOT)
				.contains(search))
			.filter((user) -> !active || !user.blocked)
			.filter((user) -> !blocked || user.blocked)
			.sorted(Comparator.comparingLong((User user) -> user.id).reversed())
			.toList();
		if (Paging.isKeyset(call)) {
			boolean ascending = "asc".equals(call.params().text("sort"));
			return Paging.keyset(call, ascending ? users.reversed() : users, (user) -> user.id, ascending,
					(user) -> call.views().fullUser(user, caller.admin));
		}
		return Paging.pageOfMany(call, users, (user) -> call.views().fullUser(user, caller.admin), "User");
	}

	private static Answer create(Call call) {
		call.admin();
		String username = call.params().required("username");
		String email = call.params().required("email");
		Accounts accounts = new Accounts(call.directory(), call.clock());
		if (call.directory().group(username) != null) {
			throw Errors.message(409, "Username has already been taken");
		}
		User user = accounts.add(username, call.params().required("name"), email);
		user.admin = call.params().flag("admin", false);
		return Answer.created(call.views().fullUser(user, true));
	}

	private static Answer get(Call call) {
		User caller = call.caller();
		return Answer.ok(call.views().fullUser(user(call), caller.admin));
	}

	/** The user name and the name are all that can be changed here. */
	private static Answer rename(Call call) {
		call.admin();
		User user = user(call);
		String username = call.params().text("username", user.username);
		Group taken = call.directory().group(username);
		if (taken != null && !Objects.equals(taken.ownerId, user.id)) {
			throw Errors.message(409, "Username has already been taken");
		}
		Optional.ofNullable(call.directory().group(user.username)).ifPresent((group) -> group.path = username);
		user.username = username;
		user.name = call.params().text("name", user.name);
		return Answer.ok(call.views().fullUser(user, true));
	}

	private static Answer memberships(Call call) {
		call.admin();
		User user = user(call);
		List<Node> nodes = new ArrayList<>();
		Stream.concat(call.state().groups.values().stream(), call.state().projects.values().stream())
			.filter((node) -> node.members.containsKey(user.id))
			.forEach(nodes::add);
		return Paging.page(call, nodes,
				(node) -> Json.object("source_id", node.id, "source_name", node.name, "source_type",
						(node instanceof Group) ? "Namespace" : "Project", "access_level",
						call.directory().membership(user, node)));
	}

	private static Answer block(Call call, boolean blocked) {
		call.admin();
		user(call).blocked = blocked;
		return Answer.created(true);
	}

	private static User user(Call call) {
		User user = call.state().users.get(call.number("id"));
		if (user == null) {
			throw Errors.notFound("User");
		}
		return user;
	}

}
