package io.gatehouse.sandbox.kubernetes;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import io.gatehouse.sandbox.http.Exchange;
import io.gatehouse.sandbox.kubernetes.Store.Change;

/** Sends the changes of a collection as they happen, one JSON line each. */
final class Watch {

	private static final long BEAT_MILLIS = 1000;

	private final Store store;

	private final Target target;

	private final Predicate<JsonNode> selector;

	private final OutputStream out;

	private Watch(Store store, Target target, Predicate<JsonNode> selector, OutputStream out) {
		this.store = store;
		this.target = target;
		this.selector = selector;
		this.out = out;
	}

	static void serve(Exchange exchange, Store store, Target target, Predicate<JsonNode> selector)
			throws InterruptedException {
		long seconds = number(exchange.query("timeoutSeconds"), 1800);
		String from = exchange.query("resourceVersion");
		boolean initial = "true".equals(exchange.query("sendInitialEvents"));
		try (OutputStream out = exchange.stream(200, "application/json")) {
			Watch watch = new Watch(store, target, selector, out);
			long since = (initial || from == null || from.isEmpty() || from.equals("0")) ? watch.sendAll(initial)
					: number(from, 0);
			out.flush();
			watch.follow(since, System.nanoTime() + seconds * 1_000_000_000L);
		}
		catch (IOException gone) {
			System.getLogger(Watch.class.getName())
				.log(System.Logger.Level.DEBUG, "a watcher went away: " + gone.getMessage());
		}
	}

	private static long number(@Nullable String text, long otherwise) {
		if (text == null || text.isEmpty()) {
			return otherwise;
		}
		try {
			return Long.parseLong(text);
		}
		catch (NumberFormatException ex) {
			throw Statuses.badRequest("invalid number: " + text);
		}
	}

	private record Snapshot(long version, Iterable<ObjectNode> objects) {
	}

	private long sendAll(boolean bookmark) throws IOException {
		Snapshot snapshot = this.store.locked(
				() -> new Snapshot(this.store.version(), this.store.list(this.target.kind(), this.target.namespace())));
		for (ObjectNode object : snapshot.objects()) {
			if (this.selector.test(object)) {
				send("ADDED", object);
			}
		}
		if (bookmark) {
			ObjectNode mark = Json.object()
				.put("kind", this.target.kind().kind())
				.put("apiVersion", this.target.kind().apiVersion());
			Json.metadata(mark)
				.put("resourceVersion", Long.toString(snapshot.version()))
				.putObject("annotations")
				.put("k8s.io/initial-events-end", "true");
			send("BOOKMARK", mark);
		}
		return snapshot.version();
	}

	private void follow(long from, long end) throws IOException, InterruptedException {
		long since = from;
		if (!this.store.remembers(since)) {
			send("ERROR", Statuses.status(410, "Expired", "too old resource version: " + from, null));
			return;
		}
		while (System.nanoTime() < end && !this.store.closed()) {
			long left = Math.max(1, (end - System.nanoTime()) / 1_000_000);
			for (Change change : this.store.changes(since, Math.min(BEAT_MILLIS, left))) {
				send(change);
				since = change.version();
			}
			this.out.flush();
		}
	}

	private void send(Change change) throws IOException {
		boolean here = change.key().kind().equals(this.target.kind())
				&& (this.target.namespace() == null || this.target.namespace().equals(change.key().namespace()));
		if (!here) {
			return;
		}
		ObjectNode before = (change.before() != null && this.selector.test(change.before())) ? change.before() : null;
		ObjectNode after = (change.after() != null && this.selector.test(change.after())) ? change.after() : null;
		if (after != null) {
			send((before != null) ? "MODIFIED" : "ADDED", after);
		}
		else if (before != null) {
			ObjectNode last = before.deepCopy();
			Json.metadata(last).put("resourceVersion", Long.toString(change.version()));
			send("DELETED", last);
		}
	}

	private void send(String type, ObjectNode object) throws IOException {
		ObjectNode event = Json.object().put("type", type);
		event.set("object", object);
		this.out.write((event + "\n").getBytes(StandardCharsets.UTF_8));
	}

}
