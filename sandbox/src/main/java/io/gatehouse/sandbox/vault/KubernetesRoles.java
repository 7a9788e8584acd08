package io.gatehouse.sandbox.vault;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Reads and writes the roles of a Kubernetes login; what is read differs in form from
 * what was written.
 */
final class KubernetesRoles {

	private KubernetesRoles() {
	}

	/** The role after a write; fields that are not given stay. */
	static KubernetesRole write(Call call, @Nullable KubernetesRole before) {
		KubernetesRole old = (before != null) ? before : new KubernetesRole(List.of(), List.of(), "",
				"serviceaccount_uid", List.of(), Duration.ZERO, Duration.ZERO, Duration.ZERO, 0, false);
		KubernetesRole role = new KubernetesRole(names(call, "bound_service_account_names", old.names()),
				names(call, "bound_service_account_namespaces", old.namespaces()),
				call.has("audience") ? call.text("audience") : old.audience(),
				call.has("alias_name_source") ? call.text("alias_name_source") : old.aliasNameSource(),
				policies(call, old), duration(call, "ttl", old.ttl()), duration(call, "max_ttl", old.maxTtl()),
				duration(call, "period", old.period()),
				call.has("token_num_uses") ? call.number("token_num_uses") : old.uses(),
				call.has("token_no_default_policy") ? call.flag("token_no_default_policy")
						: old.withoutDefaultPolicy());
		check(role, call);
		return role;
	}

	private static List<String> names(Call call, String field, List<String> old) {
		return call.has(field) ? call.texts(field) : old;
	}

	private static List<String> policies(Call call, KubernetesRole old) {
		String field = call.has("token_policies") ? "token_policies" : "policies";
		return call.has(field) ? call.texts(field) : old.policies();
	}

	private static Duration duration(Call call, String name, Duration old) {
		String field = call.has("token_" + name) ? "token_" + name : name;
		return call.has(field) ? call.duration(field) : old;
	}

	private static void check(KubernetesRole role, Call call) {
		if (call.has("bound_service_account_namespace_selector")
				&& !call.text("bound_service_account_namespace_selector").isEmpty()) {
			throw Refusal.bad("the stand-in for Vault takes no bound_service_account_namespace_selector");
		}
		if (!role.maxTtl().isZero() && role.ttl().compareTo(role.maxTtl()) > 0) {
			throw Refusal.bad("'token_ttl' cannot be greater than 'token_max_ttl'");
		}
		if (role.names().isEmpty()) {
			throw Refusal.bad("\"bound_service_account_names\" can not be empty");
		}
		if (role.namespaces().isEmpty()) {
			throw Refusal.bad("\"bound_service_account_namespaces\" can not be empty if "
					+ "\"bound_service_account_namespace_selector\" is not set");
		}
		if (mixed(role.names()) || mixed(role.namespaces())) {
			throw Refusal.bad("can not mix \"*\" with values");
		}
		if (!List.of("serviceaccount_uid", "serviceaccount_name").contains(role.aliasNameSource())) {
			throw Refusal.bad("invalid alias_name_source, must be one of: serviceaccount_uid, serviceaccount_name");
		}
	}

	private static boolean mixed(List<String> names) {
		return names.size() > 1 && names.contains("*");
	}

	static Map<String, Object> describe(KubernetesRole role) {
		Map<String, Object> data = new LinkedHashMap<>();
		data.put("alias_name_source", role.aliasNameSource());
		if (!role.audience().isEmpty()) {
			data.put("audience", role.audience());
		}
		data.put("bound_service_account_names", role.names());
		data.put("bound_service_account_namespace_selector", "");
		data.put("bound_service_account_namespaces", role.namespaces());
		data.put("token_bound_cidrs", List.of());
		data.put("token_explicit_max_ttl", 0);
		data.put("token_max_ttl", role.maxTtl().toSeconds());
		data.put("token_no_default_policy", role.withoutDefaultPolicy());
		data.put("token_num_uses", role.uses());
		data.put("token_period", role.period().toSeconds());
		data.put("token_policies", role.policies());
		data.put("token_ttl", role.ttl().toSeconds());
		data.put("token_type", "default");
		return data;
	}

	/** Whether a name is among names that may begin or end with a star. */
	static boolean fits(List<String> globs, String name) {
		return globs.stream().anyMatch((glob) -> {
			boolean open = glob.startsWith("*");
			boolean close = glob.endsWith("*");
			String core = glob.replaceAll("^\\*|\\*$", "");
			if (open && close) {
				return name.contains(core);
			}
			return open ? name.endsWith(core) : close ? name.startsWith(core) : name.equals(core);
		});
	}

}
