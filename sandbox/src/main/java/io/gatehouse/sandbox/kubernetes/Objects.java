package io.gatehouse.sandbox.kubernetes;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import io.gatehouse.sandbox.kubernetes.Store.Key;

/** Creates, updates, patches, applies and deletes objects as the server does. */
final class Objects {

	private static final String RANDOM = "bcdfghjklmnpqrstvwxz2456789";

	/** In bytes. */
	private static final int LARGEST_OBJECT = 3 * 512 * 1024;

	private static final List<String> KEPT = List.of("uid", "creationTimestamp", "generation", "deletionTimestamp",
			"deletionGracePeriodSeconds", "name", "namespace", "resourceVersion");

	/** A written object and whether it is new. */
	record Written(ObjectNode object, boolean created) {
	}

	private final Store store;

	private final Rbac rbac;

	private final Quotas quotas;

	private final Namespaces namespaces;

	private final Clock clock;

	private final SecureRandom random = new SecureRandom();

	Objects(Store store, Rbac rbac, Quotas quotas, Namespaces namespaces, Clock clock) {
		this.store = store;
		this.rbac = rbac;
		this.quotas = quotas;
		this.namespaces = namespaces;
		this.clock = clock;
	}

	ObjectNode get(Target target) {
		return this.store.find(target.key()).orElseThrow(() -> Statuses.notFound(target.kind(), target.key().name()));
	}

	ObjectNode create(Target target, ObjectNode body, WriteOptions options) {
		return this.store.locked(() -> {
			Kind kind = target.kind();
			identify(target, body);
			ObjectNode metadata = Json.metadata(body);
			if (Json.text(metadata, "name", "").isEmpty() && !Json.text(metadata, "generateName", "").isEmpty()) {
				metadata.put("name", Json.text(metadata, "generateName", "") + suffix());
			}
			if (!Json.text(metadata, "resourceVersion", "").isEmpty()) {
				throw Statuses.fault(500, "InternalError",
						"Internal error occurred: resourceVersion should not be set on objects to be created", null);
			}
			reset(kind, body);
			Defaults.fill(kind, body);
			ObjectNode nothing = Json.object();
			nothing.putObject("metadata");
			for (String part : List.of("spec", "status")) {
				if (body.has(part)) {
					nothing.set(part, part.equals("status") ? body.get(part) : empty(kind));
				}
			}
			metadata.remove("managedFields");
			FieldManager.update(kind, nothing, body, Manager.updating(options.manager(), kind, ""), now());
			return insert(kind, body, options);
		});
	}

	/** What an empty spec looks like before a first write. */
	private static ObjectNode empty(Kind kind) {
		ObjectNode spec = Json.object();
		if (kind.is("NetworkPolicy")) {
			spec.putObject("podSelector");
		}
		return spec;
	}

	private void reset(Kind kind, ObjectNode object) {
		ObjectNode metadata = Json.metadata(object);
		List.of("uid", "creationTimestamp", "generation", "deletionTimestamp", "deletionGracePeriodSeconds", "selfLink")
			.forEach(metadata::remove);
		if (kind.status()) {
			object.remove("status");
		}
	}

	private ObjectNode insert(Kind kind, ObjectNode object, WriteOptions options) {
		Key key = Key.of(kind, object);
		this.namespaces.admit(key);
		ObjectNode metadata = Json.metadata(object);
		metadata.put("uid", UUID.randomUUID().toString()).put("creationTimestamp", now());
		if (kind.counted()) {
			metadata.put("generation", 1);
		}
		if (kind.is("Namespace")) {
			Json.in(object, "spec").putArray("finalizers").add("kubernetes");
		}
		refuseInvalid(kind, object, Validation.of(kind, object));
		if (this.store.find(key).isPresent()) {
			throw Statuses.alreadyExists(kind, key.name());
		}
		admit(kind, object, options);
		this.quotas.admit(key);
		if (options.dryRun()) {
			return object;
		}
		refuseLarge(object);
		ObjectNode stored = this.store.put(kind, object);
		this.namespaces.created(key);
		this.quotas.recount(key);
		return stored;
	}

