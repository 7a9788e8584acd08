package io.gatehouse.adapter.vault;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import io.gatehouse.redaction.Redaction;
import io.gatehouse.request.SecretStore;
import tools.jackson.databind.JsonNode;

/**
 * Keeps secrets in Vault (KV version 2): values as a version's data, labels as the
 * entry's custom metadata.
 *
 * <p>
 * These are two writes, and a crash may come between them. So values are written first,
 * and the labels say for which version they hold: labels of an older version are as good
 * as none. Whoever finds no labels makes the value anew, and no label ever speaks of a
 * value that is not there.
 */
final class VaultSecretStore implements SecretStore {

	private static final String VERSION = "gatehouse-version";

	private static final int LONGEST_NAME = 128;

	private static final int LONGEST_VALUE = 512;

	private static final int MOST = 62;

	private final VaultServer server;

	private final VaultProperties properties;

	VaultSecretStore(VaultServer server, VaultProperties properties) {
		this.server = server;
		this.properties = properties;
	}

	@Override
	public void put(String path, Map<String, String> values, Map<String, String> labels) {
		// Before the first write: a label that Vault refuses would leave values without.
		check(labels);
		values.values().forEach(Redaction::passing);
		JsonNode written = this.server.write(at("data", path), Map.of("data", values));
		Map<String, String> custom = new TreeMap<>(labels);
		custom.put(VERSION, written.path("version").asString());
		custom.put(SecretsObject.MANAGED_BY, SecretsObject.US);
		this.server.write(at("metadata", path), Map.of("custom_metadata", custom));
	}

	private static void check(Map<String, String> labels) {
		labels.forEach((name, value) -> {
			if (name.isEmpty() || name.length() > LONGEST_NAME || value.length() > LONGEST_VALUE || name.equals(VERSION)
					|| name.equals(SecretsObject.MANAGED_BY)) {
				throw new IllegalArgumentException("Vault takes no such label: " + name);
			}
		});
		if (labels.size() > MOST) {
			throw new IllegalArgumentException("Vault takes no more than " + MOST + " labels");
		}
	}

	@Override
	public Optional<Map<String, String>> labels(String path) {
		return this.server.read(at("metadata", path)).flatMap(this::labelsOfCurrent);
	}

	private Optional<Map<String, String>> labelsOfCurrent(JsonNode entry) {
		String current = entry.path("current_version").asString("0");
		JsonNode version = entry.path("versions").path(current);
		Map<String, String> labels = custom(entry);
		boolean there = version.isObject() && !version.path("destroyed").asBoolean(false)
				&& version.path("deletion_time").asString("").isEmpty();
		if (!there || !current.equals(labels.remove(VERSION))) {
			return Optional.empty();
		}
		labels.remove(SecretsObject.MANAGED_BY);
		return Optional.of(Map.copyOf(labels));
	}

	static Map<String, String> custom(JsonNode entry) {
		Map<String, String> custom = new TreeMap<>();
		entry.path("custom_metadata").forEachEntry((name, value) -> custom.put(name, value.asString()));
		return custom;
	}

	@Override
	public void remove(String path) {
		this.server.delete(at("metadata", path));
	}

	private String at(String part, String path) {
		return this.properties.kvMount() + "/" + part + "/" + this.properties.prefix() + "/" + Paths.checked(path);
	}

}
