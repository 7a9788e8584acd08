package io.gatehouse.request.execution;

import java.time.Clock;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import io.gatehouse.request.lifecycle.ServiceRequest;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Puts requests into the durable queue. */
@Component
public class Runs {

	static final String TASK = "service-request";

	private final ObjectProvider<SchedulerClient> scheduler;

	private final Clock clock;

	Runs(ObjectProvider<SchedulerClient> scheduler, Clock clock) {
		this.scheduler = scheduler;
		this.clock = clock;
	}

	/**
	 * Has a request carried out once the current transaction is committed, and not if it
	 * is not.
	 */
	public void schedule(ServiceRequest request) {
		// One queue entry per time that it is set going: the last one may still be on its
		// way out.
		String instance = request.id() + "/" + (request.fence() + 1);
		this.scheduler.getObject()
			.scheduleIfNotExists(RequestTask.descriptor().instance(instance).build(), this.clock.instant());
	}

}
