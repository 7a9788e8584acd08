package io.gatehouse.sandbox.gitlab;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

import io.gatehouse.sandbox.http.Exchange;
import org.jspecify.annotations.Nullable;

/** The answer to one request, sent after the state was written. */
record Answer(int status, @Nullable Object body, Map<String, String> headers) {

	/** A body that is not JSON. */
	record Bytes(String contentType, byte[] content) {
	}

	static Answer ok(Object body) {
		return new Answer(200, body, Map.of());
	}

	static Answer created(Object body) {
		return new Answer(201, body, Map.of());
	}

	static Answer accepted() {
		return new Answer(202, Map.of("message", "202 Accepted"), Map.of());
	}

	static Answer empty(int status) {
		return new Answer(status, null, Map.of());
	}

	static Answer noContent() {
		return empty(204);
	}

	static Answer html(int status, String html) {
		return new Answer(status, new Bytes("text/html; charset=utf-8", html.getBytes(StandardCharsets.UTF_8)),
				Map.of());
	}

	static Answer bytes(String contentType, byte[] content) {
		return new Answer(200, new Bytes(contentType, content), Map.of());
	}

	static Answer redirect(String location) {
		return empty(302).with("Location", location);
	}

	Answer with(String name, String value) {
		Map<String, String> all = new LinkedHashMap<>(this.headers);
		all.put(name, value);
		return new Answer(this.status, this.body, all);
	}

	void send(Exchange exchange) {
		this.headers.forEach(exchange::with);
		switch (this.body) {
			case null -> exchange.status(this.status);
			case Bytes bytes -> exchange.send(this.status, bytes.contentType(), bytes.content());
			default -> exchange.json(this.status, this.body);
		}
	}

}
