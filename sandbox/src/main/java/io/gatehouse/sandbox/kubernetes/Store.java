package io.gatehouse.sandbox.kubernetes;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * All objects with one counter of versions, the latest changes for watchers, and the
 * journal that keeps them.
 */
final class Store implements AutoCloseable {

	private static final int REMEMBERED_CHANGES = 10_000;

	/** Where an object is; the namespace is empty for one of the cluster. */
	record Key(Kind kind, String namespace, String name) {

		static Key of(Kind kind, JsonNode object) {
			JsonNode metadata = object.path("metadata");
			return new Key(kind, kind.namespaced() ? Json.text(metadata, "namespace", "") : "",
					Json.text(metadata, "name", ""));
		}
	}

	/** One change; {@code before} and {@code after} are null where there is none. */
	record Change(long version, Key key, @Nullable ObjectNode before, @Nullable ObjectNode after) {
	}

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition changed = this.lock.newCondition();

	private final NavigableMap<Key, ObjectNode> objects = new TreeMap<>(
			Comparator.comparing((Key key) -> key.kind().id()).thenComparing(Key::namespace).thenComparing(Key::name));

	private final List<Change> changes = new ArrayList<>();

	private @Nullable Journal journal;

	private long version;

	private long forgotten;

	private boolean closed;

	Store(@Nullable Path folder) {
		if (folder != null) {
			Journal opened = Journal.open(folder.resolve("objects.journal"));
			opened.read().forEach(this::replay);
			this.journal = opened.rewrite(snapshot());
		}
		this.forgotten = this.version;
	}

	private void replay(JsonNode entry) {
		this.version = Math.max(this.version, entry.path("version").asLong(0));
		if (entry.has("kind")) {
			Key key = new Key(Kinds.byId(Json.text(entry, "kind", "")), Json.text(entry, "namespace", ""),
					Json.text(entry, "name", ""));
			if (entry.get("object") instanceof ObjectNode object) {
				this.objects.put(key, object);
			}
			else {
				this.objects.remove(key);
			}
		}
	}

	private List<JsonNode> snapshot() {
		List<JsonNode> entries = new ArrayList<>();
		entries.add(Json.object().put("version", this.version));
		this.objects.forEach((key, object) -> entries.add(entry(0, key, object)));
		return entries;
	}

	private static ObjectNode entry(long version, Key key, @Nullable ObjectNode object) {
		ObjectNode entry = Json.object()
			.put("version", version)
			.put("kind", key.kind().id())
			.put("namespace", key.namespace())
			.put("name", key.name());
		entry.set("object", object);
		return entry;
	}

	/** Runs work that sees and makes a consistent state. */
	<T> T locked(Supplier<T> work) {
		this.lock.lock();
		try {
			return work.get();
		}
		finally {
			this.lock.unlock();
		}
	}

	Optional<ObjectNode> find(Key key) {
		return locked(() -> Optional.ofNullable(this.objects.get(key)).map(ObjectNode::deepCopy));
	}

	/** The objects of a kind, of one namespace or of all where it is null. */
	List<ObjectNode> list(Kind kind, @Nullable String namespace) {
		return locked(() -> this.objects.entrySet()
			.stream()
			.filter((entry) -> entry.getKey().kind().equals(kind)
					&& (namespace == null || entry.getKey().namespace().equals(namespace)))
			.map(Map.Entry::getValue)
			.map(ObjectNode::deepCopy)
			.toList());
	}

	long version() {
		return locked(() -> this.version);
	}

	/** Stores an object under a new resource version, which the returned copy carries. */
	ObjectNode put(Kind kind, ObjectNode object) {
		return locked(() -> {
			ObjectNode stored = object.deepCopy();
			Json.metadata(stored).put("resourceVersion", Long.toString(this.version + 1));
			record(Key.of(kind, stored), stored);
			return stored.deepCopy();
		});
	}

	void remove(Key key) {
		locked(() -> {
			record(key, null);
			return true;
		});
	}

	private void record(Key key, @Nullable ObjectNode object) {
		if (this.journal != null) {
			this.journal.append(entry(this.version + 1, key, object));
		}
		this.version++;
		ObjectNode before = (object != null) ? this.objects.put(key, object) : this.objects.remove(key);
		this.changes.add(new Change(this.version, key, before, object));
		if (this.changes.size() > REMEMBERED_CHANGES) {
			this.forgotten = this.changes.removeFirst().version();
		}
		this.changed.signalAll();
	}

	/** Whether changes after a version are all still remembered. */
	boolean remembers(long since) {
		return locked(() -> since >= this.forgotten);
	}

	/** The changes after a version; waits at most so long for the first. */
	List<Change> changes(long since, long millis) throws InterruptedException {
		this.lock.lock();
		try {
			long left = TimeUnit.MILLISECONDS.toNanos(millis);
			while (this.version <= since && left > 0 && !this.closed) {
				left = this.changed.awaitNanos(left);
			}
			return this.changes.stream().filter((change) -> change.version() > since).toList();
		}
		finally {
			this.lock.unlock();
		}
	}

	boolean closed() {
		return locked(() -> this.closed);
	}

	@Override
	public void close() {
		locked(() -> {
			this.closed = true;
			this.changed.signalAll();
			if (this.journal != null) {
				this.journal.close();
			}
			return true;
		});
	}

}
