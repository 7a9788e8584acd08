package io.gatehouse.adapter.slack;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import io.gatehouse.request.ExternalSystem.Refused;
import io.gatehouse.request.ExternalSystem.Unavailable;
import io.gatehouse.sandbox.http.Faults;
import io.gatehouse.sandbox.http.Faults.Fault;
import io.gatehouse.sandbox.slack.SlackStandIn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What the adapter makes of all that Slack answers, through either door. */
@ExtendWith(OutputCaptureExtension.class)
class SlackContractTests {

	private static final String TOKEN = "xoxb-s3cr3t-token";

	private static final String HOOK = "s3cr3t-hook";

	private static final String CHANNEL = "#requests";

	private static final SlackMessage HELLO = new SlackMessage(null, Mrkdwn.of("hello"), List.of(Mrkdwn.of("hello")));

	private final Faults faults = Faults.none();

	private final SlackStandIn server = SlackStandIn
		.start(new SlackStandIn.Settings(0, TOKEN, List.of(CHANNEL, "#ops"), HOOK, Clock.systemUTC()), this.faults);

	@AfterEach
	void stop(CapturedOutput output) {
		this.server.close();
		assertThat(output).doesNotContain("s3cr3t");
	}

	enum Way {

		BOT, WEBHOOK

	}

	@ParameterizedTest
	@MethodSource("ways")
	void postsTextAndBlocks(Way way) {
		slack(way).post(new SlackMessage(null, Mrkdwn.of("a & b"), List.of(Mrkdwn.of("one"), Mrkdwn.of("<two>"))));

		assertThat(this.server.messages()).singleElement().satisfies((message) -> {
			assertThat(message.channel()).isEqualTo(CHANNEL);
			assertThat(message.text()).isEqualTo("a &amp; b");
			assertThat(message.paragraphs()).containsExactly("one", "&lt;two&gt;");
			assertThat(message.payload().path("link_names").asBoolean(true)).isFalse();
			assertThat(message.payload().at("/blocks/0/text/verbatim").asBoolean()).isTrue();
		});
	}

	@Test
	void postsToAChannelOfTheMessagesOwn() {
		slack(Way.BOT).post(new SlackMessage("#ops", Mrkdwn.of("x"), List.of(Mrkdwn.of("x"))));

		assertThat(this.server.messages()).extracting(SlackStandIn.Message::channel).containsExactly("#ops");
	}

	@ParameterizedTest
	@MethodSource("ways")
	void cutsWhatIsTooLongBetweenLines(Way way) {
		Mrkdwn longer = new Mrkdwn("&lt;a line of it&gt;\n".repeat(400));

		slack(way).post(new SlackMessage(null, longer, List.of(longer)));

		assertThat(this.server.messages().getFirst().paragraphs().getFirst()).hasSizeLessThanOrEqualTo(3000)
			.endsWith("&gt;\n…");
	}

