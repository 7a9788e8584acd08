package io.gatehouse.ban.feed;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.gatehouse.ban.feed.FeedProperties.Feed;
import io.gatehouse.ban.feed.FeedProperties.Format;
import io.gatehouse.ban.feed.FeedRows.Row;
import io.gatehouse.ban.list.ListRefresh;
import jakarta.annotation.PreDestroy;
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

	private static final Duration GRACE = Duration.ofSeconds(2);

	private final FeedProperties properties;

	private final FeedRows rows;

	private final FeedBook book;

	private final FeedReader reader;

	private final ListRefresh refresh;

	private final Clock clock;

	private final Semaphore places = new Semaphore(AT_ONCE);

	/** What is being read here; when it is due next is known a moment after it began. */
	private final Set<String> reading = ConcurrentHashMap.newKeySet();

	private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

	FeedRound(FeedProperties properties, FeedRows rows, FeedBook book, FeedReader reader, ListRefresh refresh,
			Clock clock) {
		this.properties = properties;
		this.rows = rows;
		this.book = book;
		this.reader = reader;
		this.refresh = refresh;
		this.clock = clock;
	}

	/**
	 * Ends what has come to its end, and begins to read what is due. Reads go on beyond
	 * this, so that a slow one holds up neither other feeds nor the end of anything.
	 */
	void now() {
		this.book.tidy();
		this.properties.feeds().forEach(this::end);
		due().forEach((feed) -> begin(feed.getKey(), feed.getValue()));
	}

	private void end(String name, Feed feed) {
		try {
			if (!feed.enabled() ? this.book.end(name)
					: feed.format() == Format.CROWDSEC && this.book.expire(name, feed)) {
				this.refresh.soon();
			}
		}
		catch (RuntimeException ex) {
			// The others are not held up; this one is looked at again soon.
			log.warn("What has ended of the feed {} could not be ended: {}", name, ex.toString());
		}
	}

	/** Those that are due, longest first: where places are few, each gets one in time. */
	private List<Map.Entry<String, Feed>> due() {
		Instant now = this.clock.instant();
		Map<String, Instant> next = this.rows.all().stream().collect(Collectors.toMap(Row::name, Row::nextAt));
		Function<Map.Entry<String, Feed>, Instant> since = (feed) -> next.getOrDefault(feed.getKey(), Instant.MIN);
		return this.properties.feeds()
			.entrySet()
			.stream()
			.filter((feed) -> feed.getValue().enabled())
			.filter((feed) -> !since.apply(feed).isAfter(now))
			.sorted(Comparator.comparing(since))
			.toList();
	}

	private void begin(String name, Feed feed) {
		if (this.reading.contains(name) || !this.places.tryAcquire()) {
			return;
		}
		this.reading.add(name);
		this.threads.execute(() -> {
			try {
				this.reader.read(name, feed);
			}
			catch (RuntimeException ex) {
				// This one is looked at again soon.
				log.warn("The feed {} could not be read: {}", name, ex.toString());
			}
			finally {
				this.reading.remove(name);
				this.places.release();
			}
		});
	}

	/** Lets reads end that are about to, and cuts the others off. */
	@PreDestroy
	void stop() throws InterruptedException {
		this.threads.shutdown();
		if (!this.threads.awaitTermination(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
			this.threads.shutdownNow();
			this.threads.awaitTermination(GRACE.toMillis(), TimeUnit.MILLISECONDS);
		}
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
