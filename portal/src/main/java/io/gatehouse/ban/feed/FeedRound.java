package io.gatehouse.ban.feed;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.gatehouse.ban.feed.FeedProperties.Feed;
import io.gatehouse.ban.feed.FeedProperties.Format;
import io.gatehouse.ban.list.ListRefresh;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;

/**
 * Looks which feeds are due, and reads them; when each is due is in the database. A feed
 * that is not configured any more ends by itself, one that is switched off ends at once.
 */
@Component
class FeedRound {

	private static final Logger log = LoggerFactory.getLogger(FeedRound.class);

	private static final Duration EVERY = Duration.ofSeconds(3);

	/** Each holds a feed in memory, and a connection to the database for a while. */
	private static final int AT_ONCE = 4;

	private final FeedProperties properties;

	private final FeedRows rows;

	private final FeedBook book;

	private final FeedReader reader;

	private final ListRefresh refresh;

	private final Clock clock;

	private final Semaphore places = new Semaphore(AT_ONCE);

	FeedRound(FeedProperties properties, FeedRows rows, FeedBook book, FeedReader reader, ListRefresh refresh,
			Clock clock) {
		this.properties = properties;
		this.rows = rows;
		this.book = book;
		this.reader = reader;
		this.refresh = refresh;
		this.clock = clock;
	}

	/** Some at once, so that a slow one does not hold up the others. */
	void now() {
		this.book.tidy();
		try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			this.properties.feeds().forEach((name, feed) -> threads.execute(() -> look(name, feed)));
		}
	}

	private void look(String name, Feed feed) {
		this.places.acquireUninterruptibly();
		try {
			if (!feed.enabled() ? this.book.end(name)
					: feed.format() == Format.CROWDSEC && this.book.expire(name, feed)) {
				this.refresh.soon();
			}
			if (feed.enabled() && due(name)) {
				this.reader.read(name, feed);
			}
		}
		catch (RuntimeException ex) {
			// The others are not held up; this one is looked at again soon.
			log.warn("The feed {} could not be read: {}", name, ex.toString());
		}
		finally {
			this.places.release();
		}
	}

	private boolean due(String name) {
		Instant now = this.clock.instant();
		return this.rows.find(name).filter((row) -> row.nextAt().isAfter(now)).isEmpty();
	}

	/** The look every few seconds; one portal at a time. */
	@Configuration(proxyBeanMethods = false)
	static class RoundTask {

		@Bean
		Task<Void> banFeedsTask(FeedRound round) {
			return Tasks.recurring("ban-feeds", FixedDelay.of(EVERY)).execute((instance, context) -> round.now());
		}

	}

}
