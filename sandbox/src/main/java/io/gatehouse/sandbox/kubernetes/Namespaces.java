package io.gatehouse.sandbox.kubernetes;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import io.gatehouse.sandbox.kubernetes.Store.Key;

/**
 * The life of namespaces: what they are born with, and how they go away with all that is
 * in them.
 */
final class Namespaces implements AutoCloseable {

	private static final List<String> PROTECTED = List.of("default", "kube-system", "kube-public");

	private final Store store;

	private final Clock clock;

	private final Duration deletionDelay;

	private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor((work) -> {
		Thread thread = new Thread(work, "namespace-deletion");
		thread.setDaemon(true);
		return thread;
	});

	Namespaces(Store store, Clock clock, Duration deletionDelay) {
		this.store = store;
		this.clock = clock;
		this.deletionDelay = deletionDelay;
	}

	/** Goes on with the deletions that a stop interrupted. */
	void resume() {
		this.store.list(Kinds.NAMESPACE, null)
			.stream()
			.filter(Namespaces::terminating)
			.forEach((namespace) -> marked(Key.of(Kinds.NAMESPACE, namespace)));
	}

	/** Refuses a new object whose namespace is not there or is going away. */
	void admit(Key key) {
		if (key.kind().namespaced()) {
			ObjectNode namespace = this.store.find(namespaceOf(key))
				.orElseThrow(() -> Statuses.notFound(Kinds.NAMESPACE, key.namespace()));
			if (terminating(namespace)) {
				throw Statuses.namespaceTerminating(key.kind(), key.name(), key.namespace());
			}
		}
	}

	void admitDeletion(Key key) {
		if (key.kind().is("Namespace") && PROTECTED.contains(key.name())) {
			throw Statuses.forbidden(key.kind(), key.name(), "this namespace may not be deleted");
		}
	}

	/** Gives a new namespace its service account and certificate. */
	void created(Key key) {
		if (key.kind().is("Namespace")) {
			this.store.put(Kinds.SERVICE_ACCOUNT, born(Kinds.SERVICE_ACCOUNT, key.name(), "default"));
			ObjectNode certificate = born(Kinds.CONFIG_MAP, key.name(), "kube-root-ca.crt");
			Json.metadata(certificate)
				.putObject("annotations")
				.put("kubernetes.io/description",
						"Contains a CA bundle that can be used to verify the kube-apiserver when using internal"
								+ " endpoints such as the internal service IP or kubernetes.default.svc. No other"
								+ " usage is guaranteed across distributions of Kubernetes clusters.");
			certificate.putObject("data").put("ca.crt", "");
			this.store.put(Kinds.CONFIG_MAP, certificate);
		}
	}

	private ObjectNode born(Kind kind, String namespace, String name) {
		ObjectNode object = Json.object().put("kind", kind.kind()).put("apiVersion", kind.apiVersion());
		Json.metadata(object)
			.put("name", name)
			.put("namespace", namespace)
			.put("uid", UUID.randomUUID().toString())
			.put("creationTimestamp", Objects.now(this.clock));
		return object;
	}

	/** Empties a namespace that was marked for deletion, after the delay. */
	void marked(Key key) {
		if (key.kind().is("Namespace")) {
			this.later.schedule(() -> empty(key), this.deletionDelay.toMillis(), TimeUnit.MILLISECONDS);
		}
	}

	/** Looks again at a namespace that waited for this object to go. */
	void removed(Key key) {
		if (key.kind().namespaced()) {
			this.store.find(namespaceOf(key))
				.filter(Namespaces::terminating)
				.ifPresent((namespace) -> marked(namespaceOf(key)));
		}
	}

	/** Whether nothing holds an object any more that was marked for deletion. */
	boolean gone(Kind kind, ObjectNode object) {
		return terminating(object) && Json.blank(object.at("/metadata/finalizers"))
				&& (!kind.is("Namespace") || Json.blank(object.at("/spec/finalizers")));
	}

	private void empty(Key key) {
		this.store.locked(() -> {
			if (!this.store.closed()) {
				this.store.find(key).filter(Namespaces::terminating).ifPresent((namespace) -> empty(key, namespace));
			}
			return true;
		});
	}

	private void empty(Key key, ObjectNode namespace) {
		int held = 0;
		for (Kind kind : Kinds.ALL) {
			if (kind.namespaced()) {
				for (ObjectNode object : this.store.list(kind, key.name())) {
					held += remove(kind, object) ? 0 : 1;
				}
			}
		}
		if (held > 0) {
			this.store.put(Kinds.NAMESPACE, waiting(namespace, held));
			return;
		}
		ArrayNode rest = Json.array();
		namespace.at("/spec/finalizers").forEach((finalizer) -> {
			if (!finalizer.asString("").equals("kubernetes")) {
				rest.add(finalizer);
			}
		});
		Json.in(namespace, "spec").set("finalizers", rest);
		if (gone(Kinds.NAMESPACE, namespace)) {
			this.store.remove(key);
		}
		else {
			this.store.put(Kinds.NAMESPACE, namespace);
		}
	}

	private boolean remove(Kind kind, ObjectNode object) {
		if (Json.blank(object.at("/metadata/finalizers"))) {
			this.store.remove(Key.of(kind, object));
			return true;
		}
		if (!terminating(object)) {
			Json.metadata(object)
				.put("deletionTimestamp", Objects.now(this.clock))
				.put("deletionGracePeriodSeconds", 0);
			this.store.put(kind, object);
		}
		return false;
	}

	private ObjectNode waiting(ObjectNode namespace, int held) {
		ArrayNode conditions = Json.in(namespace, "status").putArray("conditions");
		conditions.addObject()
			.put("type", "NamespaceContentRemaining")
			.put("status", "True")
			.put("lastTransitionTime", Objects.now(this.clock))
			.put("reason", "SomeResourcesRemain")
			.put("message", "Some resources are remaining: %d resource instances".formatted(held));
		conditions.addObject()
			.put("type", "NamespaceFinalizersRemaining")
			.put("status", "True")
			.put("lastTransitionTime", Objects.now(this.clock))
			.put("reason", "SomeFinalizersRemain")
			.put("message",
					"Some content in the namespace has finalizers remaining: in %d resource instances".formatted(held));
		return namespace;
	}

	private static boolean terminating(ObjectNode object) {
		return object.at("/metadata").has("deletionTimestamp");
	}

	private static Key namespaceOf(Key key) {
		return new Key(Kinds.NAMESPACE, "", key.namespace());
	}

	@Override
	public void close() {
		this.later.shutdownNow();
	}

}
