package io.gatehouse.sandbox.kubernetes;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import tools.jackson.databind.JsonNode;

import io.gatehouse.sandbox.http.Exchange;

/** Speaks HTTP to a server with one token. */
record Api(URI uri, String token) {

	private static final HttpClient HTTP = client(System.getenv("GATEHOUSE_KUBERNETES_CA"));

	static final String JSON = "application/json";

	static final String APPLY = "application/apply-patch+yaml";

	record Answer(int status, JsonNode body) {

		String message() {
			return this.body.path("message").asString("");
		}

		String reason() {
			return this.body.path("reason").asString("");
		}

		JsonNode cause() {
			return this.body.at("/details/causes/0");
		}

		String version() {
			return this.body.at("/metadata/resourceVersion").asString("");
		}
	}

	private static HttpClient client(String authority) {
		if (authority == null) {
			return HttpClient.newHttpClient();
		}
		try (InputStream pem = Files.newInputStream(Path.of(authority))) {
			KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
			trusted.load(null, null);
			trusted.setCertificateEntry("authority", CertificateFactory.getInstance("X.509").generateCertificate(pem));
			TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
			managers.init(trusted);
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(null, managers.getTrustManagers(), null);
			return HttpClient.newBuilder().sslContext(context).build();
		}
		catch (IOException | GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	Answer get(String path) {
		return send("GET", path, JSON, "");
	}

	Answer post(String path, String body) {
		return send("POST", path, JSON, body);
	}

	Answer put(String path, String body) {
		return send("PUT", path, JSON, body);
	}

	Answer delete(String path) {
		return send("DELETE", path, JSON, "");
	}

	Answer patch(String path, String kindOfPatch, String body) {
		return send("PATCH", path, "application/" + kindOfPatch + "-patch+json", body);
	}

	Answer apply(String path, String manager, String body) {
		return send("PATCH", path + "?fieldManager=" + manager, APPLY, body);
	}

	Answer force(String path, String manager, String body) {
		return send("PATCH", path + "?force=true&fieldManager=" + manager, APPLY, body);
	}

	Answer send(String method, String path, String type, String body) {
		HttpResponse<String> response = exchange(method, path, type, body);
		boolean json = response.headers().firstValue("Content-Type").orElse("").contains("json");
		return new Answer(response.statusCode(), json ? Exchange.JSON.readTree(response.body())
				: Exchange.JSON.getNodeFactory().stringNode(response.body()));
	}

	/** The lines of a watch, when it has ended. */
	List<String> lines(String path) {
		return exchange("GET", path, JSON, "").body().lines().toList();
	}

	private HttpResponse<String> exchange(String method, String path, String type, String body) {
		HttpRequest.Builder request = HttpRequest.newBuilder(this.uri.resolve(path))
			.method(method, HttpRequest.BodyPublishers.ofString(body))
			.header("Content-Type", type)
			.header("User-Agent", "tests/1.0");
		if (!this.token.isEmpty()) {
			request.header("Authorization", "Bearer " + this.token);
		}
		try {
			return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
		}
		catch (IOException ex) {
			throw new IllegalStateException(method + " " + path, ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	/** Makes a namespace. */
	void namespace(String name) {
		post("/api/v1/namespaces",
				"{\"apiVersion\":\"v1\",\"kind\":\"Namespace\",\"metadata\":{\"name\":\"%s\"}}".formatted(name));
	}

}
