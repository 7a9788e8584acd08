package io.gatehouse.sandbox.kubernetes;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

import io.gatehouse.sandbox.http.Exchange;

import static org.assertj.core.api.Assertions.assertThat;

class WatchTests extends StandInTest {

	private List<String> watch(String query) {
		return this.api.lines(MAPS + "?watch=true&timeoutSeconds=1&" + query)
			.stream()
			.map(Exchange.JSON::readTree)
			.map((event) -> event.path("type").asString("") + " " + event.at("/object/metadata/name").asString("")
					+ event.at("/object/code").asString(""))
			.toList();
	}

	@Test
	void beginsWithWhatIsThere() {
		assertThat(watch("")).containsExactly("ADDED kube-root-ca.crt");
	}

	@Test
	void tellsWhatHappenedSinceAVersion() {
		String version = this.api.get(MAPS).version();
		this.api.post(MAPS, map("", "{}"));
		this.api.patch(MAPS + "/m", "merge", "{\"data\":{\"a\":\"1\"}}");
		this.api.delete(MAPS + "/m");
		assertThat(watch("resourceVersion=" + version)).containsExactly("ADDED m", "MODIFIED m", "DELETED m");
	}

	@Test
	void showsAnObjectThatEntersAndLeavesASelection() {
		String version = this.api.get(MAPS).version();
		this.api.post(MAPS, map("", "{}"));
		this.api.patch(MAPS + "/m", "merge", "{\"metadata\":{\"labels\":{\"in\":\"yes\"}}}");
		this.api.patch(MAPS + "/m", "merge", "{\"metadata\":{\"labels\":{\"in\":\"no\"}}}");
		String selector = URLEncoder.encode("in in (yes, perhaps)", StandardCharsets.UTF_8);
		assertThat(watch("labelSelector=" + selector + "&resourceVersion=" + version)).containsExactly("ADDED m",
				"DELETED m");
	}

	@Test
	void endsWhereTheVersionIsForgotten() {
		try (Store store = new Store(null)) {
			assertThat(store.remembers(0)).isTrue();
			for (int i = 0; i < 10_001; i++) {
				store.put(Kinds.NODE, node());
			}
			assertThat(store.remembers(0)).isFalse();
			assertThat(store.remembers(store.version())).isTrue();
		}
	}

	private static ObjectNode node() {
		ObjectNode node = Json.object();
		Json.metadata(node).put("name", "n");
		return node;
	}

}
