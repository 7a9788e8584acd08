package io.gatehouse.sandbox.vault;

import io.gatehouse.sandbox.http.Exchange;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON merge patch (RFC 7396): null removes, objects are merged, all else replaces. */
final class MergePatch {

	private MergePatch() {
	}

	static JsonNode apply(@Nullable JsonNode target, JsonNode patch) {
		if (!(patch instanceof ObjectNode changes)) {
			return patch;
		}
		ObjectNode result = (target instanceof ObjectNode object) ? object.deepCopy()
				: Exchange.JSON.createObjectNode();
		changes.properties().forEach((change) -> {
			if (change.getValue().isNull()) {
				result.remove(change.getKey());
			}
			else {
				result.set(change.getKey(), apply(result.get(change.getKey()), change.getValue()));
			}
		});
		return result;
	}

}
