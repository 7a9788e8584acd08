package io.gatehouse.request.execution;

import io.gatehouse.Journey;
import io.gatehouse.request.Bench;
import io.gatehouse.request.Kits.Kit;
import io.gatehouse.request.OnBench;
import io.gatehouse.request.Workshop;
import io.gatehouse.request.lifecycle.RequestState;
import io.gatehouse.request.lifecycle.ServiceRequest;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

@OnBench
class FenceTests {

	@Autowired
	Journey journey;

	@Autowired
	Bench bench;

	@Autowired
	Workshop workshop;

	@Autowired
	RequestExecutor executor;

	/** The queue's worker stands still inside a step; another one does the work. */
	@Test
	void letsAWorkerThatWasPausedWriteNothing() {
		Workshop.Stop paused = this.workshop.stop("fence-one");
		ServiceRequest request = this.bench.ask("dana", Kit.of("fence-one", "fence-two"));
		paused.awaitArrival();
		long fence = this.journey.read(request.number()).fence();
		assertThat(this.executor.run(request.id())).isEqualTo(Next.nothing());
		ServiceRequest done = this.journey.await(request, RequestState.SUCCEEDED);
		assertThat(done.fence()).isGreaterThan(fence);
		assertThat(this.workshop.journal("fence-")).containsExactly("make fence-one", "make fence-two");
		this.workshop.lose("fence-one");

		paused.letGo();
		this.journey.until(() -> this.bench.queued(request), (queued) -> !queued);
		assertThat(this.workshop.colour("fence-one")).as("written by the one that was paused").isEmpty();
		assertThat(this.workshop.journal("fence-")).hasSize(2);
		assertThat(this.journey.read(request.number()).version()).isEqualTo(done.version());
		assertThat(this.bench.audited(request)).containsOnlyOnce("REQUEST_SUCCEEDED").doesNotContain("REQUEST_FAILED");
	}

}
