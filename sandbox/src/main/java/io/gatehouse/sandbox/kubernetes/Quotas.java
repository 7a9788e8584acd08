package io.gatehouse.sandbox.kubernetes;

import java.math.BigDecimal;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import io.gatehouse.sandbox.kubernetes.Store.Key;

/**
 * Counts the objects of a namespace against its quotas; what pods ask for (cpu, memory)
 * is not counted, as no pod runs here.
 */
final class Quotas {

	private static final Manager COUNTER = Manager.updating("kube-controller-manager", Kinds.RESOURCE_QUOTA, "status");

	private final Store store;

	private final Clock clock;

	Quotas(Store store, Clock clock) {
		this.store = store;
		this.clock = clock;
	}

	/** Refuses a new object for which a quota leaves no room. */
	void admit(Key key) {
		for (ObjectNode quota : this.store.list(Kinds.RESOURCE_QUOTA, key.namespace())) {
			for (String resource : new String[] { key.kind().plural(), counted(key.kind()) }) {
				String hard = Json.text(quota.at("/spec/hard"), resource);
				int used = count(key.namespace(), key.kind());
				if (hard != null && Quantity.of(hard).value().compareTo(BigDecimal.valueOf(used + 1L)) < 0) {
					throw Statuses.forbidden(key.kind(), key.name(),
							"exceeded quota: %s, requested: %s=1, used: %s=%d, limited: %s=%s".formatted(
									Json.text(quota.path("metadata"), "name", ""), resource, resource, used, resource,
									hard));
				}
			}
		}
	}

	/** Brings the status of the quotas of an object's namespace up to date. */
	void recount(Key key) {
		if (key.kind().namespaced()) {
			for (ObjectNode quota : this.store.list(Kinds.RESOURCE_QUOTA, key.namespace())) {
				ObjectNode status = status(quota, key.namespace());
				if (!Json.same(quota.get("status"), status)) {
					ObjectNode next = quota.deepCopy();
					next.set("status", status);
					FieldManager.update(Kinds.RESOURCE_QUOTA, quota, next, COUNTER, Objects.now(this.clock));
					this.store.put(Kinds.RESOURCE_QUOTA, next);
				}
			}
		}
	}

	private ObjectNode status(ObjectNode quota, String namespace) {
		ObjectNode status = Json.object();
		JsonNode hard = quota.at("/spec/hard");
		if (Json.blank(hard)) {
			return status;
		}
		status.set("hard", hard.deepCopy());
		Map<String, String> used = new TreeMap<>();
		hard.propertyNames().forEach((resource) -> used.put(resource, "0"));
		for (Kind kind : Kinds.ALL) {
			String count = Quantity.of(Integer.toString(count(namespace, kind))).toString();
			used.computeIfPresent(kind.plural(), (resource, nothing) -> count);
			used.computeIfPresent(counted(kind), (resource, nothing) -> count);
		}
		used.forEach(Json.in(status, "used")::put);
		return status;
	}

	private int count(String namespace, Kind kind) {
		return kind.namespaced() ? this.store.list(kind, namespace).size() : 0;
	}

	private static String counted(Kind kind) {
		return "count/" + kind.qualifiedPlural();
	}

}
