package io.gatehouse.notification;

import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import io.gatehouse.adapter.slack.Mrkdwn;
import io.gatehouse.adapter.slack.SlackMessage;
import io.gatehouse.request.event.Background;
import io.gatehouse.request.event.Happened;
import io.gatehouse.request.event.Happened.Action;
import io.gatehouse.request.words.WordsWithin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class ComposerTests {

	private static final String HOSTILE = "<!channel>\n*Approved* & <http://evil.example|a>";

	private final Composer composer = new Composer(WordsWithin.ofThePortal(),
			new NotificationProperties(null, Map.of(Action.REQUEST_SUBMITTED, "#approvals"), Duration.ofSeconds(2),
					Duration.ofMinutes(10), Duration.ofHours(24)),
			new PortalAddress(URI.create("https://portal.example.org/")));

	@Test
	void asksForNoApprovalOfWhatWasDecidedAtOnce() {
		SlackMessage message = this.composer.compose(request("dana", Action.REQUEST_SUBMITTED, Map.of()),
				new Background("dana", "Remove", List.of(), "Removes 1", List.of("Remove: x"), true, null));
		assertThat(message.fallback().markup()).startsWith("*Asked for:* Remove: Project payments/ledger (request 12)");
		assertThat(message.paragraphs()).hasSize(1);
	}

	@Test
	void showsApproversThePlan() {
		SlackMessage message = this.composer.compose(
				request("dana", Action.REQUEST_SUBMITTED, Map.of("reason", "new ledger")),
				new Background("dana", null, List.of(), "Creates 2, removes nothing",
						List.of("Remove: GitLab group x", "Create: Vault policy y"), false, null));

		assertThat(message.channel()).isEqualTo("#approvals");
		assertThat(message.fallback().markup())
			.isEqualTo("*Approval needed:* Project payments/ledger (request 12), asked for by dana");
		assertThat(message.paragraphs()).extracting(Mrkdwn::markup)
			.containsExactly(
					"*Approval needed:* <https://portal.example.org/requests/12|Project payments/ledger> (request 12), "
							+ "asked for by dana",
					"> new ledger", "Creates 2, removes nothing\n• Remove: GitLab group x\n• Create: Vault policy y");
	}

	@Test
	void saysWhoApproved() {
		SlackMessage message = this.composer.compose(request("oscar", Action.REQUEST_APPROVED, Map.of()),
				new Background("dana", null, List.of("olga", "oscar"), "Creates 2", List.of("Create: x"), false, null));

		assertThat(message.channel()).isNull();
		assertThat(message.paragraphs()).extracting(Mrkdwn::markup)
			.endsWith("Asked for by dana, approved by olga, oscar")
			.hasSize(2);
	}

	@Test
	void saysWhyItStopped() {
		SlackMessage message = this.composer.compose(
				request(Happened.PORTAL, Action.REQUEST_FAILED, Map.of("reason", "gitlab.refused[409]")),
				new Background(Happened.PORTAL, null, List.of(), null, List.of(), false, "GitLab says no"));

		assertThat(message.paragraphs()).extracting(Mrkdwn::markup)
			.contains("> GitLab says no", "Asked for by the portal");
	}

	@Test
	void linksToTheAsset() {
		SlackMessage message = this.composer.compose(new Happened(Happened.PORTAL, Action.ASSET_DRIFTED, "project",
				"Project a/b", null, 5L, Map.of("resources", "gitlab/project a/b")), null);

		assertThat(message.paragraphs().getFirst().markup())
			.contains("<https://portal.example.org/assets/5|Project a/b>");
	}

	@Test
	void linksToThePageWhereItGoesOn() {
		SlackMessage message = this.composer.compose(Happened.of(Happened.PORTAL, Action.ATTENTION_NEEDED, "ban",
				"gate-1", null, null, Map.of(Happened.About.PAGE, "/bans/hosts")), null);

		assertThat(message.paragraphs().getFirst().markup()).contains("<https://portal.example.org/bans/hosts|gate-1>");
	}

	@Test
	void cutsALongPlan() {
		SlackMessage message = this.composer.compose(request("dana", Action.REQUEST_SUBMITTED, Map.of()),
				new Background("dana", null, List.of(), "Creates 100",
						Collections.nCopies(100, "Create: " + "x".repeat(500)), false, null));

		String plan = message.paragraphs().getLast().markup();
		assertThat(plan.lines()).hasSize(17);
		assertThat(plan).endsWith("… and 85 more").hasSizeLessThan(3000);
	}

	@ParameterizedTest
	@EnumSource
	void callsNobodyWhateverPeopleType(Action action) {
		SlackMessage message = this.composer.compose(
				new Happened(HOSTILE, action, "project", HOSTILE, 12L, null,
						Map.of("reason", HOSTILE, "resources", HOSTILE)),
				new Background(HOSTILE, null, List.of(HOSTILE), HOSTILE, List.of(HOSTILE), false, HOSTILE));

		assertThat(message.fallback().markup()).doesNotContain("<").doesNotContain("\n");
		assertThat(message.paragraphs()).allSatisfy((paragraph) -> {
			String rest = paragraph.markup().replaceFirst("<https://portal\\.example\\.org/requests/12\\|[^<>]*>", "");
			assertThat(rest).doesNotContain("<");
			assertThat(rest.replaceFirst("^> ", "")).doesNotContain(">");
		});
	}

	private static Happened request(String actor, Action action, Map<String, String> detail) {
		return new Happened(actor, action, "project", "Project payments/ledger", 12L, null, detail);
	}

}
