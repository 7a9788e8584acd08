package io.gatehouse.sandbox.gitlab;

import java.io.UncheckedIOException;
import java.time.Duration;

import io.gatehouse.sandbox.http.Faults.Fault;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class MembersApiTests {

	private static final String LEDGER = "/projects/teams%2Fpayments%2Fledger";

	@AutoClose
	private final TestGitlab gitlab = new TestGitlab();

	private TestGitlab.Reply add(String username, int level, String more) {
		return this.gitlab.post(LEDGER + "/members",
				"{'username':'%s','access_level':%d%s}".formatted(username, level, more));
	}

	@Test
	void addsMemberUntilADate() {
		TestGitlab.Reply added = add("otto", 30, ",'expires_at':'2026-03-20'");
		assertThat(added.status()).isEqualTo(201);
		assertThat(added.at("/id").asLong()).isEqualTo(this.gitlab.idOfUser("otto"));
		assertThat(added.at("/access_level").asInt()).isEqualTo(30);
		assertThat(added.at("/expires_at").asString()).isEqualTo("2026-03-20");
		assertThat(this.gitlab.get(LEDGER, this.gitlab.tokenOf("otto")).status()).isEqualTo(200);
	}

	@Test
	void conflictsOnDirectMembersOnly() {
		TestGitlab.Reply direct = add("mira", 50, "");
		assertThat(direct.status()).isEqualTo(409);
		assertThat(direct.text()).isEqualTo("{\"message\":\"Member already exists\"}");
		assertThat(add("dana", 40, "").status()).isEqualTo(201);
	}

	@Test
	void refusesLessThanWhatIsInherited() {
		TestGitlab.Reply reply = add("dana", 20, "");
		assertThat(reply.status()).isEqualTo(400);
		assertThat(reply.at("/message/access_level/0").asString())
			.isEqualTo("should be greater than or equal to Developer inherited membership from group Payments");
	}

	@Test
	void refusesWhatDoesNotFit() {
		assertThat(add("nobody", 30, "").at("/message").asString()).isEqualTo("404 User Not Found");
		assertThat(add("otto", 33, "").at("/error").asString()).isEqualTo("access_level does not have a valid value");
		TestGitlab.Reply past = add("otto", 30, ",'expires_at':'2026-03-09'");
		assertThat(past.status()).isEqualTo(400);
		assertThat(past.at("/message/expires_at/0").asString()).isEqualTo("cannot be a date in the past");
		assertThat(this.gitlab.post(LEDGER + "/members", "{'username':'otto'}").at("/error").asString())
			.isEqualTo("access_level is missing");
	}

	@Test
	void answersAListWithAStatus() {
		TestGitlab.Reply all = add("otto,oscar", 30, "");
		assertThat(all.status()).isEqualTo(201);
		assertThat(all.text()).isEqualTo("{\"status\":\"success\"}");
		TestGitlab.Reply some = add("otto,olga", 30, "");
		assertThat(some.status()).isEqualTo(201);
		assertThat(some.at("/status").asString()).isEqualTo("error");
		assertThat(some.at("/message/otto").isString()).isTrue();
	}

	@Test
	void listsDirectMembersAndAllOfThem() {
		assertThat(this.gitlab.get(LEDGER + "/members").all("username")).containsExactly("mira");
		TestGitlab.Reply all = this.gitlab.get(LEDGER + "/members/all");
		assertThat(all.all("username")).containsExactly("gatehouse", "dana", "mira");
		assertThat(all.at("/0/access_level").asInt()).isEqualTo(50);
		String dana = LEDGER + "/members/all/" + this.gitlab.idOfUser("dana");
		assertThat(this.gitlab.get(dana).at("/access_level").asInt()).isEqualTo(30);
		assertThat(this.gitlab.get(dana.replace("/all", "")).text()).isEqualTo("{\"message\":\"404 Not found\"}");
	}

	@Test
	void changesAndRemovesDirectMembersOnly() {
		String mira = LEDGER + "/members/" + this.gitlab.idOfUser("mira");
		String dana = LEDGER + "/members/" + this.gitlab.idOfUser("dana");
		assertThat(this.gitlab.put(mira, "{'expires_at':'2026-04-01'}").at("/error").asString())
			.isEqualTo("access_level is missing");
		TestGitlab.Reply changed = this.gitlab.put(mira, "{'access_level':50,'expires_at':'2026-04-01'}");
		assertThat(changed.status()).isEqualTo(200);
		assertThat(changed.at("/expires_at").asString()).isEqualTo("2026-04-01");
		assertThat(this.gitlab.put(mira, "{'access_level':50,'expires_at':''}").at("/expires_at").isNull()).isTrue();
		assertThat(this.gitlab.put(dana, "{'access_level':40}").status()).isEqualTo(404);
		assertThat(this.gitlab.delete(dana).status()).isEqualTo(404);
		assertThat(this.gitlab.delete(mira).status()).isEqualTo(204);
		assertThat(this.gitlab.delete(mira).status()).isEqualTo(404);
	}

	@Test
	void endsMembershipAsItsDayStarts() {
		add("otto", 30, ",'expires_at':'2026-03-12'");
		String otto = this.gitlab.tokenOf("otto");
		this.gitlab.clock.advance(Duration.ofDays(1));
		this.gitlab.standIn.runNightlyCron();
		assertThat(this.gitlab.get(LEDGER, otto).status()).isEqualTo(200);
		this.gitlab.clock.advance(Duration.ofDays(1));
		assertThat(this.gitlab.get(LEDGER, otto).status()).as("not checked at authorisation").isEqualTo(200);
		this.gitlab.standIn.runNightlyCron();
		assertThat(this.gitlab.get(LEDGER, otto).status()).isEqualTo(404);
	}

	@Test
	void removesFromWhatIsBelowTheGroupUnlessToldNotTo() {
		String mira = "/groups/teams%2Fspeech/members/" + this.gitlab.idOfUser("mira");
		this.gitlab.post("/projects/teams%2Fspeech%2Fasr/members", "{'username':'mira','access_level':40}");
		assertThat(this.gitlab.delete(mira + "?skip_subresources=true").status()).isEqualTo(204);
		assertThat(this.gitlab.standIn.project("teams/speech/asr").orElseThrow().members()).containsKey("mira");
		this.gitlab.standIn.addToGroup("mira", "teams/speech", 40);
		assertThat(this.gitlab.delete(mira).status()).isEqualTo(204);
		assertThat(this.gitlab.standIn.project("teams/speech/asr").orElseThrow().members()).isEmpty();
	}

	@Test
	void lowersNobodyAboveAndKeepsALastOwner() {
		String speech = "/groups/teams%2Fspeech/members";
		String mira = this.gitlab.tokenOf("mira");
		assertThat(this.gitlab.post(speech, "{'username':'otto','access_level':50}", mira).status()).isEqualTo(403);
		assertThat(this.gitlab.delete("/groups/teams/members/" + this.gitlab.idOfUser("gatehouse")).status())
			.isEqualTo(403);
	}

	@Test
	void hasAddedTheMemberWhereOnlyTheReplyIsLost() {
		this.gitlab.faults.next(1, "POST", ".*/members", Fault.loseReply());
		assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> add("otto", 30, ""));
		assertThat(add("otto", 30, "").status()).isEqualTo(409);
	}

	@Test
	void answersInvitationsWith201EvenWhereNobodyIsInvited() {
		TestGitlab.Reply invited = this.gitlab.post(LEDGER + "/invitations",
				"{'email':'new@else.example','access_level':30}");
		assertThat(invited.status()).isEqualTo(201);
		assertThat(invited.at("/status").asString()).isEqualTo("success");
		TestGitlab.Reply again = this.gitlab.post(LEDGER + "/invitations",
				"{'email':'new@else.example','access_level':30}");
		assertThat(again.status()).isEqualTo(201);
		assertThat(again.json().at("/message").get("new@else.example").isString()).isTrue();
		assertThat(this.gitlab.get(LEDGER + "/invitations").all("invite_email")).containsExactly("new@else.example");
	}

}
