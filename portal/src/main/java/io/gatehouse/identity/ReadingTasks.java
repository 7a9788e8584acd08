package io.gatehouse.identity;

import java.util.concurrent.atomic.AtomicBoolean;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** When people are read from GitLab again. */
@Configuration(proxyBeanMethods = false)
class ReadingTasks {

	private static final Logger log = LoggerFactory.getLogger(ReadingTasks.class);

	private final AtomicBoolean away = new AtomicBoolean();

	@Bean
	RecurringTask<Void> readPeople(PeopleReader reader, RoleProperties properties) {
		return Tasks.recurring("read-people", FixedDelay.of(properties.refreshEvery()))
			.execute((instance, context) -> tolerating(reader::readAll));
	}

	@Bean
	RecurringTask<Void> checkBlocked(PeopleReader reader, RoleProperties properties) {
		return Tasks.recurring("check-blocked", FixedDelay.of(properties.checkBlockedEvery()))
			.execute((instance, context) -> tolerating(reader::checkBlocked));
	}

	/**
	 * While GitLab is away everybody stays as last read, and the log says so once and not
	 * every 20 seconds.
	 */
	void tolerating(Runnable reading) {
		try {
			reading.run();
			if (this.away.compareAndSet(true, false)) {
				log.info("People are read from GitLab again");
			}
		}
		catch (RuntimeException ex) {
			if (this.away.compareAndSet(false, true)) {
				log.warn("Cannot read people from GitLab; they stay as last read", ex);
			}
		}
	}

}
