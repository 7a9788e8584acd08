package io.gatehouse.sandbox.gitlab;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class UsersApiTests {

	@AutoClose
	private final TestGitlab gitlab = new TestGitlab();

	@Test
	void findsUserWhateverTheCase() {
		TestGitlab.Reply reply = this.gitlab.get("/users?username=DaNa");
		assertThat(reply.all("username")).containsExactly("dana");
		assertThat(reply.at("/0/state").asString()).isEqualTo("active");
		assertThat(this.gitlab.get("/users?username=nobody").text()).isEqualTo("[]");
	}

	@Test
	void hidesBlockedUsersFromAllButAdministrators() {
		this.gitlab.standIn.blockUser("dana");
		assertThat(this.gitlab.get("/users?username=dana", this.gitlab.tokenOf("mira")).text()).isEqualTo("[]");
		assertThat(this.gitlab.get("/users?username=dana").at("/0/state").asString()).isEqualTo("blocked");
	}

	@Test
	void blocksForAdministratorsOnly() {
		String block = "/users/" + this.gitlab.idOfUser("dana") + "/block";
		assertThat(this.gitlab.post(block, "{}", this.gitlab.tokenOf("olga")).status()).isEqualTo(403);
		TestGitlab.Reply blocked = this.gitlab.post(block, "{}");
		assertThat(blocked.status()).isEqualTo(201);
		assertThat(blocked.text()).isEqualTo("true");
	}

	@Test
	void renamesForAdministratorsAndNotToATakenName() {
		long dana = this.gitlab.idOfUser("dana");
		assertThat(this.gitlab.put("/users/" + dana, "{\"username\":\"olga\"}").status()).isEqualTo(409);
		assertThat(this.gitlab.put("/users/" + dana, "{\"username\":\"diana\"}").at("/username").asString())
			.isEqualTo("diana");
		assertThat(this.gitlab.get("/users?username=dana").text()).isEqualTo("[]");
		assertThat(this.gitlab.idOfUser("diana")).isEqualTo(dana);
	}

	@Test
	void tellsAdministratorsTheMembershipsOfAUser() {
		String path = "/users/" + this.gitlab.idOfUser("dana") + "/memberships";
		assertThat(this.gitlab.get(path).all("source_name")).containsExactlyInAnyOrder("Dana Dev", "Developers",
				"Payments");
		assertThat(this.gitlab.get(path, this.gitlab.tokenOf("dana")).status()).isEqualTo(403);
	}

	@Test
	void doesNotKnowUser() {
		TestGitlab.Reply reply = this.gitlab.get("/users/4711");
		assertThat(reply.status()).isEqualTo(404);
		assertThat(reply.at("/message").asString()).isEqualTo("404 User Not Found");
	}

}
