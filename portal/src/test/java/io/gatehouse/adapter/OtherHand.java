package io.gatehouse.adapter;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Someone who works in the other system beside the portal, by plain HTTP. */
public final class OtherHand {

	private final HttpClient client;

	private final URI server;

	private final String header;

	private final String token;

	public OtherHand(URI server, String header, String token) {
		this(server, header, token, null);
	}

	/** One that trusts a server's own certificate authority, given as a PEM file. */
	public OtherHand(URI server, String header, String token, @Nullable Path authority) {
		HttpClient.Builder client = HttpClient.newBuilder();
		if (authority != null) {
			client.sslContext(trusting(authority));
		}
		this.client = client.build();
		this.server = server;
		this.header = header;
		this.token = token;
	}

	private static SSLContext trusting(Path authority) {
		try (InputStream pem = Files.newInputStream(authority)) {
			KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
			trusted.load(null, null);
			for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
				trusted.setCertificateEntry("authority-" + trusted.size(), each);
			}
			TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
			managers.init(trusted);
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(null, managers.getTrustManagers(), null);
			return context;
		}
		catch (IOException | GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** Sends JSON; the answer's status and body. */
	public Answer send(String method, String path, @Nullable String contentType, @Nullable String body) {
		HttpRequest.Builder request = HttpRequest.newBuilder(this.server.resolve(path))
			.header(this.header, this.token)
			.method(method, (body != null) ? BodyPublishers.ofString(body) : BodyPublishers.noBody());
		if (contentType != null) {
			request.header("Content-Type", contentType);
		}
		try {
			var answer = this.client.send(request.build(), BodyHandlers.ofString());
			return new Answer(answer.statusCode(), answer.body().matches("(?s)[{\\[].*")
					? JsonMapper.shared().readTree(answer.body()) : JsonMapper.shared().missingNode());
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	/** What was answered. */
	public record Answer(int status, JsonNode body) {

		/** This answer, where it is one of success. */
		public Answer ok() {
			if (this.status >= 300) {
				throw new IllegalStateException(this.status + " " + this.body);
			}
			return this;
		}

	}

}
