package io.gatehouse.sandbox.gitlab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.gatehouse.sandbox.http.Faults;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** A running stand-in and a plain HTTP client for it. */
final class TestGitlab implements AutoCloseable {

	static final String ADMIN = "glpat-admin-token-of-the-tests";

	static final String CLIENT = "portal-id";

	static final String SECRET = "portal-secret";

	static final String CALLBACK = "http://localhost:9999/login/oauth2/code/gitlab";

	static final ObjectMapper JSON = new ObjectMapper();

	final AdjustableClock clock = new AdjustableClock();

	final Faults faults = Faults.none();

	final GitlabStandIn standIn;

	private final HttpClient http = HttpClient.newHttpClient();

	TestGitlab() {
		this(null);
	}

	TestGitlab(@Nullable Path folder) {
		this.standIn = GitlabStandIn.start(
				new GitlabStandIn.Settings(0, folder, CLIENT, SECRET, List.of(CALLBACK), ADMIN, this.clock),
				this.faults);
	}

	/** One answer. */
	record Reply(int status, String text, HttpResponse<String> response) {

		JsonNode json() {
			return JSON.readTree(this.text);
		}

		JsonNode at(String pointer) {
			return json().at(pointer);
		}

		List<String> all(String field) {
			return json().valueStream().map((item) -> item.at("/" + field).asString()).toList();
		}

		@Nullable String header(String name) {
			return this.response.headers().firstValue(name).orElse(null);
		}
	}

	String tokenOf(String username) {
		return this.standIn.tokenFor(username, "api");
	}

	Reply get(String path) {
		return get(path, ADMIN);
	}

	Reply get(String path, String token) {
		return send("GET", "/api/v4" + path, null, "PRIVATE-TOKEN", token);
	}

	Reply delete(String path) {
		return delete(path, ADMIN);
	}

	Reply delete(String path, String token) {
		return send("DELETE", "/api/v4" + path, null, "PRIVATE-TOKEN", token);
	}

	/** Posts a JSON object, written with single quotes. */
	Reply post(String path, String json) {
		return post(path, json, ADMIN);
	}

	Reply post(String path, String json, String token) {
		return json("POST", path, json, token);
	}

	Reply put(String path, String json) {
		return put(path, json, ADMIN);
	}

	Reply put(String path, String json, String token) {
		return json("PUT", path, json, token);
	}

	Reply json(String method, String path, String json, String token) {
		return send(method, "/api/v4" + path, json.replace('\'', '"'), "PRIVATE-TOKEN", token, "Content-Type",
				"application/json");
	}

	/** Posts a form without any token. */
	Reply form(String path, Map<String, String> fields, String... headers) {
		String body = fields.entrySet()
			.stream()
			.map((field) -> encode(field.getKey()) + "=" + encode(field.getValue()))
			.collect(Collectors.joining("&"));
		String[] all = Arrays.copyOf(headers, headers.length + 2);
		all[headers.length] = "Content-Type";
		all[headers.length + 1] = "application/x-www-form-urlencoded";
		return send("POST", path, body, all);
	}

	Reply send(String method, String path, @Nullable String body, String... headers) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(this.standIn.uri() + path))
			.method(method, (body != null) ? BodyPublishers.ofString(body) : BodyPublishers.noBody());
		if (headers.length > 0) {
			request.headers(headers);
		}
		try {
			HttpResponse<String> response = this.http.send(request.build(), BodyHandlers.ofString());
			return new Reply(response.statusCode(), response.body(), response);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	static String encode(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8);
	}

	long idOfGroup(String path) {
		return this.standIn.group(path).orElseThrow().id();
	}

	long idOfProject(String path) {
		return this.standIn.project(path).orElseThrow().id();
	}

	long idOfUser(String username) {
		return get("/users?username=" + username).at("/0/id").asLong();
	}

	@Override
	public void close() {
		this.standIn.close();
		this.http.close();
	}

}
