package io.gatehouse.sandbox.slack;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Shows Slack's markup as HTML. What would call people is marked, so that a text that
 * slipped through unescaped is seen.
 */
final class Mrkdwn {

	private static final Pattern CONTROL = Pattern.compile("<([^<>|]+)(?:\\|([^<>]*))?>");

	private static final Pattern BOLD = Pattern.compile("(?<![\\w*])\\*(\\S(?:[^*\\n]*\\S)?)\\*(?![\\w*])");

	private Mrkdwn() {
	}

	static String html(String text) {
		StringBuilder html = new StringBuilder();
		Matcher control = CONTROL.matcher(text);
		int from = 0;
		while (control.find()) {
			html.append(plain(text.substring(from, control.start())));
			html.append(control(control.group(1), control.group(2)));
			from = control.end();
		}
		html.append(plain(text.substring(from)));
		return BOLD.matcher(html).replaceAll("<strong>$1</strong>").replace("\n", "<br>");
	}

	@SuppressWarnings("NullAway") // a group that did not match is null
	private static String control(String target, String label) {
		if (target.startsWith("http://") || target.startsWith("https://")) {
			return "<a href=\"" + quoted(target) + "\">" + plain((label != null) ? label : target) + "</a>";
		}
		return "<mark>calls " + plain(target) + "</mark>";
	}

	private static String quoted(String text) {
		return plain(text).replace("\"", "&quot;");
	}

	/** Slack's three escapes are HTML's too. */
	private static String plain(String text) {
		return text.replaceAll("&(?!amp;|lt;|gt;)", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
	}

}
