package io.gatehouse.sandbox;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports on loopback for servers that are told their port before they start.
 *
 * <p>
 * They are below those that Linux gives away by itself (32768 and up), as such a port can
 * be given to somebody else between the choice and the server's start. A process gives
 * none twice before it has been round, and begins at a place of its own, so that two that
 * run at a time seldom meet.
 */
public final class LoopbackPorts {

	/** Above those of well-known servers, and of those that browsers refuse to open. */
	private static final int FIRST = 11_000;

	private static final int COUNT = 20_000;

	private static final AtomicInteger turn = new AtomicInteger(ThreadLocalRandom.current().nextInt(COUNT));

	private LoopbackPorts() {
	}

	/**
	 * A port on which nobody listens.
	 * @throws IllegalStateException where all are taken
	 */
	public static int free() {
		for (int tried = 0; tried < COUNT; tried++) {
			int port = FIRST + turn.getAndUpdate((now) -> (now + 1) % COUNT);
			if (isFree(port)) {
				return port;
			}
		}
		throw new IllegalStateException("No port is free on loopback");
	}

	/** Whether nobody listens on a port. */
	static boolean isFree(int port) {
		try {
			tryToListen(port);
			return true;
		}
		catch (IOException ex) {
			return false;
		}
	}

	/**
	 * Listens on a port for a moment.
	 * @throws IOException where that cannot be, mostly as another process does
	 */
	static void tryToListen(int port) throws IOException {
		try (ServerSocket socket = new ServerSocket()) {
			socket.setReuseAddress(true);
			socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
		}
	}

}
