package io.gatehouse.sandbox.gitlab;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import io.gatehouse.sandbox.http.HttpFault;
import org.jspecify.annotations.Nullable;

/** {@code /projects/:id/members} and {@code /groups/:id/members}. */
final class MembersApi {

	private MembersApi() {
	}

	static void addTo(Endpoints endpoints) {
		endpoints.both("GET", "/members", (call) -> list(call, direct(call.node(Level.NONE))))
			.both("GET", "/members/all", (call) -> list(call, all(call.directory(), call.node(Level.NONE))))
			.both("GET", "/members/all/{user}", (call) -> get(call, all(call.directory(), call.node(Level.NONE))))
			.both("GET", "/members/{user}", (call) -> get(call, direct(call.node(Level.NONE))))
			.both("POST", "/members", MembersApi::add)
			.both("PUT", "/members/{user}", MembersApi::change)
			.both("DELETE", "/members/{user}", MembersApi::remove);
	}

	private static Map<Long, Member> direct(Node node) {
		return node.members;
	}

	/** Direct and inherited ones, one row per user: that of the highest level. */
	static Map<Long, Member> all(Directory directory, Node node) {
		Map<Long, Member> all = new LinkedHashMap<>();
		Stream.concat(Stream.of(node), directory.ancestors(node).stream())
			.flatMap((source) -> source.members.values().stream())
			.forEach((member) -> all.merge(member.userId(), member,
					(one, other) -> (other.level() > one.level()) ? other : one));
		return all;
	}

	private static Answer list(Call call, Map<Long, Member> members) {
		String query = call.params().text("query", "").toLowerCase(Locale.ROOT);
		List<String> ids = call.params().list("user_ids");
		List<Member> found = members.values()
			.stream()
			.filter((member) -> ids.isEmpty() || ids.contains(Long.toString(member.userId())))
			.filter((member) -> {
				User user = call.directory().user(member.userId());
				return (user.name + " " + user.username).toLowerCase(Locale.ROOT).contains(query);
			})
			.sorted(Comparator.comparingLong(Member::userId))
			.toList();
		return Paging.page(call, found, call.views()::member);
	}

	private static Answer get(Call call, Map<Long, Member> members) {
		Member member = members.get(call.number("user"));
		if (member == null) {
			throw Errors.notFound();
		}
		return Answer.ok(call.views().member(member));
	}

	private static Answer add(Call call) {
		Node node = call.node(Level.MAINTAINER);
		Params params = call.params();
		if (params.has("user_id") == params.has("username")) {
			throw Errors.parameter("user_id, username " + (params.has("user_id") ? "are mutually exclusive"
					: "are missing, exactly one parameter must be provided"));
		}
		int level = level(params);
		String who = params.text("user_id", params.text("username", ""));
		if (who.contains(",")) {
			return addAll(call, node, List.of(who.split(",")), level);
		}
		User user = find(call, who);
		if (user == null) {
			throw Errors.notFound("User");
		}
		if (node.members.containsKey(user.id)) {
			throw Errors.message(409, "Member already exists");
		}
		HttpFault refusal = refusal(call, node, user, level, params.date("expires_at"));
		if (refusal != null) {
			throw refusal;
		}
		return Answer.created(call.views().member(join(call, node, user, level)));
	}

	/** A list of users is answered with one status for all of them. */
	private static Answer addAll(Call call, Node node, List<String> names, int level) {
		Map<String, String> wrong = new LinkedHashMap<>();
		for (String name : names) {
			User user = find(call, name.strip());
			if (user == null) {
				wrong.put(name, "User not found");
			}
			else if (node.members.containsKey(user.id)) {
				wrong.put(user.username, "Already a member of this " + node.kind().toLowerCase(Locale.ROOT));
			}
			else if (refusal(call, node, user, level, call.params().date("expires_at")) != null) {
				wrong.put(user.username, "Access level is not allowed");
			}
			else {
				join(call, node, user, level);
			}
		}
		return Answer
			.created(wrong.isEmpty() ? Map.of("status", "success") : Map.of("status", "error", "message", wrong));
	}

	private static @Nullable User find(Call call, String who) {
		return call.params().has("user_id") ? Directory.isNumber(who) ? call.state().users.get(Long.valueOf(who)) : null
				: call.directory().user(who);
	}

	private static int level(Params params) {
		int level = params.requiredNumber("access_level");
		if (!Level.ofMembers(level)) {
			throw Errors.parameter("access_level does not have a valid value");
		}
		return level;
	}

	static @Nullable HttpFault refusal(Call call, Node node, User user, int level, @Nullable LocalDate expiresAt) {
		if (level > call.directory().level(call.caller(), node)) {
			return Errors.forbidden();
		}
		if (expiresAt != null && expiresAt.isBefore(call.today())) {
			return Errors.field("expires_at", "cannot be a date in the past");
		}
		for (Group group : call.directory().ancestors(node)) {
			Member inherited = group.members.get(user.id);
			if (inherited != null && inherited.level() > level) {
				return Errors.field("access_level", "should be greater than or equal to "
						+ Level.title(inherited.level()) + " inherited membership from group " + group.name);
			}
		}
		return null;
	}

	private static Member join(Call call, Node node, User user, int level) {
		Member member = new Member(user.id, level, call.params().date("expires_at"), call.now(), call.caller().id);
		node.members.put(user.id, member);
		return member;
	}

	private static Answer change(Call call) {
		Node node = call.node(Level.MAINTAINER);
		int level = level(call.params());
		Member member = node.members.get(call.number("user"));
		if (member == null) {
			throw Errors.notFound();
		}
		User user = call.directory().user(member.userId());
		LocalDate expiry = call.params().sent("expires_at") ? call.params().date("expires_at") : member.expiresAt();
		HttpFault refusal = refusal(call, node, user, level, call.params().date("expires_at"));
		if (refusal != null) {
			throw refusal;
		}
		refuseBelow(call, node, member);
		if (level < Level.OWNER.value) {
			refuseLastOwner(node, member);
		}
		Member changed = member.with(level, expiry);
		node.members.put(user.id, changed);
		return Answer.ok(call.views().member(changed));
	}

	private static Answer remove(Call call) {
		Node node = call.node(Level.NONE);
		User caller = call.caller();
		Member member = node.members.get(call.number("user"));
		if (member == null) {
			throw Errors.notFound();
		}
		if (caller.id != member.userId()) {
			if (call.directory().level(caller, node) < Level.MAINTAINER.value) {
				throw Errors.forbidden();
			}
			refuseBelow(call, node, member);
		}
		refuseLastOwner(node, member);
		node.members.remove(member.userId());
		if (node instanceof Group group && !call.params().flag("skip_subresources", false)) {
			call.directory().descendants(group).forEach((child) -> child.members.remove(member.userId()));
		}
		return Answer.noContent();
	}

	/** Nobody changes the membership of somebody above. */
	private static void refuseBelow(Call call, Node node, Member member) {
		if (member.level() > call.directory().level(call.caller(), node)) {
			throw Errors.forbidden();
		}
	}

	/** A top-level group keeps at least one owner. */
	private static void refuseLastOwner(Node node, Member member) {
		boolean others = node.members.values()
			.stream()
			.anyMatch((other) -> other.level() == Level.OWNER.value && other.userId() != member.userId());
		if (node instanceof Group && node.parentId == null && member.level() == Level.OWNER.value && !others) {
			throw Errors.forbidden();
		}
	}

}
