package io.gatehouse.notification;

import java.time.Duration;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.gatehouse.notification.Delivery.Later;
import io.gatehouse.notification.Delivery.Over;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The durable queue's task: one entry is one message. It goes only after it was sent, so
 * that who dies in between, or is held up until the queue takes them for dead, has it
 * sent once more.
 */
@Configuration(proxyBeanMethods = false)
class DeliveryTask {

	/** Where the delivery itself broke off, such as with the database away. */
	private static final Duration AFTER_FAULT = Duration.ofSeconds(10);

	static TaskDescriptor<String> descriptor() {
		return TaskDescriptor.of("notification", String.class);
	}

	@Bean
	Task<String> notificationTask(Delivery delivery) {
		return Tasks.custom(descriptor())
			.onFailure(new FailureHandler.OnFailureRetryLater<>(AFTER_FAULT))
			.onDeadExecutionRevive()
			.execute((instance, context) -> completion(delivery.deliver(instance.getData())));
	}

	private static CompletionHandler<String> completion(Delivery.Result result) {
		return switch (result) {
			case Over over -> new CompletionHandler.OnCompleteRemove<>();
			case Later later ->
				new CompletionHandler.OnCompleteReschedule<>(FixedDelay.of(later.delay()), later.parcel().text());
		};
	}

}
