package io.gatehouse.adapter.slack;

import java.net.URI;

/**
 * Text in Slack's markup that calls nobody and links nowhere but where we want: foreign
 * text comes in only through {@link #of}.
 *
 * @see <a href="https://docs.slack.dev/messaging/formatting-message-text">Formatting
 * message text</a>
 */
public record Mrkdwn(String markup) {

	/**
	 * Foreign text on one line. Escaped are the three characters that Slack wants
	 * escaped: without them there is no mention, no command and no link.
	 */
	public static Mrkdwn of(String text) {
		return new Mrkdwn(escaped(oneLine(text)));
	}

	/** Foreign text on one line, cut where it is longer than a number of characters. */
	public static Mrkdwn of(String text, int longest) {
		String line = oneLine(text);
		return of((line.length() <= longest) ? line : line.substring(0, longest - 1).stripTrailing() + "…");
	}

	/** A link with foreign text on it. */
	public static Mrkdwn link(URI target, String text) {
		return new Mrkdwn("<" + escaped(target.toASCIIString()).replace("|", "%7C") + "|" + of(text, 200).markup + ">");
	}

	/** Line breaks could make a text of others look like one of ours. */
	private static String oneLine(String text) {
		return text.replaceAll("[\\p{Cntrl}\\p{Zl}\\p{Zp}\\s]+", " ").replaceAll("\\p{Cf}", "").strip();
	}

	private static String escaped(String text) {
		return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
	}

	@Override
	public String toString() {
		return this.markup;
	}

}
