package io.gatehouse.sandbox.slack;

import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Collectors;

import io.gatehouse.sandbox.http.Exchange;
import io.gatehouse.sandbox.slack.SlackStandIn.Message;

/** The page for people that shows the messages, newest first. */
final class Pages {

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss")
		.withZone(ZoneId.systemDefault());

	private static final String STYLE = """
			:root { color-scheme: light dark; }
			body { font: 16px/1.5 system-ui, sans-serif; max-width: 46rem; margin: 0 auto; padding: 0 1rem 3rem; }
			header { padding: .75rem 1rem; margin: 1rem 0; border: 2px dashed; border-radius: .5rem; }
			article { border-top: 1px solid color-mix(in srgb, currentColor 25%, transparent); padding: .75rem 0; }
			article p { margin: .35rem 0; overflow-wrap: anywhere; }
			article footer { font-size: .875rem; opacity: .8; }
			""";

	private final Workspace workspace;

	Pages(Workspace workspace) {
		this.workspace = workspace;
	}

	void messages(Exchange exchange) {
		List<Message> messages = this.workspace.messages();
		String articles = messages.reversed().stream().map(Pages::article).collect(Collectors.joining());
		exchange.html(200, """
				<!doctype html>
				<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
				<title>Messages - stand-in for Slack</title><link rel="stylesheet" href="/style.css"></head>
				<body><header><strong>stand-in for Slack</strong> Nobody reads along here.</header>
				<main><h1>Messages</h1>%s</main></body></html>
				""".formatted(articles.isEmpty() ? "<p>None yet. Ask for something in the portal.</p>" : articles));
	}

	private static String article(Message message) {
		String paragraphs = message.paragraphs()
			.stream()
			.map((paragraph) -> "<p>" + Mrkdwn.html(paragraph) + "</p>")
			.collect(Collectors.joining());
		return "<article>%s<footer>%s, %s</footer></article>".formatted(paragraphs, Mrkdwn.html(message.channel()),
				TIME.format(message.at()));
	}

	static void style(Exchange exchange) {
		exchange.send(200, "text/css; charset=utf-8", STYLE.getBytes(StandardCharsets.UTF_8));
	}

}
