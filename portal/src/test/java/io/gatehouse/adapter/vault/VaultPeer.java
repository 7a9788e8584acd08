package io.gatehouse.adapter.vault;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.gatehouse.adapter.Docs;
import io.gatehouse.adapter.GuardLimits;
import io.gatehouse.adapter.OtherHand;
import io.gatehouse.request.SecretStore;
import io.gatehouse.sandbox.vault.VaultStandIn;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The Vault that tests talk to: the stand-in, or the real one that the environment names.
 */
public final class VaultPeer implements AutoCloseable {

	static final GuardLimits LIMITS = new GuardLimits(Duration.ofSeconds(2), Duration.ofSeconds(5), 4,
			Duration.ofSeconds(2), 6, Duration.ofSeconds(20));

	private final @Nullable VaultStandIn standIn;

	private final URI url;

	private final String token;

	private final String portalToken;

	final String prefix = "contract-" + UUID.randomUUID();

	private VaultPeer(@Nullable VaultStandIn standIn, URI url, String token) {
		this.standIn = standIn;
		this.url = url;
		this.token = token;
		this.portalToken = portalToken();
	}

	public static VaultPeer start() {
		String url = System.getenv("GATEHOUSE_VAULT_URL");
		if (url != null) {
			return new VaultPeer(null, URI.create(url), System.getenv("GATEHOUSE_VAULT_TOKEN"));
		}
		VaultStandIn standIn = VaultStandIn.start(new VaultStandIn.Settings(0, null, "root", Clock.systemUTC()));
		return new VaultPeer(standIn, standIn.uri(), "root");
	}

	/** What a portal needs to know, with a token as the documents have it. */
	public Map<String, Object> portalProperties() {
		return Map.of("gatehouse.vault.url", this.url, "gatehouse.vault.token", this.portalToken,
				"gatehouse.vault.prefix", this.prefix);
	}

	/** Below what path a portal keeps its secrets here. */
	public String prefix() {
		return this.prefix;
	}

	/** Those of the portal, whose token has the rights that the documents name. */
	VaultProperties properties() {
		return properties(this.portalToken);
	}

	VaultProperties properties(String token) {
		return new VaultProperties(this.url, token, null, "secret", "kubernetes", this.prefix,
				URI.create("https://vault.example.com/ui"), LIMITS);
	}

	VaultServer server() {
		return VaultServer.at(properties(), Clock.systemUTC());
	}

	Vault vault() {
		return new Vault(server(), properties());
	}

	Vault vault(String token) {
		return new Vault(VaultServer.at(properties(token), Clock.systemUTC()), properties(token));
	}

	SecretStore store() {
		return new VaultSecretStore(server(), properties());
	}

	private String portalToken() {
		String policy = Docs.block("adapters/vault.md", "hcl").replace("/gatehouse/", "/" + this.prefix + "/");
		otherHand()
			.send("PUT", "/v1/sys/policies/acl/" + this.prefix, "application/json",
					JsonMapper.shared().writeValueAsString(Map.of("policy", policy)))
			.ok();
		return otherHand()
			.send("POST", "/v1/auth/token/create", "application/json",
					JsonMapper.shared()
						.writeValueAsString(Map.of("policies", List.of(this.prefix), "no_default_policy", true)))
			.ok()
			.body()
			.path("auth")
			.path("client_token")
			.asString();
	}

	/** Somebody who may do anything. */
	public OtherHand otherHand() {
		return hand(this.token);
	}

	/** Whoever has a token; an empty one is nobody's. */
	public OtherHand hand(String token) {
		return new OtherHand(this.url, "X-Vault-Token", token);
	}

	/** Makes sure that the cluster's login is mounted. */
	VaultPeer withKubernetesLogin() {
		OtherHand.Answer answer = otherHand().send("POST", "/v1/sys/auth/kubernetes", "application/json",
				"{\"type\":\"kubernetes\"}");
		if (answer.status() >= 300 && answer.status() != 400) {
			throw new IllegalStateException(answer.toString());
		}
		return this;
	}

	/** Has the login believe in the service accounts of a cluster. */
	public VaultPeer trusting(URI cluster, String authority, String reviewerToken) {
		withKubernetesLogin().otherHand()
			.send("POST", "/v1/auth/kubernetes/config", "application/json",
					JsonMapper.shared()
						.writeValueAsString(Map.of("kubernetes_host", cluster, "kubernetes_ca_cert", authority,
								"token_reviewer_jwt", reviewerToken, "disable_local_ca_jwt", true)))
			.ok();
		return this;
	}

	@Override
	public void close() {
		if (this.standIn != null) {
			this.standIn.close();
		}
	}

}
