package io.gatehouse.notification;

import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.SchedulableInstance;
import io.gatehouse.adapter.slack.Slack;
import io.gatehouse.request.event.Happened;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes what is to be told into the durable queue, in the transaction in which it
 * happened: it is told if that is committed, and only then.
 */
@Component
class Outbox {

	private final Slack slack;

	private final NotificationProperties properties;

	private final ObjectProvider<SchedulerClient> scheduler;

	private final Clock clock;

	Outbox(Slack slack, NotificationProperties properties, ObjectProvider<SchedulerClient> scheduler, Clock clock) {
		this.slack = slack;
		this.properties = properties;
		this.scheduler = scheduler;
		this.clock = clock;
	}

	@EventListener
	@Transactional(propagation = Propagation.MANDATORY)
	public void put(Happened happened) {
		if (this.slack.configured() && this.properties.tells(happened.action())) {
			Instant now = this.clock.instant();
			this.scheduler.getObject()
				.schedule(SchedulableInstance.of(DeliveryTask.descriptor()
					.instance(UUID.randomUUID().toString())
					.data(new Parcel(happened, now, 0).text())
					.build(), now));
		}
	}

}
