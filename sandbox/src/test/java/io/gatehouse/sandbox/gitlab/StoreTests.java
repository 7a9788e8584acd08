package io.gatehouse.sandbox.gitlab;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class StoreTests {

	@Test
	void keepsWhatWasAnsweredOverARestart(@TempDir Path folder) {
		String token;
		String key;
		try (TestGitlab gitlab = new TestGitlab(folder)) {
			token = gitlab.tokenOf("dana");
			key = gitlab.send("GET", "/oauth/discovery/keys", null).text();
			gitlab.post("/projects/teams%2Fspeech%2Fasr/protected_tags", "{'name':'v*'}");
			gitlab.post("/projects/teams%2Fspeech%2Fasr/repository/files/a.txt",
					"{'branch':'main','commit_message':'Add','content':'Привет'}");
			gitlab.post("/projects/teams%2Fspeech%2Fasr/members",
					"{'username':'otto','access_level':20,'expires_at':'2026-04-01'}");
			gitlab.delete("/projects/teams%2Fpayments%2Fledger");
		}
		try (TestGitlab gitlab = new TestGitlab(folder)) {
			assertThat(gitlab.get("/user", token).status()).isEqualTo(200);
			assertThat(gitlab.send("GET", "/oauth/discovery/keys", null).text()).isEqualTo(key);
			ProjectSnapshot project = gitlab.standIn.project("teams/speech/asr").orElseThrow();
			assertThat(project.files()).containsEntry("a.txt", "Привет");
			assertThat(project.protectedTags()).containsEntry("v*", 40);
			assertThat(project.members().get("otto").expiresAt()).hasToString("2026-04-01");
			assertThat(gitlab.get("/projects/teams%2Fpayments%2Fledger").status()).isEqualTo(301);
			assertThat(gitlab.get("/users").all("username")).hasSize(8);
		}
	}

}
