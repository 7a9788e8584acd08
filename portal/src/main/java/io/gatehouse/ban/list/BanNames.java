package io.gatehouse.ban.list;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.gatehouse.request.Text;

/**
 * What bans are called: by machines, so that the same addresses in the same place are the
 * same ban, and in words that are made of that.
 */
public final class BanNames {

	private static final String SCOPE = " (everywhere|ingress|hosts/[a-z0-9-]+)";

	private static final Pattern ASKED = Pattern.compile("(\\S+)(?: \\+(\\d{1,9}) \\([0-9a-f]{12}\\))?" + SCOPE);

	/** As the kernel writes it; see {@code Resource.Context}. */
	private static final Pattern REQUEST = Pattern.compile("Gatehouse request (\\d{1,18})");

	private static final Pattern FEED = Pattern.compile("feed (.+)");

	private static final Pattern FED = Pattern.compile("feed (.+)" + SCOPE);

	private BanNames() {
	}

	/**
	 * The name of a ban of addresses.
	 * @param networks the first network and how many there are besides, as
	 * {@link #networks} gives it
	 */
	public static String of(String networks, Scope scope) {
		return networks + " " + scope.name();
	}

	/** Networks by the first of them, told from others by the digest of them all. */
	public static String networks(String first, int more, String digest) {
		return (more == 0) ? first : "%s +%d (%s)".formatted(first, more, digest.substring(0, 12));
	}

	/** The name of the ban that a feed keeps. */
	public static String ofFeed(String feed, String scope) {
		return by(feed) + " " + scope;
	}

	/** Who is told as having made a feed's ban. */
	public static String by(String feed) {
		return "feed " + feed;
	}

	/** The number of the request that a reference names. */
	static Optional<String> request(String reference) {
		Matcher request = REQUEST.matcher(reference);
		return request.matches() ? Optional.of(request.group(1)) : Optional.empty();
	}

	/** A reference in words. */
	static Text from(String reference) {
		return request(reference).map((number) -> Text.of("ban.from.request", number))
			.or(() -> feed(reference))
			.orElseGet(() -> Text.of("ban.name.other", reference));
	}

	/** Whoever made a ban, in words; empty where it was no feed. */
	public static Optional<Text> feed(String by) {
		Matcher feed = FEED.matcher(by);
		return feed.matches() ? Optional.of(Text.of("ban.feed.title", feed.group(1))) : Optional.empty();
	}

	/** A name in words; empty where it is none of these. */
	public static Optional<Text> said(String name) {
		Matcher fed = FED.matcher(name);
		if (fed.matches()) {
			return Optional.of(new Scope(fed.group(2)).said("ban.name.feed", fed.group(1)));
		}
		Matcher asked = ASKED.matcher(name);
		return asked.matches() ? Optional.of(new Scope(asked.group(3)).said("ban.name", asked.group(1),
				(asked.group(2) != null) ? asked.group(2) : "0")) : Optional.empty();
	}

}
