package io.gatehouse.sandbox.kubernetes;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The owners of an object's fields, as {@code metadata.managedFields} keeps them. */
final class ManagedFields {

	record Owned(FieldSet fields, String since) {
	}

	private final Map<Manager, Owned> owners = new TreeMap<>();

	static ManagedFields read(JsonNode object) {
		ManagedFields managed = new ManagedFields();
		for (JsonNode entry : Json.at(object, "metadata", "managedFields")) {
			FieldSet fields = FieldSet.read(entry.path("fieldsV1"));
			if (!fields.isEmpty()) {
				managed.owners.put(
						new Manager(Json.text(entry, "manager", "unknown"), Json.text(entry, "operation", "Update"),
								Json.text(entry, "apiVersion", ""), Json.text(entry, "subresource", "")),
						new Owned(fields, Json.text(entry, "time", "")));
			}
		}
		return managed;
	}

	void write(ObjectNode object) {
		ObjectNode metadata = Json.metadata(object);
		if (this.owners.isEmpty()) {
			metadata.remove("managedFields");
			return;
		}
		ArrayNode entries = metadata.putArray("managedFields");
		this.owners.entrySet()
			.stream()
			.sorted(Comparator.comparing((Map.Entry<Manager, Owned> entry) -> entry.getKey().operation())
				.thenComparing((entry) -> entry.getValue().since())
				.thenComparing(Map.Entry::getKey))
			.forEach((entry) -> entries.add(entry(entry.getKey(), entry.getValue())));
	}

	private static ObjectNode entry(Manager manager, Owned owned) {
		ObjectNode entry = Json.object()
			.put("manager", manager.name())
			.put("operation", manager.operation())
			.put("apiVersion", manager.apiVersion())
			.put("time", owned.since())
			.put("fieldsType", "FieldsV1");
		entry.set("fieldsV1", owned.fields().write());
		if (!manager.subresource().isEmpty()) {
			entry.put("subresource", manager.subresource());
		}
		return entry;
	}

	FieldSet of(Manager manager) {
		Owned owned = this.owners.get(manager);
		return (owned != null) ? owned.fields() : FieldSet.empty();
	}

	FieldSet ofAll() {
		return this.owners.values().stream().map(Owned::fields).reduce(FieldSet.empty(), FieldSet::union);
	}

	List<Manager> managers() {
		return List.copyOf(this.owners.keySet());
	}

	/** Sets what a manager owns; the time moves only when that changes. */
	void put(Manager manager, FieldSet fields, String now) {
		if (fields.isEmpty()) {
			this.owners.remove(manager);
			return;
		}
		Owned before = this.owners.get(manager);
		boolean unchanged = before != null && before.fields().equals(fields);
		this.owners.put(manager, unchanged ? before : new Owned(fields, now));
	}

	/** Takes fields from a manager without moving its time. */
	void take(Manager manager, FieldSet fields) {
		Owned before = this.owners.get(manager);
		if (before != null) {
			put(manager, before.fields().minus(fields), before.since());
		}
	}

}