	@ParameterizedTest
	@MethodSource("ways")
	void leavesSlackAloneForAsLongAsItAsks(Way way) {
		Slack slack = slack(way);
		this.faults.next(1, "POST", ".*", Fault.retryLater(Duration.ofSeconds(30)));

		assertUnavailable(slack, "slack.too-many-calls", Duration.ofSeconds(30));
		assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> slack.post(HELLO))
			.satisfies(
					(fault) -> assertThat(fault.retryAfter()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(30)));
		assertThat(this.server.messages()).isEmpty();
	}

	@Test
	void readsTheRetryAfterOfAnAnswerThatIs200() {
		this.faults.next(1, "POST", ".*",
				new Faults.Answer(200, Map.of("ok", false, "error", "ratelimited"), Map.of("Retry-After", "7")));

		assertUnavailable(slack(Way.BOT), "slack.too-many-calls", Duration.ofSeconds(7));
	}

	@Test
	void ignoresARetryAfterThatIsNone() {
		this.faults.next(1, "POST", ".*", new Faults.Answer(503, "no", Map.of("Retry-After", "soon")));

		assertUnavailable(slack(Way.BOT), "slack.failing", null);
	}

	@ParameterizedTest
	@MethodSource("passing")
	void takesForPassing(Way way, int status, Object body, String words) {
		this.faults.next(1, "POST", ".*", Fault.answer(status, body));

		assertUnavailable(slack(way), words, null);
	}

	static Stream<Arguments> passing() {
		return Stream.of(arguments(Way.BOT, 500, "", "slack.failing"),
				arguments(Way.BOT, 200, error("internal_error"), "slack.failing"),
				arguments(Way.BOT, 200, error("fatal_error"), "slack.failing"),
				arguments(Way.BOT, 200, error("rate_limited"), "slack.too-many-calls"),
				arguments(Way.BOT, 200, "<html>", "slack.garbled"), arguments(Way.BOT, 200, "", "slack.garbled"),
				arguments(Way.WEBHOOK, 500, "rollup_error", "slack.failing"),
				arguments(Way.WEBHOOK, 200, "<html>", "slack.garbled"));
	}

	@ParameterizedTest
	@MethodSource("refusals")
	void takesForFinal(Way way, int status, Object body, String words, String sign) {
		this.faults.next(1, "POST", ".*", Fault.answer(status, body));

		assertThatExceptionOfType(Refused.class).isThrownBy(() -> slack(way).post(HELLO)).satisfies((fault) -> {
			assertThat(fault.words().key()).isEqualTo(words);
			assertThat(fault.words().arguments()).containsExactly(sign);
		});
	}

	static Stream<Arguments> refusals() {
		return Stream.of(arguments(Way.BOT, 200, error("account_inactive"), "slack.token-refused", "account_inactive"),
				arguments(Way.BOT, 200, error("not_in_channel"), "slack.channel-refused", "not_in_channel"),
				arguments(Way.BOT, 200, error("invalid_blocks"), "slack.refused", "invalid_blocks"),
				arguments(Way.BOT, 200, error("<b>words</b>"), "slack.refused", "200"),
				arguments(Way.BOT, 302, "", "slack.refused", "302"),
				arguments(Way.WEBHOOK, 400, "invalid_payload", "slack.refused", "invalid_payload"),
				arguments(Way.WEBHOOK, 403, "action_prohibited", "slack.channel-refused", "action_prohibited"),
				arguments(Way.WEBHOOK, 404, "no_service", "slack.webhook-refused", "no_service"),
				arguments(Way.WEBHOOK, 410, "channel_is_archived", "slack.channel-refused", "channel_is_archived"));
	}

	@Test
	void saysWhatIsWrongWithATokenAndAChannel() {
		SlackProperties wrongToken = new SlackProperties("xoxb-other", CHANNEL, null, this.server.api(),
				Duration.ofSeconds(2), Duration.ofSeconds(2), 2);
		assertThatExceptionOfType(Refused.class).isThrownBy(() -> new Slack(wrongToken, Clock.systemUTC()).post(HELLO))
			.satisfies((fault) -> assertThat(fault.words().arguments()).containsExactly("invalid_auth"));
		this.server.archive(Set.of(CHANNEL));
		assertThatExceptionOfType(Refused.class).isThrownBy(() -> slack(Way.BOT).post(HELLO))
			.satisfies((fault) -> assertThat(fault.words().arguments()).containsExactly("is_archived"));
		assertThatExceptionOfType(Refused.class).isThrownBy(() -> slack(Way.WEBHOOK).post(HELLO))
			.satisfies((fault) -> assertThat(fault.words().arguments()).containsExactly("channel_is_archived"));
	}

	@ParameterizedTest
	@MethodSource("ways")
	void tellsNoSecretWhereSlackIsNotThere(Way way) {
		Slack slack = slack(way);
		this.server.close();

		assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> slack.post(HELLO)).satisfies((fault) -> {
			assertThat(fault.words().key()).isEqualTo("slack.unreachable");
			assertThat(fault).hasNoCause();
		});
	}

	@ParameterizedTest
	@MethodSource("ways")
	void waitsNoLongerThanItsTimeLimit(Way way) {
		this.faults.next(1, "POST", ".*", Fault.hang(Duration.ofSeconds(20)));
		long start = System.nanoTime();

		assertUnavailable(slack(way), "slack.too-slow", null);

		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
	}

	@ParameterizedTest
	@MethodSource("ways")
	void takesALostAnswerForAFault(Way way) {
		this.faults.next(1, "POST", ".*", Fault.loseReply());

		assertUnavailable(slack(way), "slack.unreachable", null);
		assertThat(this.server.messages()).hasSize(1);
	}

	static Stream<Way> ways() {
		return Stream.of(Way.values());
	}

	private static Arguments arguments(Object... arguments) {
		return Arguments.of(arguments);
	}

	private static Map<String, Object> error(String error) {
		return Map.of("ok", false, "error", error);
	}

	private void assertUnavailable(Slack slack, String words, Duration retryAfter) {
		assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> slack.post(HELLO)).satisfies((fault) -> {
			assertThat(fault.words().key()).isEqualTo(words);
			assertThat(fault.retryAfter()).isEqualTo(retryAfter);
		});
	}

	private Slack slack(Way way) {
		boolean bot = way == Way.BOT;
		return new Slack(new SlackProperties(bot ? TOKEN : null, bot ? CHANNEL : null,
				bot ? null : this.server.webhook().toString(), this.server.api(), Duration.ofSeconds(2),
				Duration.ofSeconds(2), 2), Clock.systemUTC());
	}

}
