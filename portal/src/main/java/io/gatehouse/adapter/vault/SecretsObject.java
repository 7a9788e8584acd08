package io.gatehouse.adapter.vault;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import io.gatehouse.request.Outcome;
import io.gatehouse.request.Text;
import tools.jackson.databind.JsonNode;

/**
 * A path that holds secrets, and all below it. What is there before the portal came is a
 * collision, even where the path itself has no entry: whoever may read the path would
 * read somebody's old secrets. For the same reason its removal leaves nothing below it.
 */
final class SecretsObject extends VaultObject {

	static final String KIND = "secrets";

	static final String MANAGED_BY = "managed-by";

	static final String US = "gatehouse";

	private static final String REASON = "reason";

	SecretsObject(VaultServer server, VaultProperties properties, Key key) {
		super(server, properties, key, Map.of(MANAGED_BY, US));
	}

	@Override
	protected String path() {
		return metadata(key().name());
	}

	private String metadata(String path) {
		return this.properties.kvMount() + "/metadata/" + path;
	}

	@Override
	protected Optional<SortedMap<String, String>> attributes() {
		Optional<SortedMap<String, String>> entry = super.attributes();
		return (entry.isPresent() || this.server.list(path()).isEmpty()) ? entry
				: Optional.of(new TreeMap<>(Map.of(MANAGED_BY, "-")));
	}

	@Override
	protected SortedMap<String, String> attributes(JsonNode data) {
		return new TreeMap<>(Map.of(MANAGED_BY, data.path("custom_metadata").path(MANAGED_BY).asString("-")));
	}

	@Override
	protected Outcome write(Context context, SortedMap<String, String> attributes) {
		Map<String, String> labels = new TreeMap<>(
				this.server.read(path()).map(VaultSecretStore::custom).orElse(Map.of()));
		String managedBy = attributes.getOrDefault(MANAGED_BY, "-");
		if (managedBy.equals("-")) {
			labels.remove(MANAGED_BY);
		}
		else {
			labels.put(MANAGED_BY, managedBy);
			labels.put(REASON, context.reference());
		}
		this.server.write(context, path(), Map.of("custom_metadata", labels));
		return Outcome.done();
	}

	@Override
	protected Outcome delete(Context context) {
		Optional<SortedMap<String, String>> found = attributes();
		if (found.isPresent() && !found.get().equals(desired())) {
			return Outcome.failed(Text.of("vault.secrets.foreign", key().name()));
		}
		deleteBelow(context, key().name());
		this.server.delete(context, path());
		return Outcome.done();
	}

	/** Deepest first, so that a removal that was cut off finds the rest again. */
	private void deleteBelow(Context context, String path) {
		for (String name : this.server.list(metadata(path))) {
			if (name.endsWith("/")) {
				deleteBelow(context, path + "/" + name.substring(0, name.length() - 1));
			}
			else {
				this.server.delete(context, metadata(path + "/" + name));
			}
		}
	}

	@Override
	public Optional<Text> removalNote(Context context) {
		int secrets = count(key().name());
		return attributes().map((present) -> Text.of("vault.secrets.removal-note", key().name(), secrets));
	}

	private int count(String path) {
		int count = 0;
		for (String name : this.server.list(metadata(path))) {
			count += name.endsWith("/") ? count(path + "/" + name.substring(0, name.length() - 1)) : 1;
		}
		return count;
	}

	@Override
	protected String page() {
		return "/vault/secrets/" + this.properties.kvMount() + "/kv/list/" + key().name() + "/";
	}

}
