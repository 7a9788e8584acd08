package io.gatehouse.adapter.gitlab;

import java.time.Instant;
import java.util.Optional;

import io.gatehouse.request.Resource;

/** What the kernel would say, as a test wants it. */
record TestContext(Optional<Instant> end, Optional<Resource.State> before, Runnable fence) implements Resource.Context {

	static TestContext plain() {
		return new TestContext(Optional.empty(), Optional.empty(), () -> {
		});
	}

	TestContext ending(Instant end) {
		return new TestContext(Optional.of(end), this.before, this.fence);
	}

	TestContext after(Resource.State before) {
		return new TestContext(this.end, Optional.of(before), this.fence);
	}

	TestContext fenced(Runnable fence) {
		return new TestContext(this.end, this.before, fence);
	}

	@Override
	public String reference() {
		return "Gatehouse request 12";
	}

	@Override
	public void beforeWrite() {
		this.fence.run();
	}

}
