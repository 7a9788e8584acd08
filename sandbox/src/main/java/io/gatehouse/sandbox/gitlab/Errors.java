package io.gatehouse.sandbox.gitlab;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.gatehouse.sandbox.http.HttpFault;

/** The shapes of GitLab's error bodies. */
final class Errors {

	private Errors() {
	}

	/** {@code {"message":"text"}}. */
	static HttpFault message(int status, String text) {
		return new HttpFault(status, Map.of("message", text));
	}

	/** {@code {"message":{"field":["text"]}}}. */
	static HttpFault field(String field, String text) {
		return fields(Map.of(field, List.of(text)));
	}

	static HttpFault fields(Map<String, List<String>> fields) {
		return new HttpFault(400, Map.of("message", fields));
	}

	/** {@code {"message":["text"]}}. */
	static HttpFault list(int status, String text) {
		return new HttpFault(status, Map.of("message", List.of(text)));
	}

	/** {@code {"error":"text"}} of a request whose parameters do not fit. */
	static HttpFault parameter(String text) {
		return error(400, text);
	}

	static HttpFault error(int status, String text) {
		return new HttpFault(status, Map.of("error", text));
	}

	/** {@code {"error":"code","error_description":"text"}}. */
	static HttpFault oauth(int status, String code, String description) {
		return oauth(status, code, description, Map.of());
	}

	static HttpFault oauth(int status, String code, String description, Map<String, String> more) {
		Map<String, String> body = new LinkedHashMap<>();
		body.put("error", code);
		body.put("error_description", description);
		body.putAll(more);
		return new HttpFault(status, body);
	}

	static HttpFault notFound() {
		return message(404, "404 Not found");
	}

	/** {@code 404 Project Not Found} and its like. */
	static HttpFault notFound(String what) {
		return message(404, "404 " + what + " Not Found");
	}

	static HttpFault forbidden() {
		return message(403, "403 Forbidden");
	}

	static HttpFault forbidden(String why) {
		return message(403, "403 Forbidden - " + why);
	}

	static HttpFault unauthorized() {
		return message(401, "401 Unauthorized");
	}

}
