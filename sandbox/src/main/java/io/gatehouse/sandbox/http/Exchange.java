package io.gatehouse.sandbox.http;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.sun.net.httpserver.HttpExchange;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** One request and its response. */
public final class Exchange implements AutoCloseable {

	/** The mapper of all stand-ins. */
	public static final ObjectMapper JSON = new ObjectMapper();

	private final HttpExchange raw;

	private Map<String, String> variables = Map.of();

	private byte @Nullable [] body;

	private boolean replyLost;

	private boolean answered;

	Exchange(HttpExchange raw) {
		this.raw = raw;
	}

	static String decode(String text) {
		return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
	}

	void variables(Map<String, String> variables) {
		this.variables = variables;
	}

	public String method() {
		return this.raw.getRequestMethod();
	}

	/** The path as sent, not decoded, without the query. */
	public String rawPath() {
		return this.raw.getRequestURI().getRawPath();
	}

	/** The query as sent, not decoded. */
	public @Nullable String rawQuery() {
		return this.raw.getRequestURI().getRawQuery();
	}

	/** A variable of the matched pattern, decoded. */
	public String path(String name) {
		String value = this.variables.get(name);
		if (value == null) {
			throw new IllegalArgumentException("no path variable " + name);
		}
		return value;
	}

	public @Nullable String header(String name) {
		return this.raw.getRequestHeaders().getFirst(name);
	}

	/** The first value of a query parameter. */
	public @Nullable String query(String name) {
		List<String> values = queries().get(name);
		return (values != null) ? values.getFirst() : null;
	}

	/** All query parameters with all their values, in order. */
	public Map<String, List<String>> queries() {
		return pairs(this.raw.getRequestURI().getRawQuery());
	}

	/** The body read as {@code application/x-www-form-urlencoded}. */
	public Map<String, List<String>> form() {
		return pairs(new String(body(), StandardCharsets.UTF_8));
	}

	/** The body read as JSON; missing where it is empty. */
	public JsonNode json() {
		byte[] bytes = body();
		return (bytes.length == 0) ? JSON.missingNode() : JSON.readTree(bytes);
	}

	/** The whole request body; may be called again. */
	public byte[] body() {
		byte[] bytes = this.body;
		if (bytes == null) {
			try {
				bytes = this.raw.getRequestBody().readAllBytes();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
			this.body = bytes;
		}
		return bytes;
	}

	/** Adds a response header; before the answer. */
	public Exchange with(String name, String value) {
		this.raw.getResponseHeaders().add(name, value);
		return this;
	}

	public boolean answered() {
		return this.answered || this.raw.getResponseCode() != -1;
	}

	public void json(int status, @Nullable Object value) {
		send(status, "application/json", JSON.writeValueAsBytes(value));
	}

	public void text(int status, String text) {
		send(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
	}

	public void html(int status, String html) {
		send(status, "text/html; charset=utf-8", html.getBytes(StandardCharsets.UTF_8));
	}

	/** Answers without a body. */
	public void status(int status) {
		send(status, null, new byte[0]);
	}

	public void redirect(String location) {
		with("Location", location).status(302);
	}

	/** Answers with bytes of a content type. */
	public void send(int status, @Nullable String contentType, byte[] bytes) {
		this.answered = true;
		if (this.replyLost) {
			return;
		}
		if (contentType != null && !this.raw.getResponseHeaders().containsKey("Content-Type")) {
			with("Content-Type", contentType);
		}
		try {
			boolean bodiless = bytes.length == 0 || status == 204 || status == 304 || method().equals("HEAD");
			this.raw.sendResponseHeaders(status, bodiless ? -1 : bytes.length);
			if (!bodiless) {
				this.raw.getResponseBody().write(bytes);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Begins an answer of unknown length; what is written and flushed is sent at once.
	 */
	public OutputStream stream(int status, String contentType) {
		with("Content-Type", contentType);
		try {
			this.raw.sendResponseHeaders(status, 0);
			return this.raw.getResponseBody();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Closes the connection without an answer, as a server that dies before its reply.
	 */
	public void drop() {
		this.raw.close();
	}

	/** From here on the answer is swallowed; the connection closes instead. */
	void loseReply() {
		this.replyLost = true;
	}

	@Override
	public void close() {
		this.raw.close();
	}

	private static Map<String, List<String>> pairs(@Nullable String text) {
		Map<String, List<String>> pairs = new LinkedHashMap<>();
		if (text != null && !text.isEmpty()) {
			for (String pair : text.split("&")) {
				int equals = pair.indexOf('=');
				String name = (equals < 0) ? pair : pair.substring(0, equals);
				String value = (equals < 0) ? "" : pair.substring(equals + 1);
				pairs.computeIfAbsent(URLDecoder.decode(name, StandardCharsets.UTF_8), (key) -> new ArrayList<>())
					.add(URLDecoder.decode(value, StandardCharsets.UTF_8));
			}
		}
		return pairs;
	}

}
