package io.gatehouse.adapter.gitlab;

import java.io.IOException;
import java.net.URL;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import io.gatehouse.adapter.GuardLimits;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.Invocation;
import jakarta.ws.rs.client.WebTarget;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import org.apache.http.client.HttpRequestRetryHandler;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.impl.conn.PoolingHttpClientConnectionManager;
import org.gitlab4j.api.GitLabApiClient;
import org.gitlab4j.api.utils.JacksonJson;
import org.glassfish.jersey.apache.connector.ApacheClientProperties;
import org.glassfish.jersey.apache.connector.ApacheConnectorProvider;
import org.glassfish.jersey.client.ClientConfig;
import org.glassfish.jersey.client.ClientProperties;
import org.glassfish.jersey.client.JerseyClientBuilder;
import org.glassfish.jersey.jackson.JacksonFeature;
import org.jspecify.annotations.Nullable;

/**
 * Speaks to GitLab through gitlab4j, and gives every answer back as it came.
 *
 * <p>
 * The library's own models are not used: they lose what must be put back or told apart
 * here (access levels that they don't know, whether a deploy token is revoked, that an
 * expiry is a date and not a moment). Nor is its way to open a connection: it follows
 * redirects, which would carry the portal's token to whatever address they name, and
 * builds a new client inside for every call.
 */
final class Transport extends GitLabApiClient {

	private final Client client;

	private final String token;

	private Transport(String url, String token, Client client) {
		super(url, token);
		this.client = client;
		this.token = token;
	}

	static Transport to(GitlabProperties properties) {
		GuardLimits limits = properties.limits();
		PoolingHttpClientConnectionManager connections = new PoolingHttpClientConnectionManager();
		connections.setMaxTotal(limits.concurrentCalls());
		connections.setDefaultMaxPerRoute(limits.concurrentCalls());
		HttpRequestRetryHandler never = (fault, count, context) -> false;
		// The JDK's own connector sends a POST again when its reply is lost, unseen by
		// us: that would make things twice.
		ClientConfig config = new ClientConfig().connectorProvider(new ApacheConnectorProvider())
			.property(ApacheClientProperties.RETRY_HANDLER, never)
			.property(ApacheClientProperties.CONNECTION_MANAGER, connections)
			.property(ApacheClientProperties.REQUEST_CONFIG,
					RequestConfig.custom().setConnectionRequestTimeout((int) limits.patience().toMillis()).build())
			.property(ClientProperties.FOLLOW_REDIRECTS, false)
			.property(ClientProperties.CONNECT_TIMEOUT, (int) limits.connect().toMillis())
			.property(ClientProperties.READ_TIMEOUT, (int) limits.read().toMillis())
			.register(JacksonJson.class)
			.register(JacksonFeature.class);
		return new Transport(properties.url().toString(), properties.token(),
				new JerseyClientBuilder().withConfig(config).build());
	}

	Answer read(Map<String, ?> query, String... path) throws IOException {
		return answer(get(parameters(query), encoded(path)));
	}

	Answer create(Map<String, ?> body, String... path) throws IOException {
		return answer(post((Object) body, encoded(path)));
	}

	Answer change(Map<String, ?> body, String... path) throws IOException {
		return answer(put((Object) body, encoded(path)));
	}

	Answer remove(String... path) throws IOException {
		return answer(delete(parameters(Map.of()), encoded(path)));
	}

	@Override
	protected Invocation.Builder invocation(URL url, @Nullable MultivaluedMap<String, String> query, String accept) {
		WebTarget target = this.client.target(url.toExternalForm());
		if (query != null) {
			for (Map.Entry<String, List<String>> parameter : query.entrySet()) {
				target = target.queryParam(parameter.getKey(), encoded(parameter.getValue().toArray(String[]::new)));
			}
		}
		return target.request().header(PRIVATE_TOKEN_HEADER, this.token).accept(accept);
	}

	private static Answer answer(Response response) {
		try (response) {
			String body = response.hasEntity() ? response.readEntity(String.class) : "";
			return new Answer(response.getStatus(), body, response.getHeaderString("X-Next-Page"),
					response.getHeaderString("Retry-After"), response.getHeaderString("RateLimit-Reset"));
		}
	}

	/**
	 * Jersey takes braces for the names of variables, and a percent sign for something
	 * that is encoded already: what people typed must have neither.
	 */
	private static Object[] encoded(String... values) {
		return Arrays.stream(values)
			.map((value) -> URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20"))
			.toArray();
	}

	private static MultivaluedMap<String, String> parameters(Map<String, ?> values) {
		MultivaluedMap<String, String> parameters = new MultivaluedHashMap<>();
		values.forEach((name, value) -> parameters.add(name, String.valueOf(value)));
		return parameters;
	}

	@Override
	public void close() {
		this.client.close();
		super.close();
	}

}
