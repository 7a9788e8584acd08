package io.gatehouse.sandbox.kubernetes;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import io.gatehouse.sandbox.http.Exchange;

/** Lists a collection, in pages where a limit is asked for. */
final class Listing {

	private Listing() {
	}

	static ObjectNode of(Exchange exchange, Store store, Target target, Predicate<JsonNode> selector) {
		return store.locked(() -> {
			List<ObjectNode> all = store.list(target.kind(), target.namespace()).stream().filter(selector).toList();
			int limit = limit(exchange.query("limit"), all.size());
			int from = position(exchange.query("continue"), all);
			int to = Math.min(all.size(), from + limit);
			ObjectNode list = Json.object()
				.put("kind", target.kind().kind() + "List")
				.put("apiVersion", target.kind().apiVersion());
			ObjectNode metadata = Json.metadata(list).put("resourceVersion", Long.toString(store.version()));
			if (to < all.size()) {
				metadata.put("continue", token(all.get(to - 1))).put("remainingItemCount", all.size() - to);
			}
			ArrayNode items = list.putArray("items");
			all.subList(from, to).forEach((object) -> {
				ObjectNode item = object.deepCopy();
				item.remove(List.of("kind", "apiVersion"));
				items.add(item);
			});
			return list;
		});
	}

	private static int limit(@Nullable String text, int otherwise) {
		if (text == null || !text.matches("[1-9][0-9]{0,6}")) {
			return otherwise;
		}
		return Integer.parseInt(text);
	}

	/**
	 * A page begins after the object that the last one ended with, which may be gone by
	 * now.
	 */
	private static int position(@Nullable String token, List<ObjectNode> all) {
		if (token == null || token.isEmpty()) {
			return 0;
		}
		String last = lastOf(token);
		int position = 0;
		while (position < all.size() && place(all.get(position)).compareTo(last) <= 0) {
			position++;
		}
		return position;
	}

	private static String lastOf(String token) {
		try {
			return Json.text(Exchange.JSON.readTree(Base64.getUrlDecoder().decode(token)), "start", "");
		}
		catch (IllegalArgumentException | JacksonException ex) {
			throw Statuses.badRequest("invalid continue token: continue key is not valid: " + ex.getMessage());
		}
	}

	private static String token(ObjectNode object) {
		String start = Json.object().put("v", "meta.k8s.io/v1").put("start", place(object)).toString();
		return Base64.getUrlEncoder().withoutPadding().encodeToString(start.getBytes(StandardCharsets.UTF_8));
	}

	private static String place(ObjectNode object) {
		return Json.text(object.path("metadata"), "namespace", "") + "\0"
				+ Json.text(object.path("metadata"), "name", "");
	}

}
