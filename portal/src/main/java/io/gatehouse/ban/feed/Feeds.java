package io.gatehouse.ban.feed;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import io.gatehouse.ban.feed.FeedProperties.Feed;
import io.gatehouse.ban.feed.FeedRows.Row;
import io.gatehouse.ban.list.ListRefresh;
import io.gatehouse.ban.list.Scope;
import io.gatehouse.ban.net.AddressSet;
import io.gatehouse.request.ExternalSystem.Health.Fault;
import io.gatehouse.request.Text;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/** The feeds that are configured, and how each does. */
@Component
public class Feeds {

	private final FeedProperties properties;

	private final FeedRows rows;

	private final FeedBook book;

	private final ListRefresh refresh;

	Feeds(FeedProperties properties, FeedRows rows, FeedBook book, ListRefresh refresh) {
		this.properties = properties;
		this.rows = rows;
		this.book = book;
		this.refresh = refresh;
	}

	/**
	 * How a feed does.
	 *
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
	public record Standing(String name, String ban, Scope scope, boolean enabled, @Nullable FeedState state,
			@Nullable Text message, boolean attention, int entries, int unreadable, int skipped,
			@Nullable Instant readAt, @Nullable Instant changedAt, @Nullable Instant nextAt, @Nullable String candidate,
			int candidateEntries) {
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
		String ban = FeedBook.ban(name, feed.scope().name());
		return this.rows.find(name)
			.map((row) -> new Standing(name, ban, feed.scope(), feed.enabled(), row.state(), row.message(),
					row.attention(), row.entries(), row.left().unreadable(), row.left().skipped(), row.readAt(),
					row.changedAt(), row.nextAt(), row.candidate(), row.candidateEntries()))
			.orElseGet(() -> new Standing(name, ban, feed.scope(), feed.enabled(), null, null, false, 0, 0, 0, null,
					null, null, null, 0));
	}

	/** What is held back, to be looked at; empty where it is something else by now. */
	public Optional<AddressSet> candidate(String name, String digest) {
		return this.rows.candidateLines(name, digest).map(CandidateLines::set);
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

	/** What is wrong with any of them now, newest first. */
	public List<Fault> faults() {
		List<Fault> faults = new ArrayList<>();
		for (Row row : this.rows.all()) {
			Text message = row.message();
			if (message != null && row.attention() && this.properties.feeds().containsKey(row.name())) {
				faults.add(new Fault(Objects.requireNonNullElse(row.readAt(), row.nextAt()), message));
			}
		}
		faults.sort(Comparator.comparing(Fault::at).reversed());
		return faults;
	}

}
