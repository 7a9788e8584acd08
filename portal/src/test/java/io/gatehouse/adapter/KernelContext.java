package io.gatehouse.adapter;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import io.gatehouse.request.Resource;
import org.jspecify.annotations.Nullable;

/** What the kernel would tell a resource, for tests of adapters without it. */
public final class KernelContext implements Resource.Context {

	private final AtomicInteger writes = new AtomicInteger();

	private final Resource.@Nullable State before;

	private final int allowed;

	private KernelContext(Resource.@Nullable State before, int allowed) {
		this.before = before;
		this.allowed = allowed;
	}

	/** Of a request that found nothing. */
	public static KernelContext fresh() {
		return new KernelContext(null, Integer.MAX_VALUE);
	}

	public static KernelContext found(Resource.State before) {
		return new KernelContext(before, Integer.MAX_VALUE);
	}

	/** Of a request that another worker takes over after so many writes. */
	public static KernelContext lostAfter(int writes) {
		return new KernelContext(null, writes);
	}

	public int writes() {
		return this.writes.get();
	}

	@Override
	public Optional<Instant> end() {
		return Optional.empty();
	}

	@Override
	public Optional<Resource.State> before() {
		return Optional.ofNullable(this.before);
	}

	@Override
	public String reference() {
		return "Gatehouse request 12";
	}

	@Override
	public void beforeWrite() {
		if (this.writes.get() == this.allowed) {
			throw new Lost();
		}
		this.writes.incrementAndGet();
	}

	/** Another worker has the request. */
	public static final class Lost extends RuntimeException {

	}

}
