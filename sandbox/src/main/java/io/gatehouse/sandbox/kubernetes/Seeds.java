package io.gatehouse.sandbox.kubernetes;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

import io.gatehouse.sandbox.kubernetes.Store.Key;

/** What a new cluster has from its first moment. */
final class Seeds {

	private Seeds() {
	}

	static void plant(Store store, Namespaces namespaces, Clock clock) {
		for (String name : List.of("default", "kube-system", "kube-public", "kube-node-lease")) {
			ObjectNode namespace = born(Kinds.NAMESPACE, name, clock);
			Defaults.fill(Kinds.NAMESPACE, namespace);
			Json.in(namespace, "spec").putArray("finalizers").add("kubernetes");
			if (plant(store, Kinds.NAMESPACE, namespace)) {
				namespaces.created(Key.of(Kinds.NAMESPACE, namespace));
			}
		}
		plant(store, Kinds.SERVICE, api(clock));
		JsonNode file = file();
		file.path("clusterRoles").properties().forEach((entry) -> {
			ObjectNode role = born(Kinds.CLUSTER_ROLE, entry.getKey(), clock);
			role.set("rules", entry.getValue());
			plant(store, Kinds.CLUSTER_ROLE, role);
		});
		file.path("clusterRoleBindings").properties().forEach((entry) -> {
			ObjectNode binding = born(Kinds.CLUSTER_ROLE_BINDING, entry.getKey(), clock);
			binding.setAll((ObjectNode) entry.getValue());
			Defaults.fill(Kinds.CLUSTER_ROLE_BINDING, binding);
			plant(store, Kinds.CLUSTER_ROLE_BINDING, binding);
		});
	}

	/** The API server's own, which every cluster has. */
	private static ObjectNode api(Clock clock) {
		ObjectNode service = born(Kinds.SERVICE, "kubernetes", clock);
		Json.metadata(service)
			.put("namespace", "default")
			.putObject("labels")
			.put("component", "apiserver")
			.put("provider", "kubernetes");
		Json.in(service, "spec")
			.put("clusterIP", "10.96.0.1")
			.putArray("ports")
			.addObject()
			.put("name", "https")
			.put("protocol", "TCP")
			.put("port", 443)
			.put("targetPort", 6443);
		Defaults.fill(Kinds.SERVICE, service);
		return service;
	}

	private static boolean plant(Store store, Kind kind, ObjectNode object) {
		if (store.find(Key.of(kind, object)).isPresent()) {
			return false;
		}
		store.put(kind, object);
		return true;
	}

	private static ObjectNode born(Kind kind, String name, Clock clock) {
		ObjectNode object = Json.object().put("kind", kind.kind()).put("apiVersion", kind.apiVersion());
		Json.metadata(object)
			.put("name", name)
			.put("uid", UUID.randomUUID().toString())
			.put("creationTimestamp", Objects.now(clock));
		return object;
	}

	private static JsonNode file() {
		try (InputStream file = Seeds.class.getResourceAsStream("seeds.yaml")) {
			if (file == null) {
				throw new IllegalStateException("seeds.yaml is missing");
			}
			return new YAMLMapper().readTree(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
