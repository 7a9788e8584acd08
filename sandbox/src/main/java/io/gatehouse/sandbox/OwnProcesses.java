package io.gatehouse.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Ends what an earlier sandbox left behind when it was killed, and nothing else: a
 * process counts only if its number is in our folder and its program is the expected one.
 */
final class OwnProcesses {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private OwnProcesses() {
	}

	/**
	 * Ends the process whose number is the file's first line, if its command line has the
	 * mark.
	 */
	static void endOrphan(Path pidFile, String mark, String signal) {
		orphan(pidFile, mark).ifPresent((process) -> end(process, signal));
	}

	/** Kills that process and its children. */
	static void killOrphan(Path pidFile, String mark) {
		orphan(pidFile, mark).ifPresent(OwnProcesses::kill);
	}

	private static Optional<ProcessHandle> orphan(Path pidFile, String mark) {
		try {
			if (!Files.exists(pidFile)) {
				return Optional.empty();
			}
			List<String> lines = Files.readAllLines(pidFile);
			if (lines.isEmpty() || !lines.getFirst().strip().matches("\\d+")) {
				return Optional.empty();
			}
			return ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
				.filter((process) -> process.info().commandLine().orElse("").contains(mark));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Asks a process to end by a signal; after 20 s it is killed with its children. */
	static void end(ProcessHandle process, String signal) {
		try {
			signal(process, signal);
			process.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
		}
		catch (TimeoutException ex) {
			kill(process);
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException("Cannot end process " + process.pid(), ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			kill(process);
		}
	}

	/** Sends a signal to a process. */
	static void signal(ProcessHandle process, String signal) {
		try {
			new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
		}
		catch (IOException ex) {
			throw new IllegalStateException("Cannot signal process " + process.pid(), ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("interrupted", ex);
		}
	}

	/** Kills a process and its children and waits until they are gone. */
	static void kill(ProcessHandle process) {
		List<ProcessHandle> all = process.descendants().toList();
		process.destroyForcibly();
		all.forEach(ProcessHandle::destroyForcibly);
		process.onExit().join();
		all.forEach((child) -> child.onExit().join());
	}

	/**
	 * Makes sure that a port is free.
	 * @throws IllegalStateException that says which server cannot start and why
	 */
	static void requireFree(int port, String server) {
		try {
			LoopbackPorts.tryToListen(port);
		}
		catch (IOException ex) {
			throw new IllegalStateException(
					server + " needs port " + port
							+ " on loopback, which another process has taken. Stop that process, then start again.",
					ex);
		}
	}

	/** Waits until a process listens on its port. */
	static void awaitListening(Process process, int port, String server, Path log) {
		long deadline = System.nanoTime() + PATIENCE.toNanos();
		while (process.isAlive() && System.nanoTime() < deadline) {
			try (Socket socket = new Socket()) {
				socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
				return;
			}
			catch (IOException ex) {
				pause(process);
			}
		}
		process.destroyForcibly();
		throw new IllegalStateException(server + " did not start; see " + log);
	}

	private static void pause(Process process) {
		try {
			process.waitFor(20, TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("interrupted", ex);
		}
	}

}
