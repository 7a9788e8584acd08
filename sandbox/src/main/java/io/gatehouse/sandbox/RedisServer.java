package io.gatehouse.sandbox;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;
import redis.embedded.core.ExecutableProvider;

/** A real Redis on loopback that keeps nothing. */
public final class RedisServer implements AutoCloseable {

	private static final String PROGRAM = "redis-server";

	private final int port;

	private final Path folder;

	private final boolean temporary;

	private @Nullable Process process;

	private RedisServer(int port, Path folder, boolean temporary) {
		this.port = port;
		this.folder = folder;
		this.temporary = temporary;
	}

	/** Starts it at the port; its log and process number go to the folder. */
	public static RedisServer start(int port, Path folder) {
		RedisServer server = new RedisServer(port, folder, false);
		server.start();
		return server;
	}

	/** Starts it at a free port, for a test. */
	public static RedisServer temporary() {
		try {
			RedisServer server = new RedisServer(LoopbackPorts.free(), Files.createTempDirectory("gatehouse-redis"),
					true);
			server.start();
			return server;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Starts it again after {@link #stop()}, at the same port; empty. */
	public synchronized void start() {
		try {
			Files.createDirectories(this.folder);
			Path pidFile = this.folder.resolve("redis.pid");
			OwnProcesses.endOrphan(pidFile, PROGRAM, "TERM");
			OwnProcesses.requireFree(this.port, "Redis");
			Path log = this.folder.resolve("redis.log");
			Process started = new ProcessBuilder(program().getPath(), "--port", Integer.toString(this.port), "--bind",
					"127.0.0.1", "--save", "", "--appendonly", "no", "--dir", this.folder.toString())
				.redirectErrorStream(true)
				.redirectOutput(log.toFile())
				.start();
			this.process = started;
			Files.writeString(pidFile, started.pid() + "\n");
			OwnProcesses.awaitListening(started, this.port, "Redis", log);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** The program of the library's jar, unpacked once into the folder. */
	private File program() throws IOException {
		Path binaries = Files.createDirectories(this.folder.resolve("bin"));
		try (var files = Files.list(binaries)) {
			File unpacked = files.map(Path::toFile).filter(File::canExecute).findFirst().orElse(null);
			return (unpacked != null) ? unpacked : ExecutableProvider.newJarResourceProvider(binaries.toFile()).get();
		}
	}

	public synchronized void stop() {
		Process running = this.process;
		if (running != null) {
			this.process = null;
			OwnProcesses.end(running.toHandle(), "TERM");
		}
	}

	/** Kills it at once. */
	public synchronized void kill() {
		Process running = this.process;
		if (running != null) {
			this.process = null;
			OwnProcesses.kill(running.toHandle());
		}
	}

	/** Forgets all that it has. */
	public void empty() {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.port)) {
			socket.getOutputStream().write("FLUSHALL\r\n".getBytes(StandardCharsets.US_ASCII));
			if (socket.getInputStream().read() != '+') {
				throw new IllegalStateException("Redis was not emptied");
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Stops its time (SIGSTOP): it is there, and answers nothing. */
	public void freeze() {
		signal("STOP");
	}

	/** Lets its time go on. */
	public void thaw() {
		signal("CONT");
	}

	private synchronized void signal(String signal) {
		Process running = this.process;
		if (running == null) {
			throw new IllegalStateException("Redis does not run");
		}
		OwnProcesses.signal(running.toHandle(), signal);
	}

	public URI uri() {
		return URI.create("redis://127.0.0.1:" + this.port);
	}

	@Override
	public void close() {
		stop();
		if (this.temporary) {
			Folders.delete(this.folder);
		}
	}

}