	/** Replaces an object, or the part of it that the target names. */
	Written update(Target target, ObjectNode body, WriteOptions options) {
		return this.store.locked(() -> {
			identify(target, body);
			ObjectNode live = this.store.find(target.key()).orElse(null);
			if (live == null) {
				if (target.kind().createdByPut() && target.subresource().isEmpty()) {
					return new Written(create(target, body, options), true);
				}
				throw Statuses.notFound(target.kind(), target.key().name());
			}
			return new Written(replace(target, live, body, options), false);
		});
	}

	ObjectNode patch(Target target, UnaryOperator<JsonNode> patch, WriteOptions options) {
		return this.store.locked(() -> {
			ObjectNode live = get(target);
			if (!(patch.apply(live) instanceof ObjectNode body)) {
				throw Statuses.patchFailed();
			}
			conformPatched(target.kind(), body, options);
			identify(target, body);
			return replace(target, live, body, options);
		});
	}

	private ObjectNode replace(Target target, ObjectNode live, ObjectNode body, WriteOptions options) {
		Kind kind = target.kind();
		refuseStale(target, live, body);
		ObjectNode next = narrow(target, live, body);
		Defaults.fill(kind, next);
		FieldManager.update(kind, live, next, Manager.updating(options.manager(), kind, target.subresource()), now());
		return finish(kind, live, next, options);
	}

	private static void refuseStale(Target target, ObjectNode live, ObjectNode body) {
		String version = Json.text(body.path("metadata"), "resourceVersion", "");
		if (!version.isEmpty() && !version.equals(Json.meta(live, "resourceVersion"))) {
			throw Statuses.stale(target.kind(), target.key().name());
		}
		String uid = Json.text(body.path("metadata"), "uid", "");
		String liveUid = Json.text(live.path("metadata"), "uid", "");
		if (!uid.isEmpty() && !uid.equals(liveUid)) {
			throw Statuses.conflict(target.kind(), target.key().name(),
					"Precondition failed: UID in precondition: %s, UID in object meta: %s".formatted(uid, liveUid));
		}
	}

	/** The new object with what this endpoint may not change as it was. */
	private static ObjectNode narrow(Target target, ObjectNode live, ObjectNode body) {
		ObjectNode next = target.subresource().isEmpty() ? body.deepCopy() : live.deepCopy();
		if (target.subresource().equals("status")) {
			take(body, next, "status");
			return next;
		}
		if (target.subresource().equals("finalize")) {
			take(body, next, "spec");
			return next;
		}
		ObjectNode metadata = Json.metadata(next);
		KEPT.forEach((field) -> take(live.path("metadata"), metadata, field));
		if (target.kind().status()) {
			take(live, next, "status");
		}
		if (target.kind().is("Namespace")) {
			take(live, next, "spec");
		}
		return next;
	}

	private static void take(JsonNode from, ObjectNode to, String field) {
		if (from.has(field)) {
			to.set(field, from.get(field).deepCopy());
		}
		else {
			to.remove(field);
		}
	}

	Written apply(Target target, ObjectNode configuration, WriteOptions options) {
		return this.store.locked(() -> {
			Kind kind = target.kind();
			String shown = Bodies.show(kind, configuration);
			identify(target, configuration);
			ObjectNode live = this.store.find(target.key()).orElse(null);
			Manager manager = Manager.applying(options.manager(), kind, target.subresource());
			if (live == null) {
				if (!this.rbac.allows(options.caller(), target.access("create"))) {
					throw Statuses.forbidden(kind, target.key().name(),
							target.access("create").denial(options.caller()));
				}
				return new Written(applyNew(target, configuration, shown, manager, options), true);
			}
			refuseStale(target, live, configuration);
			ObjectNode claimed = claimed(target, configuration);
			ObjectNode next = FieldManager.apply(kind, live, claimed, manager, options.force(), now());
			next = narrow(target, live, settle(kind, shown, next));
			Defaults.fill(kind, next);
			return new Written(finish(kind, live, next, options), false);
		});
	}

