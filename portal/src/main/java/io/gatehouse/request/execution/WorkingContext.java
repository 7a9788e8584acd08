package io.gatehouse.request.execution;

import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;

import io.gatehouse.request.Resource.Context;
import io.gatehouse.request.Resource.State;
import io.gatehouse.request.plan.Target.Work;

/** What a resource is told while it is carried out. */
record WorkingContext(Work work, String reference, Runnable verify) implements Context {

	@Override
	public Optional<Instant> end() {
		return this.work.end();
	}

	@Override
	public Optional<State> before() {
		return this.work.before();
	}

	@Override
	public Optional<SortedMap<String, String>> held() {
		return this.work.held();
	}

	@Override
	public void beforeWrite() {
		this.verify.run();
	}

}
