package io.gatehouse.adapter.vault;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import io.gatehouse.request.ExternalSystem;
import io.gatehouse.request.Resource;
import io.gatehouse.request.Resource.Key;
import io.gatehouse.request.Text;

/** A Vault or OpenBao, and what the portal can hold in it. */
public final class Vault implements ExternalSystem {

	static final String NAME = "vault";

	private final VaultServer server;

	private final VaultProperties properties;

	Vault(VaultServer server, VaultProperties properties) {
		this.server = server;
		this.properties = properties;
	}

	/** What is wrong with a path for secrets, or a name; empty where nothing is. */
	public static Optional<Text> pathProblem(String path) {
		return Paths.problem(path);
	}

	/**
	 * A policy; Vault knows its name in lower case.
	 * @throws IllegalArgumentException where {@link #pathProblem} says something of the
	 * name
	 */
	public PolicyRule policy(String name) {
		return (path) -> new PolicyObject(this.server, this.properties, key(PolicyObject.KIND, lower(name)),
				Map.of(PolicyObject.READS, below(path)));
	}

	/**
	 * A role of the login with a cluster's service accounts.
	 * @param name without slashes; Vault knows it in lower case
	 */
	public KubernetesRole kubernetesRole(String name) {
		if (name.contains("/")) {
			throw new IllegalArgumentException("Vault takes no slash in the name of a role: " + name);
		}
		return new KubernetesRoleObject(this.server, this.properties, key(KubernetesRoleObject.KIND, lower(name)),
				KubernetesRoleObject.DEFAULTS);
	}

	/**
	 * A path for secrets, as the {@link io.gatehouse.request.SecretStore} takes it, and
	 * all below it. Removing it removes every version of every secret there.
	 */
	public Resource secrets(String path) {
		return new SecretsObject(this.server, this.properties, key(SecretsObject.KIND, below(path)));
	}

	/** The command with which a person reads the secret at a path. */
	public String readCommand(String path) {
		return "vault kv get -mount=" + this.properties.kvMount() + " " + below(path);
	}

	/** The command with which a person lists the secrets below a path. */
	public String listCommand(String path) {
		return "vault kv list -mount=" + this.properties.kvMount() + " " + below(path);
	}

	@Override
	public String name() {
		return NAME;
	}

	@Override
	public Resource recorded(Key key, Map<String, String> attributes) {
		return switch (key.kind()) {
			case PolicyObject.KIND -> new PolicyObject(this.server, this.properties, key, attributes);
			case KubernetesRoleObject.KIND -> new KubernetesRoleObject(this.server, this.properties, key, attributes);
			case SecretsObject.KIND -> new SecretsObject(this.server, this.properties, key);
			default -> throw new IllegalArgumentException("Nothing of Vault: " + key);
		};
	}

	@Override
	public Health health() {
		return this.server.health();
	}

	@Override
	public void probe() {
		this.server.probe();
	}

	private String below(String path) {
		return this.properties.prefix() + "/" + Paths.checked(path);
	}

	private static String lower(String name) {
		return Paths.checked(name).toLowerCase(Locale.ROOT);
	}

	private static Key key(String kind, String name) {
		return new Key(NAME, kind, name);
	}

}