	private ObjectNode applyNew(Target target, ObjectNode configuration, String shown, Manager manager,
			WriteOptions options) {
		Kind kind = target.kind();
		if (!target.subresource().isEmpty()) {
			throw Statuses.notFound(kind, target.key().name());
		}
		ObjectNode nothing = Json.object();
		nothing.putObject("metadata");
		ObjectNode next = settle(kind, shown,
				FieldManager.apply(kind, nothing, claimed(target, configuration), manager, options.force(), now()));
		reset(kind, next);
		Defaults.fill(kind, next);
		return insert(kind, next, options);
	}

	/** The part of a configuration that this endpoint lets be applied. */
	private static ObjectNode claimed(Target target, ObjectNode configuration) {
		ObjectNode claimed = configuration.deepCopy();
		if (target.subresource().isEmpty()) {
			if (target.kind().status()) {
				claimed.remove("status");
			}
			return claimed;
		}
		ObjectNode part = Json.object();
		String field = target.subresource().equals("status") ? "status" : "spec";
		take(claimed, part, field);
		return part;
	}

	private static ObjectNode settle(Kind kind, String shown, ObjectNode applied) {
		try {
			Conformance.of(kind, applied);
			return applied;
		}
		catch (Conformance.Mismatch mismatch) {
			throw Statuses.internal(
					"failed to convert new object (%s) to proper version: unable to convert unstructured object to %s: %s"
						.formatted(shown, Bodies.show(kind), mismatch.message));
		}
	}

	private ObjectNode finish(Kind kind, ObjectNode live, ObjectNode next, WriteOptions options) {
		Key key = Key.of(kind, live);
		if (kind.counted() && !Json.same(live.get("spec"), next.get("spec"))) {
			Json.metadata(next).put("generation", live.at("/metadata/generation").asLong(0) + 1);
		}
		List<FieldError> errors = Validation.of(kind, next);
		errors.addAll(Validation.ofChange(kind, live, next));
		refuseInvalid(kind, next, errors);
		if (Json.same(timeless(live), timeless(next))) {
			return live;
		}
		admit(kind, next, options);
		if (options.dryRun()) {
			return next;
		}
		if (this.namespaces.gone(kind, next)) {
			this.store.remove(key);
			this.namespaces.removed(key);
			this.quotas.recount(key);
			return next;
		}
		refuseLarge(next);
		ObjectNode stored = this.store.put(kind, next);
		this.quotas.recount(key);
		return stored;
	}

	/** What etcd, behind the server, does not take. */
	private static void refuseLarge(ObjectNode object) {
		if (Validation.bytes(object.toString()) > LARGEST_OBJECT) {
			throw Statuses.internal("etcdserver: request is too large");
		}
	}

	/**
	 * An object without the times at which its fields were taken, which alone are no
	 * change.
	 */
	private static ObjectNode timeless(ObjectNode object) {
		ObjectNode copy = object.deepCopy();
		copy.at("/metadata/managedFields").forEach((entry) -> ((ObjectNode) entry).remove("time"));
		return copy;
	}

	private void admit(Kind kind, ObjectNode object, WriteOptions options) {
		if (kind.group().equals(Kinds.RBAC)) {
			this.rbac.refuseEscalation(options.caller(), kind, object);
		}
	}

