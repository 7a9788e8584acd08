package io.gatehouse.sandbox.vault;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/** The paths of one KV version 2 engine. */
final class KeyValue {

	/** Versions that are kept where nothing else is set. */
	private static final int KEPT = 10;

	/** What can be done with a key. */
	private static final Set<String> AREAS = Set.of("data", "metadata", "delete", "undelete", "destroy");

	private final Mount mount;

	private final KeyValueData data;

	private final KeyValueMetadata metadata;

	KeyValue(Mount mount) {
		this.mount = mount;
		this.data = new KeyValueData(this);
		this.metadata = new KeyValueMetadata(this);
	}

	/** Whether a write to the path makes something new, for the policy's sake. */
	static boolean creates(Mount mount, String path) {
		String key = path.substring(path.indexOf('/') + 1);
		Secret secret = mount.secrets().get(key);
		return switch (path.substring(0, Math.max(0, path.indexOf('/')))) {
			case "data" -> secret == null || secret.current() == null;
			case "metadata" -> secret == null;
			default -> false;
		};
	}

	Reply handle(Call call, String path) {
		int slash = path.indexOf('/');
		String area = (slash < 0) ? path : path.substring(0, slash);
		String key = (slash < 0) ? "" : path.substring(slash + 1);
		if (area.equals("metadata") && call.operation() == Operation.LIST) {
			return list(key);
		}
		if (area.equals("config")) {
			return readSettings(call);
		}
		if (AREAS.contains(area) && call.operation() != Operation.LIST && slash < 0) {
			return Reply.data(404, null)
				.warning("Non-listing operations on the root of a K/V v2 mount are not supported.");
		}
		boolean unlisted = area.equals("data") && call.operation() == Operation.LIST;
		if (!AREAS.contains(area) || unlisted || (key.isEmpty() && !area.equals("metadata"))) {
			return firstVersion(call);
		}
		return switch (area) {
			case "data" -> this.data.handle(call, key);
			case "metadata" -> this.metadata.handle(call, key);
			case "delete" -> this.data.deleteVersions(call, key);
			case "undelete" -> this.data.undelete(call, key);
			default -> this.data.destroy(call, key);
		};
	}

	/** The usual mistake: a path of version 1. */
	private static Reply firstVersion(Call call) {
		String command = switch (call.operation()) {
			case LIST -> "list";
			case READ -> "get";
			case DELETE -> "delete";
			case CREATE, UPDATE, PATCH -> "put";
		};
		return Reply.data(404, null)
			.warning("Invalid path for a versioned K/V secrets engine. See the API docs for the appropriate API "
					+ "endpoints to use. If using the Vault CLI, use 'vault kv " + command + "' for this operation.");
	}

	private Reply list(String folder) {
		String prefix = folder.isEmpty() || folder.endsWith("/") ? folder : folder + "/";
		TreeSet<String> names = new TreeSet<>();
		for (String key : this.mount.secrets().keySet()) {
			if (key.startsWith(prefix) && key.length() > prefix.length()) {
				String rest = key.substring(prefix.length());
				int slash = rest.indexOf('/');
				names.add((slash < 0) ? rest : rest.substring(0, slash + 1));
			}
		}
		return Reply.keys(List.copyOf(names));
	}

	private Reply readSettings(Call call) {
		if (call.operation() != Operation.READ) {
			throw Refusal.unsupportedOperation();
		}
		Secret.Settings settings = this.mount.settings();
		return Reply.data(Map.of("max_versions", settings.maxVersions(), "cas_required", settings.casRequired(),
				"delete_version_after", Durations.print(settings.deleteVersionAfter())));
	}

	/** The engine's settings after a write to {@code config}. */
	Secret.Settings settings(Call call) {
		return KeyValueMetadata.merge(call, this.mount.settings());
	}

	@Nullable Secret find(String key) {
		return this.mount.secrets().get(key);
	}

	void put(String key, Secret secret) {
		this.mount.secrets().put(key, secret);
	}

	void remove(String key) {
		this.mount.secrets().remove(key);
	}

	boolean casRequired(Secret secret) {
		return this.mount.settings().casRequired() || secret.settings().casRequired();
	}

	int kept(Secret secret) {
		int own = secret.settings().maxVersions();
		int engine = this.mount.settings().maxVersions();
		return (own > 0) ? own : (engine > 0) ? engine : KEPT;
	}

	Duration deleteAfter(Secret secret) {
		Duration own = secret.settings().deleteVersionAfter();
		Duration engine = this.mount.settings().deleteVersionAfter();
		boolean engineIsShorter = !engine.isZero() && (own.isZero() || engine.compareTo(own) < 0);
		return engineIsShorter ? engine : own;
	}

	static Map<String, Object> times(Secret.Version version) {
		Map<String, Object> times = new LinkedHashMap<>();
		times.put("created_time", version.created().toString());
		times.put("deletion_time", (version.deleted() != null) ? version.deleted().toString() : "");
		times.put("destroyed", version.destroyed());
		return times;
	}

	static Map<String, Object> versions(Secret secret) {
		return secret.versions()
			.entrySet()
			.stream()
			.collect(Collectors.toMap((entry) -> entry.getKey().toString(), (entry) -> times(entry.getValue()),
					(first, second) -> first, LinkedHashMap::new));
	}

}
