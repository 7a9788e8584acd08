package io.gatehouse.request.execution;

import java.time.Clock;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.Priority;
import io.gatehouse.request.lifecycle.ServiceRequest;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Puts requests into the durable queue. */
@Component
public class Runs {

	static final String TASK = "service-request";

	/** What db-scheduler's own tasks have at the least. */
	private static final int FIRST = Priority.MEDIUM;

	/**
	 * The round in which somebody's next one is to have its turn: after the person's last
	 * one that waits, and never before the round that the queue is in now, so that nobody
	 * who waits is passed for ever.
	 */
	private static final String ROUND = """
			select coalesce(max(:first - t.priority) filter (where r.requester = :person) + 1,
				min(:first - t.priority), 0)
			from scheduled_tasks t join service_request r on r.id = cast(split_part(t.task_instance, '/', 1) as uuid)
			where t.task_name = :task and not t.picked and t.execution_time <= now()""";

	private final ObjectProvider<SchedulerClient> scheduler;

	private final JdbcClient jdbc;

	private final Clock clock;

	Runs(ObjectProvider<SchedulerClient> scheduler, JdbcClient jdbc, Clock clock) {
		this.scheduler = scheduler;
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/**
	 * Has a request carried out once the current transaction is committed, and not if it
	 * is not. Requests of different people take turns, however many one has put in.
	 */
	public void schedule(ServiceRequest request) {
		// One queue entry per time that it is set going: the last one may still be on its
		// way out.
		String instance = request.id() + "/" + (request.fence() + 1);
		this.scheduler.getObject()
			.scheduleIfNotExists(
					RequestTask.descriptor().instance(instance).priority(priority(request.requester())).build(),
					this.clock.instant());
	}

	private int priority(String person) {
		long round = this.jdbc.sql(ROUND)
			.param("first", FIRST)
			.param("person", person)
			.param("task", TASK)
			.query(Long.class)
			.single();
		// The column's smallest number; so far back, the older one is first.
		return (int) Math.max(FIRST - round, Short.MIN_VALUE);
	}

}
