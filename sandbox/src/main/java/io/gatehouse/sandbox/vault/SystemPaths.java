package io.gatehouse.sandbox.vault;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The paths under {@code sys/}. */
final class SystemPaths {

	/** The version whose behaviour the stand-in follows. */
	static final String VERSION = "1.17.0";

	private static final String CLUSTER = "gatehouse-sandbox";

	private static final String CLUSTER_ID = "8a1de3a0-7f0c-5e4e-9c55-6d6f1a0c5b11";

	private final Policies policies;

	private final Mounts mounts;

	private final Tokens tokens;

	SystemPaths(Policies policies, Mounts mounts, Tokens tokens) {
		this.policies = policies;
		this.mounts = mounts;
		this.tokens = tokens;
	}

	/** What answers without a token. */
	static boolean open(String path) {
		return path.equals("health") || path.equals("seal-status") || path.equals("init");
	}

	static Reply openReply(String path, long now) {
		return Reply.bare(200, switch (path) {
			case "health" -> health(now);
			case "init" -> Map.of("initialized", true);
			default -> sealStatus();
		});
	}

	private static Map<String, Object> health(long now) {
		Map<String, Object> health = new LinkedHashMap<>();
		health.put("initialized", true);
		health.put("sealed", false);
		health.put("standby", false);
		health.put("performance_standby", false);
		health.put("replication_performance_mode", "disabled");
		health.put("replication_dr_mode", "disabled");
		health.put("server_time_utc", now);
		health.put("version", VERSION);
		health.put("enterprise", false);
		health.put("echo_duration_ms", 0);
		health.put("clock_skew_ms", 0);
		health.put("replication_primary_canary_age_ms", 0);
		health.put("cluster_name", CLUSTER);
		health.put("cluster_id", CLUSTER_ID);
		return health;
	}

	private static Map<String, Object> sealStatus() {
		Map<String, Object> status = new LinkedHashMap<>();
		status.put("type", "shamir");
		status.put("initialized", true);
		status.put("sealed", false);
		status.put("t", 1);
		status.put("n", 1);
		status.put("progress", 0);
		status.put("nonce", "");
		status.put("version", VERSION);
		status.put("build_date", "");
		status.put("migration", false);
		status.put("cluster_name", CLUSTER);
		status.put("cluster_id", CLUSTER_ID);
		status.put("recovery_seal", false);
		status.put("storage_type", "inmem");
		return status;
	}

	/** Paths for which a policy must grant {@code sudo}, too. */
	static boolean sudo(String path) {
		return path.startsWith("sys/auth/");
	}

	Reply handle(Call call, Acl acl, String path) {
		String[] parts = path.split("/", 2);
		String rest = (parts.length > 1) ? parts[1] : "";
		return switch (parts[0]) {
			case "mounts" -> this.mounts.secrets(call, rest);
			case "auth" -> this.mounts.auths(call, rest);
			case "policy" -> this.policies.legacy(call, rest);
			case "policies" -> {
				if (!rest.equals("acl") && !rest.startsWith("acl/")) {
					throw Refusal.unsupportedPath();
				}
				yield this.policies.acl(call, rest.equals("acl") ? "" : rest.substring("acl/".length()));
			}
			case "capabilities-self" -> capabilities(call, acl);
			case "capabilities" -> capabilities(call, this.tokens.acl(this.tokens.asked(call)));
			default -> throw Refusal.unsupportedPath();
		};
	}

	private static Reply capabilities(Call call, Acl acl) {
		if (!call.operation().writes()) {
			throw Refusal.unsupportedOperation();
		}
		List<String> paths = new ArrayList<>(call.texts("paths"));
		paths.addAll(call.texts("path"));
		if (paths.isEmpty()) {
			throw Refusal.bad("paths must be supplied");
		}
		Map<String, Object> data = new LinkedHashMap<>();
		paths.forEach((path) -> data.put(path, acl.describe(path.startsWith("/") ? path.substring(1) : path)));
		if (paths.size() == 1) {
			data.put("capabilities", data.values().iterator().next());
		}
		return Reply.data(data).repeatedAtTop();
	}

	/** The engine behind a path; for any token with a right below it. */
	Reply engineOf(String path, Acl acl) {
		return this.mounts.preflight(path, acl);
	}

}
