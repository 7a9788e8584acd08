package io.gatehouse.adapter.feed;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

import org.jspecify.annotations.Nullable;

/** Collects a body as it comes, and hangs up where it gets too large: empty then. */
final class LimitedBody implements BodySubscriber<Optional<byte[]>> {

	private final long most;

	private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

	private final CompletableFuture<Optional<byte[]>> body = new CompletableFuture<>();

	private Flow.@Nullable Subscription subscription;

	LimitedBody(long most) {
		this.most = most;
	}

	@Override
	public void onSubscribe(Flow.Subscription subscription) {
		this.subscription = subscription;
		subscription.request(Long.MAX_VALUE);
	}

	@Override
	public void onNext(List<ByteBuffer> buffers) {
		for (ByteBuffer buffer : buffers) {
			if (this.body.isDone()) {
				return;
			}
			if (this.bytes.size() + (long) buffer.remaining() > this.most) {
				hangUp();
				return;
			}
			byte[] part = new byte[buffer.remaining()];
			buffer.get(part);
			this.bytes.writeBytes(part);
		}
	}

	private void hangUp() {
		if (this.subscription != null) {
			this.subscription.cancel();
		}
		this.body.complete(Optional.empty());
	}

	@Override
	public void onError(Throwable fault) {
		this.body.completeExceptionally(fault);
	}

	@Override
	public void onComplete() {
		this.body.complete(Optional.of(this.bytes.toByteArray()));
	}

	@Override
	public CompletionStage<Optional<byte[]>> getBody() {
		return this.body;
	}

}
