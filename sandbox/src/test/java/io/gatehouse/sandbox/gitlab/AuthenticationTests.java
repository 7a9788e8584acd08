package io.gatehouse.sandbox.gitlab;

import java.time.Duration;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AuthenticationTests {

	@AutoClose
	private final TestGitlab gitlab = new TestGitlab();

	@Test
	void refusesUnknownTokenAndNone() {
		assertThat(this.gitlab.get("/user", "wrong").status()).isEqualTo(401);
		assertThat(this.gitlab.get("/user", "wrong").text()).isEqualTo("{\"message\":\"401 Unauthorized\"}");
		assertThat(this.gitlab.send("GET", "/api/v4/user", null).status()).isEqualTo(401);
	}

	@Test
	void takesPersonalTokenAsBearerToo() {
		TestGitlab.Reply reply = this.gitlab.send("GET", "/api/v4/user", null, "Authorization",
				"Bearer " + this.gitlab.tokenOf("dana"));
		assertThat(reply.status()).isEqualTo(200);
		assertThat(reply.at("/username").asString()).isEqualTo("dana");
	}

	@Test
	void tellsRevokedAndExpiredTokenApartFromUnknownOne() {
		String token = this.gitlab.tokenOf("dana");
		assertThat(this.gitlab.delete("/personal_access_tokens/self", token).status()).isEqualTo(204);
		TestGitlab.Reply revoked = this.gitlab.get("/user", token);
		assertThat(revoked.status()).isEqualTo(401);
		assertThat(revoked.at("/error").asString()).isEqualTo("invalid_token");
		assertThat(revoked.at("/error_description").asString()).contains("revoked");

		String path = "/users/" + this.gitlab.idOfUser("dana") + "/personal_access_tokens";
		String brief = this.gitlab.post(path, "{'name':'x','scopes':['api'],'expires_at':'2026-03-11'}")
			.at("/token")
			.asString();
		assertThat(this.gitlab.get("/user", brief).status()).isEqualTo(200);
		this.gitlab.clock.advance(Duration.ofDays(1));
		assertThat(this.gitlab.get("/user", brief).at("/error_description").asString()).contains("expired");
	}

	@Test
	void letsReadApiOnlyRead() {
		String token = this.gitlab.standIn.tokenFor("olga", "read_api");
		assertThat(this.gitlab.get("/groups/platform", token).status()).isEqualTo(200);
		TestGitlab.Reply refused = this.gitlab.post("/groups", "{'name':'X1','path':'x1'}", token);
		assertThat(refused.status()).isEqualTo(403);
		assertThat(refused.at("/error").asString()).isEqualTo("insufficient_scope");
		assertThat(refused.at("/scope").asString()).isEqualTo("api");
	}

	@Test
	void letsReadUserReadUsersOnly() {
		String token = this.gitlab.standIn.tokenFor("dana", "read_user");
		assertThat(this.gitlab.get("/user", token).status()).isEqualTo(200);
		assertThat(this.gitlab.get("/users?username=mira", token).status()).isEqualTo(200);
		assertThat(this.gitlab.get("/projects", token).status()).isEqualTo(403);
	}

	@Test
	void refusesBlockedUserUntilUnblocked() {
		String token = this.gitlab.tokenOf("dana");
		this.gitlab.standIn.blockUser("dana");
		TestGitlab.Reply refused = this.gitlab.get("/user", token);
		assertThat(refused.status()).isEqualTo(403);
		assertThat(refused.at("/message").asString()).isEqualTo("403 Forbidden - Your account has been blocked.");
		this.gitlab.standIn.unblockUser("dana");
		assertThat(this.gitlab.get("/user", token).status()).isEqualTo(200);
	}

	@Test
	void actsAsSomebodyElseForAdministratorsOnly() {
		assertThat(sudo(TestGitlab.ADMIN, "mira").at("/username").asString()).isEqualTo("mira");
		assertThat(sudo(TestGitlab.ADMIN, "nobody").status()).isEqualTo(404);
		assertThat(sudo(this.gitlab.standIn.tokenFor("dana", "api", "sudo"), "mira").status()).isEqualTo(403);
		TestGitlab.Reply unscoped = sudo(this.gitlab.standIn.tokenFor("gatehouse", "api"), "mira");
		assertThat(unscoped.status()).isEqualTo(403);
		assertThat(unscoped.at("/scope").asString()).isEqualTo("sudo");
	}

	private TestGitlab.Reply sudo(String token, String username) {
		return this.gitlab.send("GET", "/api/v4/user", null, "PRIVATE-TOKEN", token, "Sudo", username);
	}

	@Test
	void answersUnknownRoute() {
		TestGitlab.Reply reply = this.gitlab.get("/nothing/here");
		assertThat(reply.status()).isEqualTo(404);
		assertThat(reply.text()).isEqualTo("{\"error\":\"404 Not Found\"}");
	}

}
