package io.gatehouse.sandbox;

import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Function;
import java.util.function.Supplier;

/** What was started: one line for each, and all are stopped in reverse order. */
final class Services implements AutoCloseable {

	private record Service(String name, AutoCloseable closeable) {
	}

	private final PrintStream out;

	private final Deque<Service> started = new ArrayDeque<>();

	private boolean closed;

	Services(PrintStream out) {
		this.out = out;
	}

	/**
	 * Starts one and says where it is and how long that took.
	 * @throws IllegalStateException once all are being stopped
	 */
	synchronized <T extends AutoCloseable> T start(String name, Supplier<T> start, Function<T, ?> place) {
		if (this.closed) {
			throw new IllegalStateException("the sandbox is being stopped");
		}
		long from = System.nanoTime();
		T service = start.get();
		this.started.push(new Service(name, service));
		this.out.printf("  %-22s %-34s %5d ms%n", name, place.apply(service), (System.nanoTime() - from) / 1_000_000);
		return service;
	}

	void skip(String name, String reason) {
		this.out.printf("  %-22s not started: %s%n", name, reason);
	}

	@Override
	public synchronized void close() {
		this.closed = true;
		while (!this.started.isEmpty()) {
			Service service = this.started.pop();
			try {
				service.closeable().close();
			}
			catch (Exception ex) {
				// The others must still be stopped.
				this.out.println("  " + service.name() + " did not stop in order: " + ex);
			}
		}
	}

}
