package io.gatehouse.sandbox.gitlab;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** {@code /projects/:id/invitations} and {@code /groups/:id/invitations}. */
final class InvitationsApi {

	private InvitationsApi() {
	}

	static void addTo(Endpoints endpoints) {
		endpoints.both("GET", "/invitations", InvitationsApi::list)
			.both("POST", "/invitations", InvitationsApi::invite)
			.both("DELETE", "/invitations/{email}", InvitationsApi::withdraw);
	}

	private static Answer list(Call call) {
		Node node = call.node(Level.MAINTAINER);
		return Paging.page(call, node.invitations,
				(invitation) -> Json.object("access_level", invitation.level(), "created_at",
						Json.stamp(invitation.createdAt()), "expires_at", Json.date(invitation.expiresAt()),
						"invite_email", invitation.email(), "invite_token", invitation.token(), "created_by_name",
						invitation.invitedBy()));
	}

	/** Answers 201 even where nobody could be invited. */
	private static Answer invite(Call call) {
		Node node = call.node(Level.MAINTAINER);
		int level = call.params().requiredNumber("access_level");
		call.params().present("email");
		LocalDate expiry = call.params().date("expires_at");
		Map<String, String> wrong = new LinkedHashMap<>();
		for (String email : call.params().list("email")) {
			String refusal = invite(call, node, email.strip(), level, expiry);
			if (!refusal.isEmpty()) {
				wrong.put(email, refusal);
			}
		}
		return Answer
			.created(wrong.isEmpty() ? Map.of("status", "success") : Map.of("status", "error", "message", wrong));
	}

	private static String invite(Call call, Node node, String email, int level, @Nullable LocalDate expiry) {
		if (!Level.ofMembers(level)) {
			return "Access level is not included in the list";
		}
		if (!email.contains("@")) {
			return "Invite email is invalid";
		}
		User user = call.state().users.values()
			.stream()
			.filter((known) -> known.email.equalsIgnoreCase(email))
			.findFirst()
			.orElse(null);
		if (user == null) {
			if (node.invitations.stream().anyMatch((invitation) -> invitation.email().equalsIgnoreCase(email))) {
				return "The member's email address has already been taken";
			}
			node.invitations
				.add(new Invitation(email, level, expiry, call.now(), Secrets.letters(20), call.caller().name));
			return "";
		}
		if (node.members.containsKey(user.id)) {
			return "Already a member of this " + ((node instanceof Group) ? "group" : "project");
		}
		if (MembersApi.refusal(call, node, user, level, expiry) != null) {
			return "Access level is not allowed";
		}
		new Accounts(call.directory(), call.clock()).join(node, user, level, expiry, call.caller());
		return "";
	}

	private static Answer withdraw(Call call) {
		Node node = call.node(Level.MAINTAINER);
		if (!node.invitations.removeIf((invitation) -> invitation.email().equalsIgnoreCase(call.path("email")))) {
			throw Errors.notFound();
		}
		return Answer.noContent();
	}

}
