package io.gatehouse.sandbox;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

import io.gatehouse.sandbox.http.Exchange;

/**
 * Sets Vault up as an operator would: lets workloads of the cluster log in with their
 * service accounts.
 */
final class VaultSetUp {

	private static final int IN_USE = 400;

	private final URI vault;

	private final String token;

	VaultSetUp(URI vault, String token) {
		this.vault = vault;
		this.token = token;
	}

	/** May be called at each start. */
	void trustCluster(URI cluster, String reviewerToken) {
		int mounted = post("/v1/sys/auth/kubernetes", Map.of("type", "kubernetes"));
		if (mounted >= 300 && mounted != IN_USE) {
			throw new IllegalStateException("Vault would not mount the Kubernetes login: " + mounted);
		}
		int configured = post("/v1/auth/kubernetes/config", Map.of("kubernetes_host", cluster.toString(),
				"token_reviewer_jwt", reviewerToken, "disable_local_ca_jwt", true));
		if (configured >= 300) {
			throw new IllegalStateException("Vault would not take the cluster's address: " + configured);
		}
	}

	private int post(String path, Map<String, ?> body) {
		HttpRequest request = HttpRequest.newBuilder(this.vault.resolve(path))
			.timeout(Duration.ofSeconds(10))
			.header("X-Vault-Token", this.token)
			.POST(HttpRequest.BodyPublishers.ofByteArray(Exchange.JSON.writeValueAsBytes(body)))
			.build();
		try (HttpClient client = HttpClient.newHttpClient()) {
			return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
		}
		catch (IOException ex) {
			throw new IllegalStateException("Vault does not answer at " + this.vault, ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

}
