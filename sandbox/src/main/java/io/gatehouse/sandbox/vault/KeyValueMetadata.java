package io.gatehouse.sandbox.vault;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a KV version 2 engine keeps beside the values: {@code metadata}. */
final class KeyValueMetadata {

	private static final int MOST_KEYS = 64;

	private static final int LONGEST_KEY = 128;

	private static final int LONGEST_VALUE = 512;

	private final KeyValue engine;

	KeyValueMetadata(KeyValue engine) {
		this.engine = engine;
	}

	Reply handle(Call call, String key) {
		return switch (call.operation()) {
			case READ -> read(key);
			case CREATE, UPDATE -> write(call, key);
			case PATCH -> patch(call, key);
			case DELETE -> {
				this.engine.remove(key);
				yield Reply.none();
			}
			case LIST -> throw Refusal.unsupportedOperation();
		};
	}

	private Reply read(String key) {
		Secret secret = this.engine.find(key);
		if (secret == null) {
			throw Refusal.missing();
		}
		Secret.Settings settings = secret.settings();
		Map<String, @Nullable Object> data = new LinkedHashMap<>();
		data.put("cas_required", settings.casRequired());
		data.put("created_time", secret.created().toString());
		data.put("current_version", secret.currentVersion());
		data.put("custom_metadata", settings.customMetadata());
		data.put("delete_version_after", Durations.print(settings.deleteVersionAfter()));
		data.put("max_versions", settings.maxVersions());
		data.put("oldest_version", secret.oldestVersion());
		data.put("updated_time", secret.updated().toString());
		data.put("versions", KeyValue.versions(secret));
		return Reply.data(data);
	}

	private Reply write(Call call, String key) {
		Secret found = this.engine.find(key);
		Secret secret = (found != null) ? found : Secret.empty(call.now());
		Secret.Settings settings = merge(call, secret.settings());
		Map<String, String> custom = settings.customMetadata();
		if (call.has("custom_metadata")) {
			custom = checked(call.map("custom_metadata"));
		}
		this.engine.put(key, secret.with(new Secret.Settings(settings.maxVersions(), settings.casRequired(),
				settings.deleteVersionAfter(), custom), call.now()));
		return Reply.none();
	}

	private Reply patch(Call call, String key) {
		KeyValueData.requireMergePatch(call);
		Secret secret = this.engine.find(key);
		if (secret == null) {
			return Reply.bodiless(404);
		}
		Secret.Settings settings = merge(call, secret.settings());
		Map<String, String> custom = patched(settings.customMetadata(), call.field("custom_metadata"));
		this.engine.put(key, secret.with(new Secret.Settings(settings.maxVersions(), settings.casRequired(),
				settings.deleteVersionAfter(), custom), call.now()));
		return Reply.none();
	}

	/** What the call sets, and the rest as it was. */
	static Secret.Settings merge(Call call, Secret.Settings settings) {
		int maxVersions = call.has("max_versions") ? call.number("max_versions") : settings.maxVersions();
		boolean casRequired = call.has("cas_required") ? call.flag("cas_required") : settings.casRequired();
		Duration deleteAfter = call.has("delete_version_after") ? call.duration("delete_version_after")
				: settings.deleteVersionAfter();
		return new Secret.Settings(maxVersions, casRequired, deleteAfter, settings.customMetadata());
	}

	private static @Nullable Map<String, String> patched(@Nullable Map<String, String> current, JsonNode changes) {
		if (changes.isMissingNode()) {
			return current;
		}
		if (changes.isNull()) {
			return null;
		}
		Map<String, String> result = (current != null) ? new TreeMap<>(current) : new TreeMap<>();
		changes.properties().forEach((change) -> {
			if (change.getValue().isNull()) {
				result.remove(change.getKey());
			}
			else {
				result.put(change.getKey(), change.getValue().asString());
			}
		});
		return result.isEmpty() ? null : checked(result);
	}

	private static @Nullable Map<String, String> checked(Map<String, String> custom) {
		String problem = "1 error occurred:\n\t* custom_metadata validation failed: ";
		if (custom.size() > MOST_KEYS) {
			throw Refusal.bad(problem + "payload must contain at most " + MOST_KEYS + " keys, provided " + custom.size()
					+ "\n\n");
		}
		custom.forEach((key, value) -> {
			if (key.isEmpty() || key.length() > LONGEST_KEY) {
				throw Refusal.bad(problem + "length of key \"" + key + "\" is " + key.length()
						+ " but must be 0 < len(key) <= " + LONGEST_KEY + "\n\n");
			}
			if (value.isEmpty() || value.length() > LONGEST_VALUE) {
				throw Refusal.bad(problem + "length of value for key \"" + key + "\" is " + value.length()
						+ " but must be 0 < len(value) <= " + LONGEST_VALUE + "\n\n");
			}
		});
		return custom;
	}

}
