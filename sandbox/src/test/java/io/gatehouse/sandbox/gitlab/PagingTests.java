package io.gatehouse.sandbox.gitlab;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PagingTests {

	@AutoClose
	private final TestGitlab gitlab = new TestGitlab();

	@Test
	void tellsWhereThePageStands() {
		TestGitlab.Reply reply = this.gitlab.get("/groups?per_page=2&page=2&order_by=id");
		assertThat(reply.json().size()).isEqualTo(2);
		assertThat(reply.header("X-Page")).isEqualTo("2");
		assertThat(reply.header("X-Per-Page")).isEqualTo("2");
		assertThat(reply.header("X-Next-Page")).isEqualTo("3");
		assertThat(reply.header("X-Prev-Page")).isEqualTo("1");
		assertThat(reply.header("X-Total")).isEqualTo("7");
		assertThat(reply.header("X-Total-Pages")).isEqualTo("4");
		assertThat(reply.header("Link")).contains("page=3&order_by=id>; rel=\"next\"", "rel=\"prev\"", "rel=\"first\"",
				"rel=\"last\"");
	}

	@Test
	void endsWithAnEmptyNextPage() {
		TestGitlab.Reply reply = this.gitlab.get("/groups?per_page=2&page=4");
		assertThat(reply.header("X-Next-Page")).isEmpty();
		assertThat(reply.header("Link")).doesNotContain("rel=\"next\"");
		assertThat(this.gitlab.get("/groups?page=9").text()).isEqualTo("[]");
	}

	@Test
	void givesAtMostAHundred() {
		assertThat(this.gitlab.get("/groups?per_page=1000").header("X-Per-Page")).isEqualTo("100");
		assertThat(this.gitlab.get("/groups").header("X-Per-Page")).isEqualTo("20");
		assertThat(this.gitlab.get("/groups?per_page=x").status()).isEqualTo(400);
	}

	@Test
	void givesNoTotalsOfCommits() {
		TestGitlab.Reply reply = this.gitlab.get("/projects/teams%2Fspeech%2Fasr/repository/commits");
		assertThat(reply.json().size()).isEqualTo(1);
		assertThat(reply.header("X-Total")).isNull();
		assertThat(reply.header("Link")).doesNotContain("rel=\"last\"");
	}

	@Test
	void followsKeys() {
		TestGitlab.Reply first = this.gitlab.get("/projects?pagination=keyset&order_by=id&sort=asc&per_page=3");
		assertThat(first.json().size()).isEqualTo(3);
		assertThat(first.header("X-Total")).isNull();
		String link = first.header("Link");
		assertThat(link).endsWith("; rel=\"next\"");
		String next = link.substring(1, link.indexOf('>')).replaceFirst(".*/api/v4", "");
		TestGitlab.Reply second = this.gitlab.get(next);
		assertThat(second.json().size()).isEqualTo(1);
		assertThat(second.header("Link")).isNull();
		assertThat(this.gitlab.get("/projects/teams%2Fspeech%2Fasr/members?pagination=keyset").status()).isEqualTo(405);
	}

}
