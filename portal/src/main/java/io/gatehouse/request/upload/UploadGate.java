package io.gatehouse.request.upload;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

import org.springframework.stereotype.Component;

/** Lets in few files at a time, and of one person one: each is in memory as it comes. */
@Component
public class UploadGate {

	private final Semaphore free;

	private final Set<String> sending = ConcurrentHashMap.newKeySet();

	UploadGate(UploadProperties properties) {
		this.free = new Semaphore(properties.atOnce());
	}

	/** Empty where it is full; what is given must be closed. */
	public Optional<Pass> enter(String person) {
		if (!this.sending.add(person)) {
			return Optional.empty();
		}
		if (!this.free.tryAcquire()) {
			this.sending.remove(person);
			return Optional.empty();
		}
		return Optional.of(() -> {
			this.free.release();
			this.sending.remove(person);
		});
	}

	/** A file that is on its way. */
	@FunctionalInterface
	public interface Pass extends AutoCloseable {

		@Override
		void close();

	}

}
