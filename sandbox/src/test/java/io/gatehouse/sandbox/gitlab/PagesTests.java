package io.gatehouse.sandbox.gitlab;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PagesTests {

	@AutoClose
	private final TestGitlab gitlab = new TestGitlab();

	private TestGitlab.Reply page(String path) {
		return this.gitlab.send("GET", path, null);
	}

	@Test
	void saysOnEveryPageWhatItIs() {
		for (String path : List.of("/", "/admin", "/teams", "/groups/teams/payments", "/teams/payments/ledger",
				"/teams/payments/ledger/-/project_members", "/nothing")) {
			TestGitlab.Reply page = page(path);
			assertThat(page.text()).as(path).contains("Stand-in for GitLab", "lang=\"en\"").doesNotContain("<script");
			assertThat(page.header("Content-Security-Policy")).as(path).contains("default-src 'none'");
		}
		assertThat(page("/nothing").status()).isEqualTo(404);
		assertThat(page("/-/stand-in.css").header("Content-Type")).startsWith("text/css");
	}

	@Test
	void showsWhatTheApiMade() {
		String ledger = "/projects/teams%2Fpayments%2Fledger";
		this.gitlab.post(ledger + "/protected_tags", "{'name':'v*'}");
		this.gitlab.post(ledger + "/members", "{'username':'otto','access_level':30,'expires_at':'2026-03-20'}");
		String secret = this.gitlab.post(ledger + "/deploy_tokens", "{'name':'libs','scopes':['read_registry']}")
			.at("/token")
			.asString();
		String html = page("/teams/payments/ledger").text();
		assertThat(html).contains("v*", "Otto Outsider", "2026-03-20", "libs", "README.md").doesNotContain(secret);
		assertThat(page("/teams/payments/ledger/-/blob/main/README.md").text()).contains("# ledger");
		this.gitlab.delete(ledger);
		assertThat(page("/teams/payments/ledger").header("Location")).contains("ledger-deletion_scheduled-");
		assertThat(page("/teams/payments/ledger-deletion_scheduled-"
				+ this.gitlab.get("/projects?search=ledger").at("/0/id").asLong())
			.text()).contains("will be deleted on 2026-04-09");
	}

	@Test
	void escapesWhatPeopleWrote() {
		this.gitlab.put("/projects/teams%2Fpayments%2Fledger", "{'description':'<script>1</script>'}");
		assertThat(page("/teams/payments/ledger").text()).contains("&lt;script&gt;").doesNotContain("<script>");
	}

	@Test
	void letsOnePlayTheAdministrator() {
		assertThat(page("/admin").text()).contains(">Block Dana Dev</button>",
				"aria-label=\"Remove Dana Dev from teams/payments\">Remove</button>");
		assertThat(this.gitlab.form("/admin/block", Map.of("user", "dana")).status()).isEqualTo(302);
		assertThat(this.gitlab.get("/users?username=dana").at("/0/state").asString()).isEqualTo("blocked");
		assertThat(page("/admin").text()).contains(">Unblock Dana Dev</button>");
		this.gitlab.form("/admin/remove", Map.of("user", "dana", "path", "teams/payments"));
		assertThat(this.gitlab.standIn.group("teams/payments").orElseThrow().members()).doesNotContainKey("dana");
		assertThat(this.gitlab.form("/admin/unblock", Map.of("user", "dana"), "Origin", "http://evil.example").status())
			.isEqualTo(403);
	}

}
