package io.gatehouse.sandbox.vault;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/** The tables of engines: {@code sys/mounts} and {@code sys/auth}. */
final class Mounts {

	/** Engines that Vault has of its own. */
	private static final Set<String> BUILT_IN = Set.of("cubbyhole/", "identity/", "sys/");

	private final State state;

	Mounts(State state) {
		this.state = state;
		state.mounts()
			.computeIfAbsent("secret/",
					(path) -> Mount.of(Mount.KV, "key/value secret storage", Map.of("version", "2")));
		state.auths().computeIfAbsent("token/", (path) -> Mount.of("token", "token based credentials", Map.of()));
	}

	/** The engine that a path belongs to. */
	static Map.@Nullable Entry<String, Mount> find(TreeMap<String, Mount> table, String path) {
		for (String prefix = folder(path); !prefix
			.isEmpty(); prefix = folder(prefix.substring(0, prefix.length() - 1))) {
			Mount mount = table.get(prefix);
			if (mount != null) {
				return Map.entry(prefix, mount);
			}
		}
		return null;
	}

	private static String folder(String path) {
		return path.substring(0, path.lastIndexOf('/') + 1);
	}

	Reply secrets(Call call, String path) {
		return handle(call, path, this.state.mounts());
	}

	Reply auths(Call call, String path) {
		return handle(call, path, this.state.auths());
	}

	private Reply handle(Call call, String rawPath, TreeMap<String, Mount> table) {
		if (rawPath.isEmpty() && call.operation() == Operation.READ) {
			Map<String, Object> list = new LinkedHashMap<>();
			table.forEach((path, mount) -> list.put(path, describe(mount)));
			return Reply.data(list).repeatedAtTop();
		}
		String path = rawPath.endsWith("/") ? rawPath : rawPath + "/";
		return switch (call.operation()) {
			case READ -> {
				Mount mount = table.get(path);
				if (mount == null) {
					throw Refusal
						.bad(((table == this.state.auths()) ? "No auth engine at " : "No secret engine mount at ")
								+ path);
				}
				yield Reply.data(describe(mount)).repeatedAtTop();
			}
			case CREATE, UPDATE -> mount(call, path, table);
			case DELETE -> unmount(path, table);
			case LIST, PATCH -> throw Refusal.unsupportedOperation();
		};
	}

	private Reply mount(Call call, String path, TreeMap<String, Mount> table) {
		if (table == this.state.mounts() && BUILT_IN.contains(path)) {
			throw Refusal.bad("cannot mount \"" + path + "\"");
		}
		if (table == this.state.mounts() && path.equals("auth/")) {
			throw Refusal.bad("path is already in use at auth/");
		}
		for (String other : table.keySet()) {
			if (other.startsWith(path) || path.startsWith(other)) {
				throw Refusal.bad("path is already in use at " + other);
			}
		}
		table.put(path, (table == this.state.auths()) ? auth(call) : secrets(call));
		return Reply.none();
	}

	private static Mount auth(Call call) {
		if (!call.text("type").equals(Mount.KUBERNETES)) {
			throw unknownType(call);
		}
		return Mount.of(Mount.KUBERNETES, call.text("description"), Map.of());
	}

	private static Mount secrets(Call call) {
		boolean second = call.text("type").equals("kv-v2")
				|| call.text("type").equals(Mount.KV) && call.field("options").path("version").asString("").equals("2");
		if (!second) {
			throw unknownType(call);
		}
		return Mount.of(Mount.KV, call.text("description"), Map.of("version", "2"));
	}

	private static RuntimeException unknownType(Call call) {
		String type = call.text("type");
		return Refusal
			.bad(type.isEmpty() ? "backend type must be specified as a string" : "plugin not found in the catalog: "
					+ type + " (the stand-in for Vault has kv version 2 and kubernetes)");
	}

	private Reply unmount(String path, TreeMap<String, Mount> table) {
		if (table == this.state.mounts() && BUILT_IN.contains(path)) {
			throw Refusal.bad("cannot unmount \"" + path + "\"");
		}
		if (table == this.state.auths() && path.equals("token/")) {
			throw Refusal.bad("token credential backend cannot be disabled");
		}
		table.remove(path);
		return Reply.none();
	}

	/** The engine of a path with its own path, as the real user interface asks for it. */
	Reply preflight(String path, Acl acl) {
		Map.Entry<String, Mount> found = find(this.state.mounts(), path.endsWith("/") ? path : path + "/");
		if (found == null || !acl.reaches(found.getKey())) {
			throw Refusal.of(403, "preflight capability check returned 403, please ensure client's policies grant "
					+ "access to path \"" + path + "/\"");
		}
		Map<String, @Nullable Object> data = describe(found.getValue());
		data.put("path", found.getKey());
		return Reply.data(data);
	}

	private static Map<String, @Nullable Object> describe(Mount mount) {
		Map<String, Object> config = new LinkedHashMap<>();
		config.put("default_lease_ttl", 0);
		config.put("force_no_cache", false);
		config.put("max_lease_ttl", 0);
		if (mount.type().equals("token") || mount.type().equals(Mount.KUBERNETES)) {
			config.put("token_type", "default-service");
		}
		Map<String, @Nullable Object> data = new LinkedHashMap<>();
		data.put("accessor", mount.accessor());
		data.put("config", config);
		if (!mount.type().equals("token")) {
			data.put("deprecation_status", "supported");
		}
		data.put("description", mount.description());
		data.put("external_entropy_access", false);
		data.put("local", false);
		data.put("options", mount.type().equals("token") ? null : mount.options());
		data.put("plugin_version", "");
		data.put("running_plugin_version", "v0.0.0+stand-in");
		data.put("running_sha256", "");
		data.put("seal_wrap", false);
		data.put("type", mount.type());
		data.put("uuid", mount.uuid());
		return data;
	}

}
