package io.gatehouse.adapter.vault;

import java.net.http.HttpClient;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.gatehouse.adapter.Guard;
import io.gatehouse.request.ExternalSystem;
import io.gatehouse.request.Resource.Context;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.vault.VaultException;
import org.springframework.vault.authentication.SimpleSessionManager;
import org.springframework.vault.authentication.TokenAuthentication;
import org.springframework.vault.client.RestTemplateBuilder;
import org.springframework.vault.client.VaultEndpoint;
import org.springframework.vault.client.VaultHttpHeaders;
import org.springframework.vault.core.VaultOperations;
import org.springframework.vault.core.VaultTemplate;
import org.springframework.web.client.HttpStatusCodeException;
import org.springframework.web.client.RestOperations;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The few calls to Vault that the portal makes, each behind the guard. Paths and JSON are
 * Vault's own: they are what Vault and OpenBao have in common to the letter.
 */
final class VaultServer {

	private static final JsonMapper JSON = JsonMapper.shared();

	private final VaultOperations operations;

	private final Guard guard;

	private VaultServer(VaultProperties properties, Clock clock) {
		this.operations = operations(properties);
		this.guard = new Guard(Vault.NAME, properties.limits(), clock, new Faults(this::knowsToken)::classify);
	}

	static VaultServer at(VaultProperties properties, Clock clock) {
		return new VaultServer(properties, clock);
	}

	private static VaultOperations operations(VaultProperties properties) {
		// A standby may answer with a redirect to the one that is active.
		JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(HttpClient.newBuilder()
			.connectTimeout(properties.limits().connect())
			.followRedirects(HttpClient.Redirect.NORMAL)
			.version(HttpClient.Version.HTTP_1_1)
			.build());
		requests.setReadTimeout(properties.limits().read());
		RestTemplateBuilder builder = RestTemplateBuilder.builder()
			.endpoint(VaultEndpoint.from(properties.url()))
			.requestFactory(requests);
		if (properties.namespace() != null) {
			builder.defaultHeader(VaultHttpHeaders.VAULT_NAMESPACE, properties.namespace());
		}
		return new VaultTemplate(builder, new SimpleSessionManager(new TokenAuthentication(properties.token())));
	}

	/** The {@code data} of what is at a path; empty where nothing is. */
	Optional<JsonNode> read(String path) {
		return this.guard.read(() -> Optional.ofNullable(orNullWhereMissing(path)).map((body) -> body.path("data")));
	}

	/**
	 * The names right below a path; those that end in a slash have names below
	 * themselves.
	 */
	List<String> list(String path) {
		return read(path + "/?list=true").map((data) -> {
			List<String> names = new ArrayList<>();
			data.path("keys").forEach((name) -> names.add(name.stringValue()));
			return names;
		}).orElse(List.of());
	}

	/** Writes for a request, as long as it is this worker's. */
	JsonNode write(Context context, String path, Map<String, ?> body) {
		return this.guard.write(context, () -> send(HttpMethod.POST, path, body).path("data"));
	}

	/** Writes where no request is known. */
	JsonNode write(String path, Map<String, ?> body) {
		return this.guard.read(() -> send(HttpMethod.POST, path, body).path("data"));
	}

	/** Removes for a request; nothing there is success. */
	void delete(Context context, String path) {
		this.guard.write(context, () -> send(HttpMethod.DELETE, path, null));
	}

	/** Removes where no request is known; nothing there is success. */
	void delete(String path) {
		this.guard.read(() -> send(HttpMethod.DELETE, path, null));
	}

	void probe() {
		this.guard.probe(() -> send(HttpMethod.GET, "sys/health?standbyok=true&perfstandbyok=true", null));
	}

	ExternalSystem.Health health() {
		return this.guard.health();
	}

	private @Nullable JsonNode orNullWhereMissing(String path) {
		try {
			return send(HttpMethod.GET, path, null);
		}
		catch (VaultException ex) {
			if (ex.getCause() instanceof HttpStatusCodeException answer && answer.getStatusCode().value() == 404) {
				return null;
			}
			throw ex;
		}
	}

	/** Whether Vault takes the portal's token at all. */
	private boolean knowsToken() {
		try {
			send(HttpMethod.GET, "auth/token/lookup-self", null);
			return true;
		}
		catch (VaultException ex) {
			return false;
		}
	}

	private JsonNode send(HttpMethod method, String path, @Nullable Map<String, ?> body) {
		HttpHeaders headers = new HttpHeaders();
		headers.setContentType(MediaType.APPLICATION_JSON);
		// As bytes: the client logs the bodies that it is given as objects.
		HttpEntity<byte[]> request = new HttpEntity<>((body != null) ? JSON.writeValueAsBytes(body) : null, headers);
		byte[] answer = this.operations.doWithSession((client) -> exchange(client, path, method, request)).getBody();
		return (answer != null && answer.length > 0) ? JSON.readTree(answer) : JSON.missingNode();
	}

	/**
	 * Makes the exception here that the template would make, as the template stumbles
	 * over errors that are not in Vault's form.
	 */
	private static ResponseEntity<byte[]> exchange(RestOperations client, String path, HttpMethod method,
			HttpEntity<byte[]> request) {
		try {
			return client.exchange(path, method, request, byte[].class);
		}
		catch (HttpStatusCodeException ex) {
			throw new VaultException("Status " + ex.getStatusCode().value(), ex);
		}
	}

}
