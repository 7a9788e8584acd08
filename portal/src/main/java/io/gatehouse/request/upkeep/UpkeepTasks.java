package io.gatehouse.request.upkeep;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.gatehouse.request.audit.ChainState;
import io.gatehouse.request.upload.UploadStore;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The queue's tasks that come again and again; one portal at a time runs each. */
@Configuration(proxyBeanMethods = false)
class UpkeepTasks {

	@Bean
	Task<Void> endsTask(Ends ends, UpkeepProperties properties) {
		return Tasks.recurring("ends", FixedDelay.of(properties.ends())).execute((instance, context) -> ends.due());
	}

	@Bean
	Task<Void> restorationsTask(Restorations restorations) {
		return Tasks.recurring("restorations", FixedDelay.ofSeconds(10))
			.execute((instance, context) -> restorations.due());
	}

	@Bean
	Task<Void> uploadsTask(UploadStore uploads) {
		return Tasks.recurring("uploads", FixedDelay.ofHours(1)).execute((instance, context) -> uploads.tidy());
	}

	@Bean
	Task<Void> auditTask(ChainState chain, UpkeepProperties properties) {
		return Tasks.recurring("audit", FixedDelay.of(properties.audit()))
			.execute((instance, context) -> chain.check());
	}

	@Bean
	Task<Void> driftTask(DriftCheck check, UpkeepProperties properties) {
		return Tasks.recurring("drift", FixedDelay.of(properties.driftLook()))
			.execute((instance, context) -> check.due());
	}

}
