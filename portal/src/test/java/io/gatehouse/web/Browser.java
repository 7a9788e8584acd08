package io.gatehouse.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A browser as far as HTTP goes: cookies, forms and no script; redirects step by step.
 */
public class Browser {

	private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

	private final URI home;

	private final CookieManager cookies = new CookieManager();

	private final HttpClient http = HttpClient.newBuilder().cookieHandler(this.cookies).build();

	public Browser(URI home) {
		this.home = home;
	}

	/** Goes through the login, with GitLab's page picking the person. */
	public HttpResponse<String> signIn(String username) {
		HttpResponse<String> back = get(callback(username));
		assertThat(back.statusCode()).isEqualTo(302);
		return back;
	}

	/** Signs in with a cookie that was there before. */
	public HttpResponse<String> signIn(String username, String cookie) {
		HttpCookie planted = new HttpCookie(cookie.substring(0, cookie.indexOf('=')),
				cookie.substring(cookie.indexOf('=') + 1));
		planted.setPath("/");
		planted.setVersion(0);
		this.cookies.getCookieStore().add(this.home, planted);
		return signIn(username);
	}

	/** The address to which GitLab sends the browser back with a code. */
	String callback(String username) {
		return location(pick(location(get("/oauth2/authorization/gitlab")), username));
	}

	HttpResponse<String> pick(String authorize, String username) {
		Map<String, String> form = parameters(authorize);
		form.put("person", username);
		return send(request(authorize.substring(0, authorize.indexOf('?'))).POST(body(form))
			.header("Content-Type", "application/x-www-form-urlencoded"));
	}

	static Map<String, String> parameters(String address) {
		Map<String, String> all = new LinkedHashMap<>();
		for (String pair : URI.create(address).getRawQuery().split("&")) {
			String[] parts = pair.split("=", 2);
			all.put(decode(parts[0]), decode(parts[1]));
		}
		return all;
	}

	public HttpResponse<String> get(String path, String... headers) {
		HttpRequest.Builder request = request(path).header("Accept", accept(headers));
		return send(with(request, headers));
	}

	/** Sends a form with the token of the page that it is on. */
	public HttpResponse<String> post(String page, String path, Map<String, String> form) {
		return postFrom(this.home.resolve(page).toString(), page, path, form);
	}

	/** Sends a form with a page's token, and says that it was on another page. */
	HttpResponse<String> postFrom(String referer, String page, String path, Map<String, String> form) {
		Map<String, String> all = new LinkedHashMap<>(form);
		all.put("_csrf", token(page));
		return postBare(path, all, "Referer", referer);
	}

	/** The token that the forms of a page have. */
	public String token(String page) {
		Matcher token = TOKEN.matcher(get(page).body());
		assertThat(token.find()).as("a token on " + page).isTrue();
		return token.group(1);
	}

	/** The cookies as a header has them. */
	public String cookieHeader() {
		return cookies().stream()
			.map((cookie) -> cookie.getName() + "=" + cookie.getValue())
			.collect(Collectors.joining("; "));
	}

	/**
	 * Sends what is given as it is. Of a stream of events nothing is read, as it would
	 * not end.
	 */
	public HttpResponse<String> send(String method, String path, HttpRequest.BodyPublisher body, String... headers) {
		HttpRequest.Builder request = request(path).method(method, body).header("Accept", accept(headers));
		return send(with(request, headers), Browser::bodyOrStream);
	}

	private static HttpResponse.BodySubscriber<String> bodyOrStream(HttpResponse.ResponseInfo answer) {
		boolean stream = answer.headers().firstValue("Content-Type").orElse("").startsWith("text/event-stream");
		return stream ? new Unread() : HttpResponse.BodySubscribers.ofString(StandardCharsets.UTF_8);
	}

	/** Asks for nothing of a body. */
	private static final class Unread implements HttpResponse.BodySubscriber<String> {

		@Override
		public CompletionStage<String> getBody() {
			return CompletableFuture.completedFuture("");
		}

		@Override
		public void onSubscribe(Flow.Subscription subscription) {
			// To cancel it would be a failure of the whole call.
		}

		@Override
		public void onNext(List<ByteBuffer> some) {
			throw new IllegalStateException("not asked for");
		}

		@Override
		public void onError(Throwable failure) {
			// What is not read may break.
		}

		@Override
		public void onComplete() {
			// Nobody waits.
		}

	}

	public HttpResponse<String> postBare(String path, Map<String, String> form, String... headers) {
		HttpRequest.Builder request = request(path).header("Accept", accept(headers))
			.header("Content-Type", "application/x-www-form-urlencoded")
			.POST(body(form));
		return send(with(request, headers));
	}

	List<HttpCookie> cookies() {
		return this.cookies.getCookieStore().getCookies();
	}

	void forgetCookies() {
		this.cookies.getCookieStore().removeAll();
	}

	public static String location(HttpResponse<String> response) {
		assertThat(response.statusCode()).as(response.body()).isBetween(300, 399);
		return response.headers().firstValue("Location").orElseThrow();
	}

	private static String accept(String[] headers) {
		return List.of(headers).contains("HX-Request") ? "*/*" : "text/html,application/xhtml+xml,*/*;q=0.8";
	}

	private HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(this.home.resolve(path)).header("User-Agent", "Mozilla/5.0 Firefox/140.0");
	}

	private static HttpRequest.Builder with(HttpRequest.Builder request, String... headers) {
		for (int i = 0; i < headers.length; i += 2) {
			request.setHeader(headers[i], headers[i + 1]);
		}
		return request;
	}

	private HttpResponse<String> send(HttpRequest.Builder request) {
		return send(request, HttpResponse.BodyHandlers.ofString());
	}

	private HttpResponse<String> send(HttpRequest.Builder request, HttpResponse.BodyHandler<String> body) {
		try {
			return this.http.send(request.build(), body);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	private static HttpRequest.BodyPublisher body(Map<String, String> form) {
		return HttpRequest.BodyPublishers.ofString(form.entrySet()
			.stream()
			.map((field) -> encode(field.getKey()) + "=" + encode(field.getValue()))
			.collect(Collectors.joining("&")));
	}

	private static String encode(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8);
	}

	private static String decode(String text) {
		return URLDecoder.decode(text, StandardCharsets.UTF_8);
	}

}
