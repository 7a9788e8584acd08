package io.gatehouse.sandbox.kubernetes;

import java.util.List;
import java.util.Set;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Server-side apply and the book of who owns which field.
 *
 * @see <a href=
 * "https://kubernetes.io/docs/reference/using-api/server-side-apply/">Server-side
 * apply</a>
 */
final class FieldManager {

	private static final Set<String> NEVER_OWNED = Set.of("name", "namespace", "creationTimestamp", "selfLink", "uid",
			"generation", "managedFields", "resourceVersion", "deletionTimestamp", "deletionGracePeriodSeconds");

	private FieldManager() {
	}

	/**
	 * The live object with a configuration applied.
	 * @throws io.gatehouse.sandbox.http.HttpFault 409 where another manager owns a field
	 * that would change and {@code force} is not set
	 */
	static ObjectNode apply(Kind kind, ObjectNode live, ObjectNode configuration, Manager manager, boolean force,
			String now) {
		Schema schema = Schemas.of(kind);
		ManagedFields managed = ManagedFields.read(live);
		ObjectNode before = bare(live);
		FieldSet last = managed.of(manager);
		JsonNode merged = Typed.merge(schema, before, bare(configuration));
		managed.put(manager, ownable(Typed.fields(schema, configuration)), now);
		if (!last.isEmpty()) {
			merged = prune(schema, merged, last, managed);
		}
		settle(Comparison.of(schema, before, merged), managed, manager, force);
		ObjectNode applied = (ObjectNode) merged;
		managed.write(applied);
		return applied;
	}

	/** Books a write that was not an apply, in the new object. */
	static void update(Kind kind, ObjectNode live, ObjectNode next, Manager manager, String now) {
		ManagedFields managed = ManagedFields.read(next.at("/metadata/managedFields").isEmpty() ? live : next);
		Comparison comparison = Comparison.of(Schemas.of(kind), bare(live), bare(next));
		FieldSet own = managed.of(manager).minus(comparison.removed()).union(ownable(comparison.taken()));
		settle(comparison, managed, manager, true);
		managed.put(manager, own, now);
		managed.write(next);
	}

	/** Takes away what the manager applied last and nobody claims any more. */
	private static JsonNode prune(Schema schema, JsonNode merged, FieldSet last, ManagedFields managed) {
		FieldSet all = Typed.fields(schema, merged).withDeclaredParents(schema);
		FieldSet dropped = last.withDeclaredParents(schema);
		@Nullable JsonNode pruned = Typed.without(schema, merged, dropped);
		FieldSet kept = (pruned != null) ? Typed.fields(schema, pruned).withDeclaredParents(schema) : FieldSet.empty();
		FieldSet owned = managed.ofAll().withDeclaredParents(schema);
		FieldSet gone = all.minus(kept.union(owned)).intersect(dropped);
		@Nullable JsonNode result = Typed.without(schema, merged, gone);
		return (result != null) ? result : Json.object();
	}

	private static void settle(Comparison comparison, ManagedFields managed, Manager manager, boolean force) {
		TreeMap<Manager, FieldSet> conflicts = new TreeMap<>();
		for (Manager other : managed.managers()) {
			if (!other.equals(manager)) {
				FieldSet conflict = managed.of(other).intersect(comparison.taken());
				if (!conflict.isEmpty()) {
					conflicts.put(other, conflict);
				}
			}
		}
		if (!force && !conflicts.isEmpty()) {
			throw Statuses.applyConflict(conflicts);
		}
		conflicts.forEach(managed::take);
		managed.managers().forEach((each) -> managed.take(each, comparison.removed()));
	}

	private static FieldSet ownable(FieldSet fields) {
		return fields.filter((path) -> switch (path.getFirst()) {
			case "f:apiVersion", "f:kind" -> false;
			case "f:metadata" -> path.size() > 1 && !neverOwned(path);
			default -> true;
		});
	}

	private static boolean neverOwned(List<String> path) {
		return NEVER_OWNED.contains(path.get(1).substring(2));
	}

	private static ObjectNode bare(ObjectNode object) {
		ObjectNode bare = object.deepCopy();
		if (bare.get("metadata") instanceof ObjectNode metadata) {
			metadata.remove("managedFields");
		}
		return bare;
	}

}
