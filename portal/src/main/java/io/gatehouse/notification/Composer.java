package io.gatehouse.notification;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.gatehouse.adapter.slack.Mrkdwn;
import io.gatehouse.adapter.slack.SlackMessage;
import io.gatehouse.request.Text;
import io.gatehouse.request.event.Background;
import io.gatehouse.request.event.Happened;
import io.gatehouse.request.event.Happened.About;
import io.gatehouse.request.event.Happened.Action;
import io.gatehouse.request.words.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Makes a message of what happened, in the portal's own language: who did what, why, what
 * would change, and the page where it goes on.
 */
@Component
class Composer {

	private static final int ROWS = 15;

	private static final int LONGEST_ROW = 160;

	private static final int LONGEST_REASON = 600;

	private final Words words;

	private final NotificationProperties properties;

	private final PortalAddress portal;

	Composer(Words words, NotificationProperties properties, PortalAddress portal) {
		this.words = words;
		this.properties = properties;
		this.portal = portal;
	}

	/**
	 * Makes the message.
	 * @param background of its request; null where there is none
	 */
	SlackMessage compose(Happened happened, @Nullable Background background) {
		URI page = page(happened);
		String named = named(happened, background);
		Mrkdwn title = Mrkdwn.of(named, 200);
		List<Mrkdwn> paragraphs = new ArrayList<>();
		paragraphs.add(headline(happened, (page != null) ? Mrkdwn.link(page, named) : title, background));
		reason(happened, background, paragraphs);
		shortened(happened, paragraphs);
		if (background != null) {
			plan(happened.action(), background, paragraphs);
			people(happened, background, paragraphs);
		}
		return new SlackMessage(this.properties.channel(happened.action()), headline(happened, title, background),
				paragraphs);
	}

	/** The end of something must not read like its beginning. */
	private String named(Happened happened, @Nullable Background background) {
		String title = this.words.said(happened.title(), Words.OWN);
		return (background != null && background.deed() != null) ? background.deed() + ": " + title : title;
	}

	private @Nullable URI page(Happened happened) {
		if (happened.request() != null) {
			return this.portal.request(happened.request());
		}
		if (happened.asset() != null) {
			return this.portal.asset(happened.asset());
		}
		String path = happened.detail().get(Happened.About.PAGE.key());
		return (path != null) ? this.portal.at(path) : null;
	}

	/** What was decided at once needs nobody's approval. */
	private static String key(Happened happened, @Nullable Background background) {
		boolean asked = happened.action() == Action.REQUEST_SUBMITTED || happened.action() == Action.REQUEST_REVISED;
		return "notification."
				+ ((asked && background != null && background.decided()) ? "ASKED_FOR" : happened.action());
	}

	private Mrkdwn headline(Happened happened, Mrkdwn title, @Nullable Background background) {
		return say(key(happened, background), Map.of("who", person(happened.actor()), "title", title, "number",
				(happened.request() != null) ? happened.request().toString() : ""));
	}

	/** An approver gave less time than was asked for. */
	private void shortened(Happened happened, List<Mrkdwn> paragraphs) {
		String lifetime = happened.detail().getOrDefault(About.LIFETIME.key(), "");
		if (!lifetime.isEmpty()) {
			paragraphs.add(say("notification.shortened",
					Map.of("lifetime", this.words.duration(Duration.parse(lifetime), Words.OWN))));
		}
	}

	/** The words that somebody gave for it, or what the portal has to say. */
	private void reason(Happened happened, @Nullable Background background, List<Mrkdwn> paragraphs) {
		String reason = switch (happened.action()) {
			case REQUEST_SUBMITTED, REQUEST_REVISED, APPROVAL_GIVEN, REQUEST_REJECTED, CHANGES_ASKED,
					REQUEST_WITHDRAWN ->
				happened.detail().getOrDefault(About.REASON.key(), "");
			case REQUEST_FAILED -> (background != null && background.message() != null) ? background.message() : "";
			case ASSET_DRIFTED -> drifted(happened.detail().getOrDefault(About.RESOURCES.key(), ""));
			case ATTENTION_NEEDED -> Text.unpacked(happened.detail().getOrDefault(About.WHY.key(), ""))
				.map((why) -> this.words.of(why, Words.OWN))
				.orElse("");
			default -> "";
		};
		if (!reason.isBlank()) {
			paragraphs.add(new Mrkdwn("> " + Mrkdwn.of(reason, LONGEST_REASON)));
		}
	}

	private String drifted(String resources) {
		return Arrays.stream(resources.split(", "))
			.map((key) -> this.words.thing(key, Words.OWN))
			.collect(Collectors.joining("; "));
	}

	private void plan(Action action, Background background, List<Mrkdwn> paragraphs) {
		boolean decides = !background.decided() && (action == Action.REQUEST_SUBMITTED
				|| action == Action.REQUEST_REVISED || action == Action.PLAN_CHANGED);
		if (decides && background.summary() != null) {
			List<Mrkdwn> lines = new ArrayList<>();
			lines.add(Mrkdwn.of(background.summary()));
			background.plan().stream().limit(ROWS).map((row) -> Mrkdwn.of("• " + row, LONGEST_ROW)).forEach(lines::add);
			if (background.plan().size() > ROWS) {
				lines.add(say("notification.more", Map.of("count", background.plan().size() - ROWS)));
			}
			paragraphs.add(new Mrkdwn(lines.stream().map(Mrkdwn::markup).collect(Collectors.joining("\n"))));
		}
	}

	private void people(Happened happened, Background background, List<Mrkdwn> paragraphs) {
		if (happened.action() == Action.REQUEST_SUBMITTED || happened.action() == Action.REQUEST_REVISED) {
			return;
		}
		Mrkdwn requester = person(background.requester());
		if (!background.approvers().isEmpty()) {
			String approvers = background.approvers()
				.stream()
				.map((approver) -> person(approver).markup())
				.collect(Collectors.joining(", "));
			paragraphs.add(say("notification.people", Map.of("requester", requester, "approvers", approvers)));
		}
		else {
			paragraphs.add(say("notification.requester", Map.of("requester", requester)));
		}
	}

	private Mrkdwn person(String username) {
		return username.equals(Happened.PORTAL) ? say("notification.portal", Map.of()) : Mrkdwn.of(username, 100);
	}

	/** Our own words hold none of the characters that Slack wants escaped. */
	private Mrkdwn say(String key, Map<String, Object> named) {
		return new Mrkdwn(this.words.message(key, Words.OWN, Map.copyOf(named)));
	}

}
