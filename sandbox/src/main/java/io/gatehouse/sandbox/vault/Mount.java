package io.gatehouse.sandbox.vault;

import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/** A mounted engine, a secrets engine or an auth method, with what it holds. */
record Mount(String type, String accessor, String uuid, String description, Map<String, String> options,
		Secret.Settings settings, TreeMap<String, Secret> secrets, @Nullable KubernetesConfig kubernetes,
		TreeMap<String, KubernetesRole> roles) {

	static final String KV = "kv";

	static final String KUBERNETES = "kubernetes";

	static Mount of(String type, String description, Map<String, String> options) {
		String uuid = UUID.randomUUID().toString();
		String kind = type.equals(KUBERNETES) || type.equals("token") ? "auth_" : "";
		return new Mount(type, kind + type + "_" + uuid.substring(0, 8), uuid, description, options,
				Secret.Settings.NONE, new TreeMap<>(), null, new TreeMap<>());
	}

	Mount with(Secret.Settings settings) {
		return new Mount(this.type, this.accessor, this.uuid, this.description, this.options, settings, this.secrets,
				this.kubernetes, this.roles);
	}

	Mount with(KubernetesConfig kubernetes) {
		return new Mount(this.type, this.accessor, this.uuid, this.description, this.options, this.settings,
				this.secrets, kubernetes, this.roles);
	}

}
