package io.gatehouse.adapter.feed;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPInputStream;

import io.gatehouse.adapter.Guard;
import io.gatehouse.request.ExternalSystem.Refused;
import io.gatehouse.request.ExternalSystem.Unavailable;
import io.gatehouse.request.Text;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Downloads lists that others keep. Neither an address nor a header, both of which may be
 * secrets, gets into an exception or a log.
 */
@Component
public class Downloads {

	private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

	private static final int MOST_REDIRECTS = 3;

	/** What comes with an error is not read. */
	private static final int NOTHING = 0;

	private final HttpClient http;

	private final DownloadProperties properties;

	private final Clock clock;

	private final Map<String, Guard> guards = new ConcurrentHashMap<>();

	Downloads(DownloadProperties properties, Clock clock) {
		this.http = HttpClient.newBuilder()
			.version(HttpClient.Version.HTTP_1_1)
			.connectTimeout(properties.connect())
			.followRedirects(HttpClient.Redirect.NEVER)
			.build();
		this.properties = properties;
		this.clock = clock;
	}

	/**
	 * Downloads something.
	 * @throws Unavailable where it may be had later, and when
	 * @throws Refused where a person must change something before
	 */
	public Downloaded fetch(Download download) {
		return this.guards
			.computeIfAbsent(download.name(),
					(name) -> new Guard("feed", this.properties.limits(), this.clock, Downloads::classify))
			.read(() -> follow(download));
	}

	private Downloaded follow(Download download) throws Exception {
		URI address = download.address();
		for (int i = 0; i <= MOST_REDIRECTS; i++) {
			HttpResponse<Optional<byte[]>> response = send(download, address);
			if (!REDIRECTS.contains(response.statusCode())) {
				return read(download, response);
			}
			address = next(address, response);
		}
		throw new Refused(Text.of("feed.redirected-often"), null);
	}

	/** A redirect within the same server is followed: no header goes to another one. */
	private static URI next(URI from, HttpResponse<?> response) {
		URI to;
		try {
			to = from.resolve(response.headers().firstValue("Location").orElse(""));
		}
		catch (IllegalArgumentException ex) {
			throw new Refused(Text.of("feed.redirected"), null);
		}
		if (!origin(from).equals(origin(to))) {
			throw new Refused(Text.of("feed.redirected"), null);
		}
		return to;
	}

	private static String origin(URI address) {
		int port = (address.getPort() >= 0) ? address.getPort() : "https".equals(address.getScheme()) ? 443 : 80;
		return (address.getScheme() + "://" + address.getHost() + ":" + port).toLowerCase(Locale.ROOT);
	}

	private HttpResponse<Optional<byte[]>> send(Download download, URI address) throws Exception {
		HttpRequest.Builder request = HttpRequest.newBuilder(address)
			.timeout(this.properties.read())
			.header("User-Agent", "gatehouse/1")
			.header("Accept-Encoding", "gzip");
		download.headers().forEach(request::header);
		if (download.etag() != null) {
			request.header("If-None-Match", download.etag());
		}
		if (download.lastModified() != null) {
			request.header("If-Modified-Since", download.lastModified());
		}
		CompletableFuture<HttpResponse<Optional<byte[]>>> response = this.http.sendAsync(request.build(),
				(info) -> new LimitedBody((info.statusCode() == 200) ? download.largest().toBytes() : NOTHING));
		try {
			// The request's own limit ends with the headers: a body may trickle for ever.
			return response.get(this.properties.read().toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (ExecutionException ex) {
			throw (ex.getCause() instanceof Exception cause) ? cause : ex;
		}
		finally {
			response.cancel(true);
		}
	}

	private Downloaded read(Download download, HttpResponse<Optional<byte[]>> response) {
		boolean asked = download.etag() != null || download.lastModified() != null;
		if (response.statusCode() == 304 && asked) {
			return new Downloaded.Unchanged();
		}
		if (response.statusCode() != 200) {
			throw fault(response);
		}
		long most = download.largest().toBytes();
		return response.body()
			.flatMap((body) -> unpacked(body, most))
			.<Downloaded>map(
					(body) -> new Downloaded.Content(body, header(response, "ETag"), header(response, "Last-Modified")))
			.orElseGet(Downloaded.TooLarge::new);
	}

	/** Files that are packed by themselves come unnamed as such: the first bytes tell. */
	private static Optional<byte[]> unpacked(byte[] body, long most) {
		boolean packed = body.length > 2 && (body[0] & 0xff) == 0x1f && (body[1] & 0xff) == 0x8b;
		if (!packed) {
			return Optional.of(body);
		}
		try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(body))) {
			byte[] unpacked = gzip.readNBytes((int) Math.min(most + 1, Integer.MAX_VALUE - 8));
			return (unpacked.length <= most) ? Optional.of(unpacked) : Optional.empty();
		}
		catch (IOException ex) {
			throw new Unavailable(Text.of("feed.garbled"), null, null);
		}
	}

	private static @Nullable String header(HttpResponse<?> response, String name) {
		return response.headers().firstValue(name).filter((value) -> value.length() <= 200).orElse(null);
	}

	private RuntimeException fault(HttpResponse<?> response) {
		int status = response.statusCode();
		if (status == 429 || status == 408 || status >= 500) {
			String retryAfter = header(response, "Retry-After");
			return new Unavailable(Text.of((status == 429) ? "feed.too-many-calls" : "feed.failing", status),
					(retryAfter != null) ? RetryAfter.read(retryAfter, this.clock.instant()) : null, null);
		}
		boolean key = status == 401 || status == 403;
		return new Refused(Text.of(key ? "feed.key-refused" : "feed.refused", status), null);
	}

	/** The client's own exceptions name the address: they are kept out. */
	private static RuntimeException classify(Exception ex) {
		if (ex instanceof InterruptedException) {
			Thread.currentThread().interrupt();
		}
		boolean slow = ex instanceof HttpTimeoutException || ex instanceof TimeoutException;
		if (slow || ex instanceof IOException || ex instanceof InterruptedException) {
			return new Unavailable(Text.of(slow ? "feed.too-slow" : "feed.unreachable"), null, null);
		}
		return new IllegalStateException("A download failed: " + ex.getClass().getName());
	}

}
