package io.gatehouse.sandbox.vault;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

import io.gatehouse.sandbox.http.Exchange;
import tools.jackson.databind.JsonNode;

/** Speaks to a Vault as plainly as can be, so that a test sees status and body. */
record VaultClient(URI uri, String token) {

	private static final HttpClient HTTP = HttpClient.newHttpClient();

	record Answer(int status, String text) {

		JsonNode json() {
			return Exchange.JSON.readTree(this.text);
		}

		JsonNode data() {
			return json().path("data");
		}

		String errors() {
			return json().path("errors").toString();
		}

	}

	VaultClient as(String other) {
		return new VaultClient(this.uri, other);
	}

	Answer get(String path) {
		return send("GET", path, "", "application/json");
	}

	Answer list(String path) {
		return send("LIST", path, "", "application/json");
	}

	Answer delete(String path) {
		return send("DELETE", path, "", "application/json");
	}

	Answer post(String path, String json) {
		return send("POST", path, json.replace('\'', '"'), "application/json");
	}

	Answer patch(String path, String json) {
		return send("PATCH", path, json.replace('\'', '"'), "application/merge-patch+json");
	}

	/** A new token with the policies. */
	String newToken(String json) {
		return post("auth/token/create", json).json().path("auth").path("client_token").asString();
	}

	Answer page(String path) {
		return exchange(HttpRequest.newBuilder(this.uri.resolve(path)).build());
	}

	private Answer send(String method, String path, String body, String contentType) {
		HttpRequest.Builder request = HttpRequest.newBuilder(this.uri.resolve("/v1/" + path))
			.method(method, HttpRequest.BodyPublishers.ofString(body))
			.header("Content-Type", contentType);
		if (!this.token.isEmpty()) {
			request.header("X-Vault-Token", this.token);
		}
		return exchange(request.build());
	}

	private static Answer exchange(HttpRequest request) {
		try {
			HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
			return new Answer(response.statusCode(), response.body());
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

}
