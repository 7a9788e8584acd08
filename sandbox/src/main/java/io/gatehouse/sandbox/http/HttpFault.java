package io.gatehouse.sandbox.http;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * An error response that a handler throws: a status and a body, JSON unless it is a
 * String.
 */
public final class HttpFault extends RuntimeException {

	private final int status;

	private final transient @Nullable Object body;

	private final transient Map<String, String> headers = new LinkedHashMap<>();

	public HttpFault(int status, @Nullable Object body) {
		super(status + " " + body, null, false, false);
		this.status = status;
		this.body = body;
	}

	/** Adds a response header. */
	public HttpFault with(String name, String value) {
		this.headers.put(name, value);
		return this;
	}

	void answer(Exchange exchange) {
		this.headers.forEach(exchange::with);
		if (this.body instanceof String text) {
			exchange.text(this.status, text);
		}
		else {
			exchange.json(this.status, this.body);
		}
	}

}
