package io.gatehouse.ban.feed;

import java.net.URI;
import java.time.Clock;
import java.util.Map;

import io.gatehouse.adapter.feed.Download;
import io.gatehouse.adapter.feed.Downloaded;
import io.gatehouse.adapter.feed.Downloads;
import io.gatehouse.ban.feed.FeedProperties.Feed;
import io.gatehouse.ban.feed.FeedProperties.Format;
import io.gatehouse.ban.feed.FeedRows.Begun;
import io.gatehouse.ban.feed.FeedRows.Row;
import io.gatehouse.ban.list.ListRefresh;
import io.gatehouse.request.ExternalSystem.Failure;
import io.gatehouse.request.Text;

import org.springframework.stereotype.Component;

/** Reads a feed once. It keeps nothing: another portal can go on from the database. */
@Component
class FeedReader {

	/** See "decisions" in CrowdSec's description of its local API. */
	private static final String DECISIONS = "/v1/decisions/stream";

	private final FeedRows rows;

	private final FeedBook book;

	private final ListReader lists;

	private final Downloads downloads;

	private final ListRefresh refresh;

	private final Clock clock;

	FeedReader(FeedRows rows, FeedBook book, ListReader lists, Downloads downloads, ListRefresh refresh, Clock clock) {
		this.rows = rows;
		this.book = book;
		this.lists = lists;
		this.downloads = downloads;
		this.refresh = refresh;
		this.clock = clock;
	}

	void read(String name, Feed feed) {
		Begun begun = this.rows.begin(name, feed, this.clock.instant());
		boolean whole = !begun.resumable();
		if (settle(name, feed, begun.row(), whole)) {
			this.refresh.soon();
		}
	}

	private boolean settle(String name, Feed feed, Row row, boolean whole) {
		Downloaded downloaded;
		try {
			downloaded = this.downloads.fetch(download(name, feed, row, whole));
		}
		catch (Failure ex) {
			// A read that was cut off says nothing of the feed.
			if (!Thread.currentThread().isInterrupted()) {
				this.book.failed(name, feed, row.turn(), ex);
			}
			return false;
		}
		return switch (downloaded) {
			case Downloaded.Unchanged unchanged -> this.book.unchanged(name, feed, row.turn());
			case Downloaded.TooLarge tooLarge ->
				stopped(name, feed, row, Text.of("ban.feed.too-large", feed.maxSize().toKilobytes()));
			case Downloaded.Content content -> content(name, feed, row, content, whole);
		};
	}

	private boolean content(String name, Feed feed, Row row, Downloaded.Content downloaded, boolean whole) {
		Content content = (feed.format() == Format.CROWDSEC)
				? DecisionReader.read(downloaded.body(), whole, feed.skipped())
				: this.lists.read(feed, downloaded.body());
		return switch (content) {
			case Content.Broken broken -> stopped(name, feed, row, broken.why());
			case Content.Decisions decisions -> this.book.decided(name, feed, row.turn(), decisions);
			case Content.Listed listed -> this.book.listed(name, feed, row.turn(), listed.candidate(),
					downloaded.etag(), downloaded.lastModified());
		};
	}

	private boolean stopped(String name, Feed feed, Row row, Text why) {
		this.book.stopped(name, feed, row.turn(), why);
		return false;
	}

	private static Download download(String name, Feed feed, Row row, boolean whole) {
		URI address = (feed.format() == Format.CROWDSEC) ? decisions(feed.address(), whole) : feed.address();
		Map<String, String> headers = (feed.apiKey() != null) ? Map.of(feed.apiKeyHeader(), feed.apiKey()) : Map.of();
		return new Download(name, address, headers, row.etag(), row.lastModified(), feed.maxSize());
	}

	/** What the address asks for beside, such as origins, is kept. */
	static URI decisions(URI api, boolean whole) {
		String text = api.toString();
		int mark = text.indexOf('?');
		String path = ((mark >= 0) ? text.substring(0, mark) : text).replaceFirst("/+$", "");
		String query = (mark >= 0) ? text.substring(mark + 1) + "&" : "";
		return URI.create((path.endsWith(DECISIONS) ? path : path + DECISIONS) + "?" + query + "startup=" + whole);
	}

}
