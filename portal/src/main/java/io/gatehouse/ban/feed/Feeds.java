package io.gatehouse.ban.feed;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.gatehouse.ban.feed.Candidate.Left;
import io.gatehouse.ban.feed.FeedProperties.Feed;
import io.gatehouse.ban.feed.FeedRows.Row;
import io.gatehouse.ban.list.BanNames;
import io.gatehouse.ban.list.Bans;
import io.gatehouse.ban.list.ListRefresh;
import io.gatehouse.ban.list.Protection;
import io.gatehouse.ban.list.Protection.Kept;
import io.gatehouse.ban.list.Scope;
import io.gatehouse.ban.net.AddressSet;
import io.gatehouse.request.ExternalSystem.Matter;
import io.gatehouse.request.Text;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The feeds that are configured, and how each does. */
@Component
public class Feeds {

	/** Where ops see them. */
	static final String PAGE = "/bans/feeds";

	private final FeedProperties properties;

	private final FeedRows rows;

	private final FeedBook book;

	private final Bans bans;

	private final Protection protection;

	private final ListRefresh refresh;

	Feeds(FeedProperties properties, FeedRows rows, FeedBook book, Bans bans, Protection protection,
			ListRefresh refresh) {
		this.properties = properties;
		this.rows = rows;
		this.book = book;
		this.bans = bans;
		this.protection = protection;
		this.refresh = refresh;
	}

	/**
	 * How a feed does, and what it is.
	 *
	 * @param server where it is read, without path and query, which may hold a secret
	 * @param ban the name of its ban, if there is one
	 * @param state null where it was never read
	 * @param message why it is stopped or failed
	 * @param attention whether ops were told
	 * @param entries as the feed counts them, of what is banned
	 * @param unreadable what was no address when it was read last
	 * @param skipped what was, all of it or in part, an address that nobody outside has
	 * @param readAt when it was last read and taken
	 * @param changedAt when it last had other entries than before
	 * @param candidate the digest of what is held back, if ops may accept it
	 * @param candidateEntries how many entries that has
	 */
	public record Standing(String name, String server, String ban, Scope scope, String reason, Duration every,
			Duration lasts, boolean enabled, @Nullable FeedState state, @Nullable Text message, boolean attention,
			int entries, int unreadable, int skipped, @Nullable Instant readAt, @Nullable Instant changedAt,
			@Nullable Instant nextAt, @Nullable String candidate, int candidateEntries) {
	}

	/**
	 * What is held back, beside what is banned of the feed now.
	 *
	 * @param added what would be banned newly
	 * @param gone what would be banned no more
	 * @param kept the protected networks of which it has addresses; these stay let
	 * through
	 */
	public record Held(AddressSet all, AddressSet added, AddressSet gone, List<Kept> kept) {
	}

	/** All of them, by name. */
	public List<Standing> all() {
		return this.properties.feeds()
			.entrySet()
			.stream()
			.sorted(Map.Entry.comparingByKey())
			.map((feed) -> standing(feed.getKey(), feed.getValue()))
			.toList();
	}

	public Optional<Standing> find(String name) {
		return Optional.ofNullable(this.properties.feeds().get(name)).map((feed) -> standing(name, feed));
	}

	private Standing standing(String name, Feed feed) {
		Optional<Row> row = this.rows.find(name);
		Left left = row.map(Row::left).orElse(Left.NOTHING);
		return new Standing(name, server(feed.address()), BanNames.ofFeed(name, feed.scope().name()), feed.scope(),
				feed.reason(), feed.every(), feed.lasts(), feed.enabled(), row.map(Row::state).orElse(null),
				row.map(Row::message).orElse(null), row.map(Row::attention).orElse(false),
				row.map(Row::entries).orElse(0), left.unreadable(), left.skipped(), row.map(Row::readAt).orElse(null),
				row.map(Row::changedAt).orElse(null), row.map(Row::nextAt).orElse(null),
				row.map(Row::candidate).orElse(null), row.map(Row::candidateEntries).orElse(0));
	}

	private static String server(URI address) {
		String port = (address.getPort() != -1) ? ":" + address.getPort() : "";
		return address.getScheme() + "://" + address.getHost() + port;
	}

	/** What is held back, to be looked at; empty where it is something else by now. */
	@Transactional(readOnly = true)
	public Optional<Held> held(String name, String digest) {
		Feed feed = this.properties.feeds().get(name);
		if (feed == null) {
			return Optional.empty();
		}
		return this.rows.candidateLines(name, digest).map(CandidateLines::set).map((all) -> {
			AddressSet banned = this.bans.find(BanNames.ofFeed(name, feed.scope().name()))
				.map((ban) -> this.bans.entries(ban.id()))
				.orElseGet(AddressSet::none);
			return new Held(all, all.minus(banned), banned.minus(all), this.protection.touching(all));
		});
	}

	/**
	 * Has banned what is held back, as somebody saw it.
	 * @param digest of what they saw
	 * @param person the user name of whoever says so
	 * @return whether it was still that; if not, it must be looked at again
	 */
	public boolean accept(String name, String digest, String person) {
		Feed feed = this.properties.feeds().get(name);
		boolean accepted = feed != null && feed.enabled() && this.book.accept(name, feed, digest, person);
		if (accepted) {
			this.refresh.soon();
		}
		return accepted;
	}

	/** What is wrong with any of them now. */
	public List<Matter> matters() {
		List<Matter> matters = new ArrayList<>();
		for (Row row : this.rows.all()) {
			Text message = row.message();
			if (message != null && row.attention() && this.properties.feeds().containsKey(row.name())) {
				matters.add(new Matter(row.readAt(), Text.of("ban.feed.title", row.name()), message, PAGE));
			}
		}
		return matters;
	}

}
