package io.gatehouse.sandbox.vault;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import io.gatehouse.sandbox.http.Exchange;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Asks a Kubernetes API server whose a service account's token is. */
final class TokenReviews {

	private static final Duration LIMIT = Duration.ofSeconds(10);

	private TokenReviews() {
	}

	/** Whom the API server took the token for. */
	record Reviewed(String namespace, String name, String uid) {
	}

	/**
	 * Reviews a token.
	 * @throws io.gatehouse.sandbox.http.HttpFault 403 where the API server does not vouch
	 * for it or cannot be asked, as Vault answers both
	 */
	static Reviewed review(KubernetesConfig config, String jwt, String audience) {
		Map<String, ?> spec = audience.isEmpty() ? Map.of("token", jwt)
				: Map.of("token", jwt, "audiences", new String[] { audience });
		String body = Exchange.JSON
			.writeValueAsString(Map.of("apiVersion", "authentication.k8s.io/v1", "kind", "TokenReview", "spec", spec));
		String bearer = config.reviewerToken().isEmpty() ? jwt : config.reviewerToken();
		HttpRequest request = HttpRequest
			.newBuilder(URI.create(config.host().replaceAll("/$", "") + "/apis/authentication.k8s.io/v1/tokenreviews"))
			.header("Authorization", "Bearer " + bearer)
			.header("Content-Type", "application/json")
			.timeout(LIMIT)
			.POST(HttpRequest.BodyPublishers.ofString(body))
			.build();
		try (HttpClient client = client(config)) {
			HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
			if (response.statusCode() / 100 != 2) {
				throw refused("the review was answered with " + response.statusCode());
			}
			return read(Exchange.JSON.readTree(response.body()).path("status"), audience);
		}
		catch (IOException | GeneralSecurityException | JacksonException ex) {
			throw refused(ex.toString());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw refused("interrupted");
		}
	}

	private static Reviewed read(JsonNode status, String audience) {
		if (!status.path("authenticated").booleanValue(false)) {
			throw refused(status.path("error").asString("not authenticated"));
		}
		if (!audience.isEmpty() && status.path("audiences")
			.valueStream()
			.noneMatch((candidate) -> candidate.asString().equals(audience))) {
			throw refused("not for the audience " + audience);
		}
		JsonNode user = status.path("user");
		String[] parts = user.path("username").asString("").split(":", -1);
		if (parts.length != 4 || !parts[0].equals("system") || !parts[1].equals("serviceaccount")) {
			throw refused("not a service account");
		}
		return new Reviewed(parts[2], parts[3], user.path("uid").asString(""));
	}

	private static HttpClient client(KubernetesConfig config) throws GeneralSecurityException, IOException {
		HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(LIMIT);
		return config.caCertificate().isBlank() ? builder.build()
				: builder.sslContext(trusting(config.caCertificate())).build();
	}

	private static SSLContext trusting(String pem) throws GeneralSecurityException, IOException {
		KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
		store.load(null, null);
		int index = 0;
		for (Certificate certificate : CertificateFactory.getInstance("X.509")
			.generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))) {
			store.setCertificateEntry("ca-" + index, certificate);
			index++;
		}
		TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		trust.init(store);
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(null, trust.getTrustManagers(), null);
		return context;
	}

	/** The caller learns no reason, as with Vault; the log does. */
	private static RuntimeException refused(String reason) {
		System.getLogger(TokenReviews.class.getName()).log(System.Logger.Level.INFO, "login refused: {0}", reason);
		return Refusal.of(403, "permission denied");
	}

}
