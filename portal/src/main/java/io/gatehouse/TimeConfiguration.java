package io.gatehouse;

import java.time.Clock;

import javax.sql.DataSource;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The one clock of the portal, and of its queue. */
@Configuration(proxyBeanMethods = false)
class TimeConfiguration {

	@Bean(initMethod = "start", destroyMethod = "stop")
	DatabaseClock clock(DataSource database) {
		return new DatabaseClock(database, Clock.systemUTC());
	}

	/** By it the queue says when something is due, and that whoever works on it lives. */
	@Bean
	com.github.kagkarlsson.scheduler.Clock queueClock(Clock clock) {
		return clock::instant;
	}

}
