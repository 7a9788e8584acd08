package io.gatehouse.ban.list;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.gatehouse.ban.list.Lists.Published;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Brings the lists up to date: at once where this portal changed something, and every few
 * seconds because a ban may have come to its end, or a portal may have died before it
 * could.
 */
@Component
public class ListRefresh {

	private static final Logger log = LoggerFactory.getLogger(ListRefresh.class);

	private static final Duration EVERY = Duration.ofSeconds(3);

	private final Lists lists;

	private final Versions versions;

	private final BanTargets targets;

	/** One runs, and one may wait to see what came while that one ran. */
	private final Semaphore places = new Semaphore(2);

	private final ReentrantLock turn = new ReentrantLock();

	ListRefresh(Lists lists, Versions versions, BanTargets targets) {
		this.lists = lists;
		this.versions = versions;
		this.targets = targets;
	}

	/** Something has changed and is committed. */
	public void soon() {
		if (this.places.tryAcquire()) {
			Thread.ofVirtual().name("ban-lists").start(() -> {
				try {
					now();
				}
				finally {
					this.places.release();
				}
			});
		}
	}

	/** Brings all up to date. */
	public void now() {
		this.turn.lock();
		try {
			this.targets.all().forEach(this::refresh);
		}
		finally {
			this.turn.unlock();
		}
	}

	private void refresh(Scope target) {
		try {
			this.lists.refresh(target);
		}
		catch (RuntimeException ex) {
			// The others are not held up; this one is looked at again soon.
			log.warn("The list of bans for {} could not be brought up to date: {}", target, ex.toString());
		}
	}

	@TransactionalEventListener
	void published(Published published) {
		this.versions.refresh();
	}

	/** Those who are told to drop something. */
	public interface Audience {

		/** The targets that there are now. */
		List<Scope> targets();

	}

	/** The look every few seconds; one portal at a time. */
	@Configuration(proxyBeanMethods = false)
	static class RefreshTask {

		@Bean
		Task<Void> banChangesTask(Lists lists, BanTargets targets) {
			return Tasks.recurring("ban-changes", FixedDelay.ofHours(1))
				.execute((instance, context) -> lists.prune(targets.all()));
		}

		@Bean
		Task<Void> banListsTask(ListRefresh refresh) {
			return Tasks.recurring("ban-lists", FixedDelay.of(EVERY)).execute((instance, context) -> refresh.now());
		}

	}

}
