package io.gatehouse.sandbox.vault;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** The login of service accounts: configuration, roles, login. */
final class KubernetesAuth {

	private final State state;

	private final Tokens tokens;

	KubernetesAuth(State state, Tokens tokens) {
		this.state = state;
		this.tokens = tokens;
	}

	/** Whether a write to the path makes something new, for the policy's sake. */
	static boolean creates(Mount mount, String path) {
		return path.startsWith("role/") && !mount.roles().containsKey(roleName(path));
	}

	Reply handle(Call call, String mountPath, Mount mount, String path) {
		if (path.equals("config")) {
			return config(call, mountPath, mount);
		}
		if (path.equals("role") || path.equals("role/")) {
			if (call.operation() != Operation.LIST) {
				throw Refusal.unsupportedOperation();
			}
			return Reply.keys(List.copyOf(mount.roles().keySet()));
		}
		if (path.startsWith("role/")) {
			return role(call, mount, roleName(path));
		}
		throw Refusal.unsupportedPath();
	}

	private static String roleName(String path) {
		return path.substring("role/".length()).toLowerCase(Locale.ROOT);
	}

	private Reply config(Call call, String mountPath, Mount mount) {
		if (call.operation() == Operation.READ) {
			return readConfig(mount);
		}
		if (!call.operation().writes()) {
			throw Refusal.unsupportedOperation();
		}
		if (call.text("kubernetes_host").isEmpty()) {
			throw Refusal.bad("no host provided");
		}
		if (call.has("kubernetes_ca_cert") && !call.text("kubernetes_ca_cert").isEmpty()
				&& !call.text("kubernetes_ca_cert").contains("-----BEGIN CERTIFICATE-----")) {
			throw Refusal.bad("The provided CA PEM data contains no valid certificates");
		}
		if (!call.texts("pem_keys").isEmpty()) {
			throw Refusal.bad("the stand-in for Vault asks the API server (TokenReview) and takes no pem_keys");
		}
		boolean unchecked = !call.has("disable_iss_validation") || call.flag("disable_iss_validation");
		this.state.auths()
			.put(mountPath,
					mount.with(new KubernetesConfig(call.text("kubernetes_host"), call.text("kubernetes_ca_cert"),
							call.text("token_reviewer_jwt"), List.of(), call.text("issuer"), unchecked,
							call.flag("disable_local_ca_jwt"))));
		return Reply.none();
	}

	private static Reply readConfig(Mount mount) {
		KubernetesConfig config = mount.kubernetes();
		if (config == null) {
			throw Refusal.missing();
		}
		return Reply.data(Map.of("kubernetes_host", config.host(), "kubernetes_ca_cert", config.caCertificate(),
				"pem_keys", config.pemKeys(), "issuer", config.issuer(), "disable_iss_validation",
				config.issuerUnchecked(), "disable_local_ca_jwt", config.localCaUnused(), "token_reviewer_jwt_set",
				!config.reviewerToken().isEmpty(), "use_annotations_as_alias_metadata", false));
	}

	private static Reply role(Call call, Mount mount, String name) {
		return switch (call.operation()) {
			case READ -> read(mount, name);
			case CREATE, UPDATE -> {
				mount.roles().put(name, KubernetesRoles.write(call, mount.roles().get(name)));
				yield Reply.none();
			}
			case DELETE -> {
				mount.roles().remove(name);
				yield Reply.none();
			}
			case LIST, PATCH -> throw Refusal.unsupportedOperation();
		};
	}

	private static Reply read(Mount mount, String name) {
		KubernetesRole role = mount.roles().get(name);
		if (role == null) {
			throw Refusal.missing();
		}
		return Reply.data(KubernetesRoles.describe(role));
	}

	/** A login that waits for its review; the state is not held meanwhile. */
	record Login(String mountPath, String roleName, KubernetesRole role, KubernetesConfig config, String jwt,
			ServiceAccountToken claims) {

		TokenReviews.Reviewed review() {
			TokenReviews.Reviewed reviewed = TokenReviews.review(this.config, this.jwt, this.role.audience());
			if (!reviewed.name().equals(this.claims.name()) || !reviewed.namespace().equals(this.claims.namespace())
					|| !reviewed.uid().equals(this.claims.uid())) {
				throw Refusal.of(403, "permission denied");
			}
			return reviewed;
		}

	}

	Login prepare(Call call, String mountPath, Mount mount) {
		String name = required(call, "role");
		String jwt = required(call, "jwt");
		KubernetesRole role = mount.roles().get(name.toLowerCase(Locale.ROOT));
		if (role == null) {
			throw Refusal.bad("invalid role name \"" + name + "\"");
		}
		KubernetesConfig config = mount.kubernetes();
		if (config == null) {
			throw Refusal.of(500, "could not load backend configuration");
		}
		ServiceAccountToken claims = ServiceAccountToken.parse(jwt);
		claims.checkTimes(call.now());
		if (!config.issuerUnchecked() && !config.issuer().isEmpty() && !config.issuer().equals(claims.issuer())) {
			throw Refusal.of(403, "invalid issuer (iss) claim");
		}
		if (!role.audience().isEmpty() && !claims.audiences().contains(role.audience())) {
			throw Refusal.of(403, "invalid audience (aud) claim: audience claim does not match any expected audience");
		}
		if (!KubernetesRoles.fits(role.names(), claims.name())) {
			throw Refusal.of(403, "service account name not authorized");
		}
		if (!KubernetesRoles.fits(role.namespaces(), claims.namespace())) {
			throw Refusal.of(403, "namespace not authorized");
		}
		return new Login(mountPath, name, role, config, jwt, claims);
	}

	private static String required(Call call, String field) {
		if (call.text(field).isEmpty()) {
			throw Refusal.bad("missing " + field);
		}
		return call.text(field);
	}

	Reply finish(Login login, TokenReviews.Reviewed account, Instant now) {
		KubernetesRole role = login.role();
		TreeSet<String> policies = new TreeSet<>(role.policies());
		if (!role.withoutDefaultPolicy()) {
			policies.add("default");
		}
		Duration ttl = role.ttl().isZero() ? Tokens.LONGEST : role.ttl();
		if (!role.maxTtl().isZero() && ttl.compareTo(role.maxTtl()) > 0) {
			ttl = role.maxTtl();
		}
		Map<String, String> meta = new LinkedHashMap<>();
		meta.put("role", login.roleName());
		meta.put("service_account_name", account.name());
		meta.put("service_account_namespace", account.namespace());
		meta.put("service_account_secret_name", "");
		meta.put("service_account_uid", account.uid());
		Token token = new Token(Tokens.newId(), Tokens.random(24), List.copyOf(policies),
				"auth/" + login.mountPath() + "login",
				login.mountPath().replace("/", "-") + account.namespace() + "-" + account.name(), meta, now, ttl,
				now.plus(role.period().isZero() ? ttl : role.period()), role.maxTtl(), role.period(), role.uses(), true,
				null);
		return this.tokens.login(token, now);
	}

}
