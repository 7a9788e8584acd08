package io.gatehouse.request.execution;

import java.time.Duration;
import java.util.UUID;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The durable queue's task: one entry is one request that is to be carried out. */
@Configuration(proxyBeanMethods = false)
class RequestTask {

	/** Where the run itself broke off, such as with the database away. */
	private static final Duration AFTER_FAULT = Duration.ofSeconds(5);

	static TaskDescriptor<Void> descriptor() {
		return TaskDescriptor.of(Runs.TASK);
	}

	@Bean
	Task<Void> serviceRequestTask(RequestExecutor executor) {
		return Tasks.custom(descriptor())
			.onFailure(new FailureHandler.OnFailureRetryLater<>(AFTER_FAULT))
			.onDeadExecutionRevive()
			.execute((instance, context) -> completion(executor.run(request(instance))));
	}

	private static UUID request(TaskInstance<Void> instance) {
		return UUID.fromString(instance.getId().split("/")[0]);
	}

	private static CompletionHandler<Void> completion(Next next) {
		return switch (next) {
			case Next.Nothing nothing -> new CompletionHandler.OnCompleteRemove<>();
			case Next.After after -> new CompletionHandler.OnCompleteReschedule<>(FixedDelay.of(after.delay()));
		};
	}

}
