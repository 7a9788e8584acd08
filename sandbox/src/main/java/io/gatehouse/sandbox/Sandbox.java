package io.gatehouse.sandbox;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CountDownLatch;

import org.jspecify.annotations.Nullable;

/**
 * Starts all that the portal needs and a laptop lacks, on loopback, with its data in one
 * folder, and stops it at SIGTERM or SIGINT.
 */
public final class Sandbox implements AutoCloseable {

	/** The ports of its servers. */
	public record Ports(int postgres, int redis, int s3, int gitlab, int kubernetes, int vault, int slack) {

		/** The ports that are the same on every laptop. */
		public static final Ports FIXED = new Ports(15432, 16379, 19000, 18080, 16443, 18200, 18300);

	}

	/**
	 * How a sandbox is set up.
	 *
	 * @param folder keeps all of its data
	 * @param s3Jar the jar of S3Proxy with its dependencies; without it there is no S3
	 */
	public record Settings(Path folder, Ports ports, @Nullable Path s3Jar) {

		public Settings {
			folder = folder.toAbsolutePath().normalize();
		}

	}

	private final Services services;

	private final FileChannel lock;

	private Sandbox(Services services, FileChannel lock) {
		this.services = services;
		this.lock = lock;
	}

	/** Takes the data folder as its only argument; {@code .gatehouse} without one. */
	public static void main(String[] arguments) throws InterruptedException {
		Path folder = Path.of((arguments.length > 0) ? arguments[0] : ".gatehouse");
		String jar = System.getProperty(S3Server.JAR);
		Settings settings = new Settings(folder, Ports.FIXED, (jar != null) ? Path.of(jar) : null);
		Services services = new Services(System.out);
		Runtime.getRuntime().addShutdownHook(new Thread(services::close, "sandbox-stop"));
		try {
			start(settings, services);
			System.out.println("The sandbox is ready.");
			new CountDownLatch(1).await();
		}
		catch (IllegalStateException ex) {
			System.err.println(ex.getMessage());
			System.exit(1);
		}
	}

	/** Starts everything; what was started is stopped again if one part cannot start. */
	public static Sandbox start(Settings settings, PrintStream out) {
		return start(settings, new Services(out));
	}

	private static Sandbox start(Settings settings, Services services) {
		Folders.createPrivate(settings.folder());
		Sandbox sandbox = new Sandbox(services, lock(settings.folder()));
		try {
			sandbox.startAll(settings);
			return sandbox;
		}
		catch (RuntimeException ex) {
			sandbox.close();
			throw ex;
		}
	}

	/** Two sandboxes on one folder would take each other's servers for orphans. */
	private static FileChannel lock(Path folder) {
		Path file = folder.resolve("sandbox.lock");
		try {
			FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
			if (channel.tryLock() == null) {
				channel.close();
				throw inUse(folder, Files.readString(file).strip());
			}
			channel.truncate(0);
			channel
				.write(ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8)));
			return channel;
		}
		catch (OverlappingFileLockException ex) {
			throw inUse(folder, Long.toString(ProcessHandle.current().pid()));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static IllegalStateException inUse(Path folder, String pid) {
		return new IllegalStateException(
				"A sandbox already runs on " + folder + " (process " + pid + "). Stop it, then start again.");
	}

	private void startAll(Settings settings) {
		Path folder = settings.folder();
		Secrets secrets = new Secrets(folder.resolve("secrets.properties"));
		PortalProperties properties = new PortalProperties();
		PostgresServer postgres = this.services.start("PostgreSQL",
				() -> PostgresServer.start(new PostgresServer.Settings(settings.ports().postgres(),
						folder.resolve("postgres").resolve("data"), true, secrets.get("postgres.admin"),
						secrets.get("postgres.owner"), secrets.get("postgres.app"))),
				(server) -> "127.0.0.1:" + server.port());
		properties.database(postgres.database("gatehouse"));
		RedisServer redis = this.services.start("Redis",
				() -> RedisServer.start(settings.ports().redis(), folder.resolve("redis")), RedisServer::uri);
		properties.redis(redis.uri());
		startS3(settings, secrets, properties);
		StandIns.start(settings, secrets, this.services, properties);
		Folders.writePrivate(folder.resolve("sandbox.properties"), properties.text());
	}

	private void startS3(Settings settings, Secrets secrets, PortalProperties properties) {
		Path jar = settings.s3Jar();
		if (jar == null || !Files.exists(jar)) {
			this.services.skip("S3", "give the jar of S3Proxy with -D" + S3Server.JAR + "=...");
			return;
		}
		String accessKey = secrets.get("s3.access");
		String secretKey = secrets.get("s3.secret");
		S3Server s3 = this.services.start("S3 (S3Proxy)",
				() -> S3Server.start(jar, settings.ports().s3(), settings.folder().resolve("s3"), accessKey, secretKey),
				S3Server::uri);
		properties.storage(s3.uri(), accessKey, secretKey);
	}

	@Override
	public void close() {
		this.services.close();
		try {
			this.lock.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
