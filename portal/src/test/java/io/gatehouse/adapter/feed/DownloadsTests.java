package io.gatehouse.adapter.feed;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.gatehouse.request.ExternalSystem.Refused;
import io.gatehouse.request.ExternalSystem.Unavailable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class DownloadsTests {

	private static final String SECRET = "s3cr3t";

	private final Downloads downloads = new Downloads(
			new DownloadProperties(Duration.ofSeconds(2), Duration.ofSeconds(2)), Clock.systemUTC());

	private final CountDownLatch over = new CountDownLatch(1);

	private final List<Headers> asked = Collections.synchronizedList(new ArrayList<>());

	private HttpServer server;

	@BeforeEach
	void start() throws IOException {
		this.server = serve();
	}

	private static HttpServer serve() throws IOException {
		HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
		server.start();
		return server;
	}

	@AfterEach
	void stop() {
		this.over.countDown();
		this.server.stop(0);
	}

	@Test
	void bringsWhatIsThereWithItsValidators() {
		on("/list", (exchange) -> {
			exchange.getResponseHeaders().add("ETag", "\"one\"");
			exchange.getResponseHeaders().add("Last-Modified", "Wed, 21 Oct 2015 07:28:00 GMT");
			answer(exchange, 200, "203.0.113.7\n".getBytes(StandardCharsets.UTF_8));
		});
		Downloaded.Content content = (Downloaded.Content) this.downloads.fetch(download("/list", null, "1KB"));
		assertThat(content.body()).asString().isEqualTo("203.0.113.7\n");
		assertThat(content.etag()).isEqualTo("\"one\"");
		assertThat(content.lastModified()).isEqualTo("Wed, 21 Oct 2015 07:28:00 GMT");
		assertThat(this.asked.getFirst()).containsEntry("X-key", List.of(SECRET)).doesNotContainKey("If-none-match");
	}

	@Test
	void isToldThatNothingHasChanged() {
		on("/list", (exchange) -> answer(exchange, 304, new byte[0]));
		assertThat(this.downloads.fetch(download("/list", "\"one\"", "1KB"))).isInstanceOf(Downloaded.Unchanged.class);
		assertThat(this.asked.getFirst()).containsEntry("If-none-match", List.of("\"one\""));
		assertThat(refused(download("/list", null, "1KB")).words().key()).isEqualTo("feed.refused");
	}

	@Test
	void unpacksWhatIsPacked() {
		on("/list", (exchange) -> answer(exchange, 200, packed("203.0.113.7\n".getBytes(StandardCharsets.UTF_8))));
		assertThat(this.downloads.fetch(download("/list", null, "1KB"))).isInstanceOfSatisfying(
				Downloaded.Content.class,
				(content) -> assertThat(content.body()).asString().isEqualTo("203.0.113.7\n"));
	}

	@Test
	void unpacksNoMoreThanItMay() {
		on("/list", (exchange) -> answer(exchange, 200, packed(new byte[1_000_000])));
		assertThat(this.downloads.fetch(download("/list", null, "10KB"))).isInstanceOf(Downloaded.TooLarge.class);
		assertThat(this.downloads.fetch(download("/list", null, "2MB"))).isInstanceOf(Downloaded.Content.class);
	}

	@Test
	void hangsUpWhereItIsTooLarge() {
		on("/endless", (exchange) -> {
			exchange.sendResponseHeaders(200, 0);
			byte[] part = new byte[10_000];
			try {
				while (this.over.getCount() > 0) {
					exchange.getResponseBody().write(part);
				}
			}
			finally {
				this.over.countDown();
			}
		});
		assertThat(this.downloads.fetch(download("/endless", null, "100KB"))).isInstanceOf(Downloaded.TooLarge.class);
	}

	@Test
	void takesWhatIsJustAsLargeAsItMayBe() {
		on("/list", (exchange) -> answer(exchange, 200, new byte[1024]));
		assertThat(this.downloads.fetch(download("/list", null, "1024B"))).isInstanceOf(Downloaded.Content.class);
		assertThat(this.downloads.fetch(download("/list", null, "1023B"))).isInstanceOf(Downloaded.TooLarge.class);
	}

	@Test
	void givesUpOnABodyThatTrickles() {
		on("/slow", (exchange) -> {
			exchange.sendResponseHeaders(200, 100);
			exchange.getResponseBody().write("203".getBytes(StandardCharsets.UTF_8));
			exchange.getResponseBody().flush();
			await(this.over);
		});
		assertThat(unavailable(download("/slow", null, "1KB")).words().key()).isEqualTo("feed.too-slow");
	}

	@Test
	void givesUpOnAServerThatSaysNothing() {
		on("/silent", (exchange) -> await(this.over));
		assertThat(unavailable(download("/silent", null, "1KB")).words().key()).isEqualTo("feed.too-slow");
	}

	@Test
	void followsARedirectOnTheSameServerOnly() throws IOException {
		HttpServer other = serve();
		try {
			on("/list", (exchange) -> answer(exchange, 200, new byte[1]));
			on("/moved", (exchange) -> redirect(exchange, "/list"));
			on("/away", (exchange) -> redirect(exchange, "http://localhost:" + other.getAddress().getPort() + "/"));
			on("/round", (exchange) -> redirect(exchange, "/round"));
			assertThat(this.downloads.fetch(download("/moved", null, "1KB"))).isInstanceOf(Downloaded.Content.class);
			assertThat(refused(download("/away", null, "1KB")).words().key()).isEqualTo("feed.redirected");
			assertThat(refused(download("/round", null, "1KB")).words().key()).isEqualTo("feed.redirected-often");
		}
		finally {
			other.stop(0);
		}
	}

	@ParameterizedTest
	@CsvSource({ "429, feed.too-many-calls", "503, feed.failing", "500, feed.failing" })
	void triesAgainWhereTheServerMayRecover(int status, String words) {
		on("/list", (exchange) -> {
			exchange.getResponseHeaders().add("Retry-After", "90");
			answer(exchange, status, "no".getBytes(StandardCharsets.UTF_8));
		});
		Unavailable away = unavailable(download("/list", null, "1KB"));
		assertThat(away.words().key()).isEqualTo(words);
		assertThat(away.retryAfter()).isEqualTo(Duration.ofSeconds(90));
	}

	@ParameterizedTest
	@CsvSource({ "401, feed.key-refused", "403, feed.key-refused", "404, feed.refused", "204, feed.refused" })
	void saysWhereAPersonMustHelp(int status, String words) {
		on("/list", (exchange) -> answer(exchange, status, new byte[0]));
		Refused refused = refused(download("/list", null, "1KB"));
		assertThat(refused.words().key()).isEqualTo(words);
		assertThat(refused).hasMessageNotContaining(SECRET);
	}

	@Test
	void keepsTheAddressToItself() {
		this.server.stop(0);
		Unavailable away = unavailable(download("/list", null, "1KB"));
		assertThat(away.words().key()).isEqualTo("feed.unreachable");
		assertThat(away).hasStackTraceContaining("feed.unreachable").hasMessageNotContaining(SECRET);
		assertThat(away.getCause()).isNull();
	}

	private Refused refused(Download download) {
		return catchThrowableOfType(Refused.class, () -> this.downloads.fetch(download));
	}

	private Unavailable unavailable(Download download) {
		return catchThrowableOfType(Unavailable.class, () -> this.downloads.fetch(download));
	}

	private Download download(String path, String etag, String largest) {
		URI address = URI.create("http://localhost:" + this.server.getAddress().getPort() + path + "?key=" + SECRET);
		return new Download(path, address, Map.of("X-Key", SECRET), etag, null, DataSize.parse(largest));
	}

	private void on(String path, HttpHandler handler) {
		this.server.createContext(path, (exchange) -> {
			this.asked.add(exchange.getRequestHeaders());
			try (exchange) {
				handler.handle(exchange);
			}
		});
	}

	private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
		exchange.sendResponseHeaders(status, (body.length > 0) ? body.length : -1);
		exchange.getResponseBody().write(body);
	}

	private static void redirect(HttpExchange exchange, String to) throws IOException {
		exchange.getResponseHeaders().add("Location", to);
		exchange.sendResponseHeaders(302, -1);
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static byte[] packed(byte[] bytes) throws IOException {
		ByteArrayOutputStream packed = new ByteArrayOutputStream();
		try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
			gzip.write(Arrays.copyOf(bytes, bytes.length));
		}
		return packed.toByteArray();
	}

}
