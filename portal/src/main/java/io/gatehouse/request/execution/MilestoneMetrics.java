package io.gatehouse.request.execution;

import java.util.UUID;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/** Counts milestones, so that a dashboard shows where work stands still. */
@Component
class MilestoneMetrics implements Milestones {

	private final MeterRegistry meters;

	MilestoneMetrics(MeterRegistry meters) {
		this.meters = meters;
	}

	@Override
	public void reached(Milestone milestone, UUID request, int position) {
		this.meters.counter("gatehouse.execution", "milestone", milestone.name()).increment();
	}

}
