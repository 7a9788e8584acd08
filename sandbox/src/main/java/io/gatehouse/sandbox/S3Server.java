package io.gatehouse.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** S3Proxy in a process of its own: real signatures, objects in a folder. */
final class S3Server implements AutoCloseable {

	/** The system property that says where the jar with all its dependencies lies. */
	static final String JAR = "gatehouse.s3proxy.jar";

	private final int port;

	private final Process process;

	private S3Server(int port, Process process) {
		this.port = port;
		this.process = process;
	}

	static S3Server start(Path jar, int port, Path folder, String accessKey, String secretKey) {
		try {
			Path objects = Files.createDirectories(folder.resolve("objects"));
			Path pidFile = folder.resolve("s3proxy.pid");
			Path log = folder.resolve("s3proxy.log");
			Path settings = folder.resolve("s3proxy.properties");
			OwnProcesses.endOrphan(pidFile, settings.toAbsolutePath().toString(), "TERM");
			OwnProcesses.requireFree(port, "S3");
			Folders.writePrivate(settings, """
					s3proxy.endpoint=http://127.0.0.1:%d
					s3proxy.authorization=aws-v2-or-v4
					s3proxy.identity=%s
					s3proxy.credential=%s
					s3proxy.cors-allow-origins=http://localhost:8080
					s3proxy.cors-allow-methods=GET PUT POST DELETE HEAD
					s3proxy.cors-allow-headers=*
					s3proxy.cors-exposed-headers=ETag
					s3proxy.v4-max-non-chunked-request-size=134217728
					jclouds.provider=filesystem-nio2
					jclouds.filesystem.basedir=%s
					jclouds.identity=local
					jclouds.credential=local
					""".formatted(port, accessKey, secretKey, objects.toAbsolutePath()));
			String java = ProcessHandle.current().info().command().orElse("java");
			Process process = new ProcessBuilder(java, "-Xmx256m", "-jar", jar.toString(), "--properties",
					settings.toAbsolutePath().toString())
				.redirectErrorStream(true)
				.redirectOutput(log.toFile())
				.start();
			Files.writeString(pidFile, process.pid() + "\n");
			OwnProcesses.awaitListening(process, port, "S3", log);
			return new S3Server(port, process);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	URI uri() {
		return URI.create("http://127.0.0.1:" + this.port);
	}

	@Override
	public void close() {
		OwnProcesses.end(this.process.toHandle(), "TERM");
	}

}