	/**
	 * Deletes an object, or marks it where finalizers hold it.
	 * @return the object where it is held, the success otherwise
	 */
	ObjectNode delete(Target target, JsonNode deletion, WriteOptions options) {
		return this.store.locked(() -> {
			ObjectNode live = get(target);
			Kind kind = target.kind();
			Key key = target.key();
			refusePreconditions(target, live, deletion.path("preconditions"));
			this.namespaces.admitDeletion(key);
			boolean held = kind.is("Namespace") || !Json.blank(live.at("/metadata/finalizers"));
			if (!held) {
				if (!options.dryRun()) {
					this.store.remove(key);
					this.namespaces.removed(key);
					this.quotas.recount(key);
				}
				return Statuses.deleted(kind, key.name(), Json.meta(live, "uid"));
			}
			if (live.at("/metadata").has("deletionTimestamp")) {
				return live;
			}
			Json.metadata(live).put("deletionTimestamp", now());
			if (kind.is("Namespace")) {
				Json.in(live, "status").put("phase", "Terminating");
			}
			else {
				Json.metadata(live).put("deletionGracePeriodSeconds", 0);
			}
			if (options.dryRun()) {
				return live;
			}
			ObjectNode marked = this.store.put(kind, live);
			this.namespaces.marked(key);
			return marked;
		});
	}

	private static void refusePreconditions(Target target, ObjectNode live, JsonNode preconditions) {
		for (String field : List.of("uid", "resourceVersion")) {
			String wanted = Json.text(preconditions, field, "");
			String actual = Json.text(live.path("metadata"), field, "");
			if (!wanted.isEmpty() && !wanted.equals(actual)) {
				String label = field.equals("uid") ? "UID" : "ResourceVersion";
				throw Statuses.conflict(target.kind(), target.key().name(),
						"Precondition failed: %s in precondition: %s, %s in object meta: %s".formatted(label, wanted,
								label, actual));
			}
		}
	}

	/** Makes name and namespace of a body those of the path, or refuses it. */
	private static void identify(Target target, ObjectNode body) {
		ObjectNode metadata = Json.metadata(body);
		String namespace = Json.text(metadata, "namespace", "");
		if (!namespace.isEmpty() && !namespace.equals(target.key().namespace())) {
			throw Statuses
				.badRequest("the namespace of the provided object does not match the namespace sent on the request");
		}
		if (target.namespace() != null) {
			metadata.put("namespace", target.namespace());
		}
		String name = Json.text(metadata, "name", "");
		if (target.name() != null) {
			if (!name.isEmpty() && !name.equals(target.name())) {
				throw Statuses.badRequest("the name of the object (%s) does not match the name on the URL (%s)"
					.formatted(name, target.name()));
			}
			metadata.put("name", target.name());
		}
	}

	static void conform(Kind kind, ObjectNode body, WriteOptions options) {
		try {
			List<String> unknown = Conformance.of(kind, body);
			if (options.strict() && !unknown.isEmpty()) {
				throw Statuses.unhandled(kind, "strict decoding error: "
						+ String.join(", ", unknown.stream().map((each) -> "unknown field \"" + each + "\"").toList()));
			}
		}
		catch (Conformance.Mismatch mismatch) {
			throw Statuses.unhandled(kind, mismatch.message);
		}
	}

	/** As {@link #conform}, with the refusal that a patch gets. */
	private static void conformPatched(Kind kind, ObjectNode body, WriteOptions options) {
		String patched = body.toString();
		try {
			Conformance.of(kind, body.deepCopy());
		}
		catch (Conformance.Mismatch mismatch) {
			throw Statuses.invalidPatch(FieldError.raw("patch", Json.string(patched).toString(), mismatch.message));
		}
		conform(kind, body, options);
	}

	private static void refuseInvalid(Kind kind, ObjectNode object, List<FieldError> errors) {
		if (!errors.isEmpty()) {
			throw Statuses.invalid(kind, Json.text(object.path("metadata"), "name", ""), errors);
		}
	}

	private String suffix() {
		StringBuilder suffix = new StringBuilder();
		for (int i = 0; i < 5; i++) {
			suffix.append(RANDOM.charAt(this.random.nextInt(RANDOM.length())));
		}
		return suffix.toString();
	}

	private String now() {
		return now(this.clock);
	}

	static String now(Clock clock) {
		return clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
	}

}
