package io.gatehouse.ban.ingress;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.gatehouse.adapter.kubernetes.Posting;
import io.gatehouse.ban.ingress.IngressProperties.Geo;
import io.gatehouse.ban.ingress.IngressProperties.Nginx;
import io.gatehouse.ban.list.Layout;
import io.gatehouse.ban.net.Family;
import io.gatehouse.ban.net.Network;
import io.gatehouse.sandbox.LoopbackPorts;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** What is published, as a real nginx understands it. */
class NginxTests {

	private static final List<Path> PLACES = Stream.of("/usr/sbin/nginx", "/usr/bin/nginx", "/usr/local/sbin/nginx")
		.map(Path::of)
		.toList();

	private static final String ALLOWED = "127.0.0.1";

	private static final String BANNED = "127.0.0.2";

	private static final String IN_BANNED_NETWORK = "127.0.7.7";

	private static final Layout LIST = new Layout(List.of(Network.parse(BANNED), Network.parse("2001:db8::7")),
			List.of(Network.parse("127.0.7.0/24"), Network.parse("2001:db8:1::/48")), List.of());

	private static Path nginx;

	private final int port = LoopbackPorts.free();

	@TempDir
	Path folder;

	@BeforeAll
	static void findNginx() {
		nginx = PLACES.stream().filter(Files::isExecutable).findFirst().orElse(null);
		assumeTrue(nginx != null, "There is no nginx: install the package nginx-light");
	}

	@BeforeEach
	void writePages() throws IOException {
		Files.createDirectories(this.folder.resolve("html/own"));
		Files.writeString(this.folder.resolve("html/index.html"), "hello");
		Files.writeString(this.folder.resolve("html/own/index.html"), "hello");
	}

	@Test
	void refusesWhatIsInTheFileForGeo() throws Exception {
		write(LIST);
		try (Running server = start(GEO)) {
			assertThat(server.status(ALLOWED, "/")).isEqualTo(200);
			assertThat(server.status(BANNED, "/")).isEqualTo(403);
			assertThat(server.status(IN_BANNED_NETWORK, "/")).isEqualTo(403);
		}
	}

	@Test
	void refusesWhatIsInTheFilesThatTheFileForGeoIncludes() throws Exception {
		List<Network> many = new ArrayList<>(IntStream.range(0, 100_000)
			.mapToObj((i) -> new Network(Family.V4, 0, 0x0b000000L + 2L * i, 32))
			.toList());
		many.addAll(LIST.singles());
		assertThat(write(new Layout(many, LIST.networks(), List.of()))).hasSizeGreaterThan(1);
		try (Running server = start(GEO)) {
			assertThat(server.status(ALLOWED, "/")).isEqualTo(200);
			assertThat(server.status(BANNED, "/")).isEqualTo(403);
			assertThat(server.status(IN_BANNED_NETWORK, "/")).isEqualTo(403);
		}
	}

	private static final String GEO = """
			geo $banned { default 0; include %s/bans/banned.conf; }
			server { listen 127.0.0.1:%d; root html; if ($banned) { return 403; } }
			""";

	/** Writes the files where they would be mounted. */
	private List<Posting> write(Layout list) throws IOException {
		Path bans = Files.createDirectories(this.folder.resolve("bans"));
		Plan.Objects plan = (Plan.Objects) new GeoOutput(new Geo("web", "bans", bans.toString(), 8)).plan(list);
		List<Posting> all = new ArrayList<>(plan.shards());
		all.add(plan.head());
		for (Posting posting : all) {
			for (var file : posting.content().entrySet()) {
				Files.writeString(bans.resolve(file.getKey()), file.getValue().toString());
			}
		}
		return plan.shards();
	}

	/** As the controller's template writes them, one line for each. */
	private static String denies() {
		Plan.Objects plan = (Plan.Objects) new NginxOutput(new Nginx("ingress-nginx", "controller")).plan(LIST);
		StringBuilder lines = new StringBuilder();
		for (String entry : plan.head().content().get(NginxOutput.KEY).toString().split(",")) {
			lines.append("deny ").append(entry).append(";\n");
		}
		return lines.toString();
	}

	@Test
	void refusesWhatIsInTheListOfTheController() throws Exception {
		try (Running server = start(denies() + "# %s\nserver { listen 127.0.0.1:%d; root html; }")) {
			assertThat(server.status(ALLOWED, "/")).isEqualTo(200);
			assertThat(server.status(BANNED, "/")).isEqualTo(403);
			assertThat(server.status(IN_BANNED_NETWORK, "/")).isEqualTo(403);
		}
	}

	/** What is warned of: it is so, and may be otherwise in a later nginx. */
	@Test
	void letsTheBannedInWhereALocationHasRulesOfItsOwn() throws Exception {
		try (Running server = start(denies() + """
				# %s
				server { listen 127.0.0.1:%d; root html; location /own/ { deny 192.0.2.1; } }""")) {
			assertThat(server.status(BANNED, "/")).isEqualTo(403);
			assertThat(server.status(BANNED, "/own/")).isEqualTo(200);
		}
	}

	private Running start(String http) throws Exception {
		Path configuration = this.folder.resolve("nginx.conf");
		String temporary = Stream.of("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
			.map((name) -> name + "_temp_path tmp;\n")
			.reduce("", String::concat);
		Files.writeString(configuration, """
				user root;
				daemon off;
				worker_processes 1;
				pid nginx.pid;
				error_log error.log;
				events {}
				http {
				access_log off;
				%s%s
				}
				""".formatted(temporary, http.formatted(this.folder, this.port)));
		Process process = new ProcessBuilder(nginx.toString(), "-p", this.folder + "/", "-e", "error.log", "-c",
				configuration.toString())
			.redirectErrorStream(true)
			.redirectOutput(this.folder.resolve("output.log").toFile())
			.start();
		Running running = new Running(process, this.port);
		long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
		while (!running.answers()) {
			if (!process.isAlive() || System.nanoTime() > deadline) {
				running.close();
				throw new AssertionError(Files.readString(this.folder.resolve("output.log")));
			}
			LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
		}
		return running;
	}

	/** An nginx that runs. */
	private record Running(Process process, int port) implements AutoCloseable {

		boolean answers() {
			try (Socket socket = new Socket()) {
				socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), this.port), 200);
				return true;
			}
			catch (IOException ex) {
				return false;
			}
		}

		int status(String from, String path) throws Exception {
			try (HttpClient client = HttpClient.newBuilder().localAddress(InetAddress.getByName(from)).build()) {
				return client
					.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + path)).build(),
							BodyHandlers.discarding())
					.statusCode();
			}
		}

		@Override
		public void close() throws InterruptedException {
			this.process.destroy();
			if (!this.process.waitFor(10, TimeUnit.SECONDS)) {
				this.process.destroyForcibly();
			}
		}

	}

}
