package io.gatehouse.sandbox.vault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The values of a KV version 2 engine: {@code data}, {@code delete}, {@code undelete},
 * {@code destroy}.
 */
final class KeyValueData {

	private final KeyValue engine;

	KeyValueData(KeyValue engine) {
		this.engine = engine;
	}

	Reply handle(Call call, String key) {
		return switch (call.operation()) {
			case READ -> read(call, key);
			case CREATE, UPDATE -> write(call, key);
			case PATCH -> patch(call, key);
			case DELETE -> deleteCurrent(call, key);
			case LIST -> throw Refusal.unsupportedOperation();
		};
	}

	private Reply read(Call call, String key) {
		Secret secret = found(key);
		int number = version(call, secret);
		Secret.Version version = secret.versions().get(number);
		if (version == null) {
			throw Refusal.missing();
		}
		boolean readable = version.readable(call.now());
		Map<String, @Nullable Object> data = new LinkedHashMap<>();
		data.put("data", readable ? version.data() : null);
		data.put("metadata", describe(secret, number, version));
		return Reply.data(readable ? 200 : 404, data);
	}

	private static int version(Call call, Secret secret) {
		String asked = call.query("version");
		if (asked == null || asked.isEmpty() || asked.equals("0")) {
			return secret.currentVersion();
		}
		try {
			return Integer.parseInt(asked);
		}
		catch (NumberFormatException ex) {
			throw Refusal.bad("Field validation failed: " + Call.noNumber("version", asked));
		}
	}

	private Reply write(Call call, String key) {
		if (!call.body().has("data")) {
			throw Refusal.bad("no data provided");
		}
		Secret secret = this.engine.find(key);
		return add(call, key, (secret != null) ? secret : Secret.empty(call.now()), call.field("data"));
	}

	/** A JSON merge patch (RFC 7396) of the current version. */
	private Reply patch(Call call, String key) {
		requireMergePatch(call);
		if (!call.body().has("data")) {
			throw Refusal.bad("no data provided");
		}
		Secret secret = this.engine.find(key);
		Secret.Version current = (secret != null) ? secret.current() : null;
		if (secret == null || current == null) {
			return Reply.bodiless(404);
		}
		if (!current.readable(call.now())) {
			checkAndSet(call, secret);
			return Reply.data(404, describe(secret, secret.currentVersion(), current));
		}
		if (!(current.data() instanceof ObjectNode)) {
			throw Refusal.of(500, "1 error occurred:\n\t* resource does not exist\n\n");
		}
		return add(call, key, secret, MergePatch.apply(current.data(), call.field("data")));
	}

	static void requireMergePatch(Call call) {
		if (call.contentType() == null || !call.contentType().startsWith("application/merge-patch+json")) {
			throw Refusal.of(415, "PATCH requires Content-Type of application/merge-patch+json, provided "
					+ ((call.contentType() != null) ? call.contentType() : ""));
		}
	}

	private Reply add(Call call, String key, Secret secret, JsonNode data) {
		checkAndSet(call, secret);
		if (!(data instanceof ObjectNode) && !data.isNull()) {
			throw Refusal.bad("error converting input " + (data.isArray() ? data : data.asString(""))
					+ " for field \"data\": '" + (data.isArray() ? "[0]" : "") + "' expected a map, got 'string'");
		}
		Duration after = this.engine.deleteAfter(secret);
		Secret.Version version = new Secret.Version(call.now(), after.isZero() ? null : call.now().plus(after), false,
				data.deepCopy());
		Secret added = secret.add(version, this.engine.kept(secret));
		this.engine.put(key, added);
		return Reply.data(describe(added, added.currentVersion(), version));
	}

	private void checkAndSet(Call call, Secret secret) {
		JsonNode cas = call.field("options").path("cas");
		if (cas.isMissingNode()) {
			if (this.engine.casRequired(secret)) {
				throw Refusal.bad("check-and-set parameter required for this call");
			}
			return;
		}
		if (!cas.asString("").matches("-?\\d+")) {
			throw Refusal.bad("error parsing check-and-set parameter");
		}
		if (Integer.parseInt(cas.asString()) != secret.currentVersion()) {
			throw Refusal.bad("check-and-set parameter did not match the current version");
		}
	}

	/** Deletes softly; a secret that is not there is fine, too. */
	private Reply deleteCurrent(Call call, String key) {
		Secret secret = this.engine.find(key);
		if (secret != null) {
			List<Integer> current = List.of(secret.currentVersion());
			this.engine.put(key, secret.change(current, (version) -> version.delete(call.now())));
		}
		return Reply.none();
	}

	Reply deleteVersions(Call call, String key) {
		List<Integer> versions = versions(call, "No version number provided");
		Secret secret = this.engine.find(key);
		if (secret != null) {
			this.engine.put(key, secret.change(versions, (version) -> version.delete(call.now())));
		}
		return Reply.none();
	}

	Reply undelete(Call call, String key) {
		List<Integer> versions = versions(call, "No version number provided");
		Secret secret = this.engine.find(key);
		if (secret != null) {
			this.engine.put(key, secret.change(versions, Secret.Version::undelete));
		}
		return Reply.none();
	}

	Reply destroy(Call call, String key) {
		List<Integer> versions = versions(call, "no version number provided");
		Secret secret = this.engine.find(key);
		if (secret != null) {
			this.engine.put(key, secret.change(versions, Secret.Version::destroy));
		}
		return Reply.none();
	}

	private static List<Integer> versions(Call call, String problem) {
		if (!call.operation().writes()) {
			throw Refusal.unsupportedOperation();
		}
		List<Integer> versions = new ArrayList<>();
		for (String text : call.texts("versions")) {
			if (!text.matches("\\d{1,9}")) {
				throw Refusal.bad("error converting input for field \"versions\"");
			}
			versions.add(Integer.valueOf(text));
		}
		if (versions.isEmpty()) {
			throw Refusal.bad(problem);
		}
		return versions;
	}

	private Secret found(String key) {
		Secret secret = this.engine.find(key);
		if (secret == null) {
			throw Refusal.missing();
		}
		return secret;
	}

	private static Map<String, @Nullable Object> describe(Secret secret, int number, Secret.Version version) {
		Map<String, @Nullable Object> metadata = new LinkedHashMap<>(KeyValue.times(version));
		metadata.put("custom_metadata", secret.settings().customMetadata());
		metadata.put("version", number);
		return metadata;
	}

}
