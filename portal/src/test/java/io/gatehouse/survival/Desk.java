package io.gatehouse.survival;

import java.util.List;

import javax.sql.DataSource;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.Task;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

/**
 * Lets the portal in the tests' own process take requests and have them approved, without
 * a worker: whatever is carried out, another process does it.
 */
@TestConfiguration(proxyBeanMethods = false)
class Desk {

	@Bean
	SchedulerClient queueOnly(DataSource database, List<Task<?>> tasks) {
		return SchedulerClient.Builder.create(new TransactionAwareDataSourceProxy(database), tasks).build();
	}

}
