package io.gatehouse.sandbox.kubernetes;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class WriteTests extends StandInTest {

	@Test
	void refusesASecondObjectOfAName() {
		this.api.post(MAPS, map("", "{}"));
		Api.Answer refused = this.api.post(MAPS, map("", "{}"));
		assertThat(refused.status()).isEqualTo(409);
		assertThat(refused.reason()).isEqualTo("AlreadyExists");
		assertThat(refused.message()).isEqualTo("configmaps \"m\" already exists");
	}

	@Test
	void refusesAStaleUpdate() {
		this.api.post(MAPS, map("", "{}"));
		Api.Answer refused = this.api.put(MAPS + "/m", map("\"resourceVersion\":\"1\"", "{}"));
		assertThat(refused.status()).isEqualTo(409);
		assertThat(refused.reason()).isEqualTo("Conflict");
	}

	@Test
	void mergesAndOperates() {
		this.api.post(MAPS, map("", "{\"a\":\"1\"}"));
		assertThat(this.api.patch(MAPS + "/m", "merge", "{\"data\":{\"a\":null,\"b\":\"2\"}}")
			.body()
			.path("data")
			.toString()).isEqualTo("{\"b\":\"2\"}");
		assertThat(this.api.patch(MAPS + "/m", "json",
				"[{\"op\":\"test\",\"path\":\"/data/b\",\"value\":\"2\"},{\"op\":\"replace\",\"path\":\"/data/b\",\"value\":\"3\"}]")
			.body()
			.at("/data/b")
			.asString()).isEqualTo("3");
		assertThat(this.api.patch(MAPS + "/m", "json", "[{\"op\":\"remove\",\"path\":\"/data/z\"}]").status())
			.isEqualTo(422);
		assertThat(this.api.patch(MAPS + "/m", "strategic-merge", "{\"data\":{\"c\":\"4\"}}").body().path("data"))
			.hasSize(2);
		assertThat(this.api.send("PATCH", MAPS + "/m", "text/plain", "x").status()).isEqualTo(415);
	}

	@Test
	void mergesListsByTheirKeysInAStrategicPatch() {
		String path = NAMESPACES + "/team/pods";
		this.api.post(path, """
				{"metadata":{"name":"p"},"spec":{"containers":[{"name":"a","image":"i"},{"name":"b","image":"j"}]}}
				""");
		Api.Answer patched = this.api.patch(path + "/p", "strategic-merge", """
				{"spec":{"containers":[{"name":"b","image":"k"}]}}
				""");
		assertThat(patched.body().at("/spec/containers")).hasSize(2);
		assertThat(patched.body().at("/spec/containers/1/image").asString()).isEqualTo("k");
	}

	@Test
	void turnsStringDataIntoData() {
		Api.Answer made = this.api.post(NAMESPACES + "/team/secrets",
				"{\"metadata\":{\"generateName\":\"s-\"},\"stringData\":{\"a\":\"1\"}}");
		assertThat(made.body().path("data").toString()).isEqualTo("{\"a\":\"MQ==\"}");
		assertThat(made.body().path("type").asString()).isEqualTo("Opaque");
		assertThat(made.body().at("/metadata/name").asString()).matches("s-[a-z0-9]{5}");
	}

	@Test
	void fillsWhatAPolicyAndALimitLeaveOut() {
		Api.Answer policy = this.api.post("/apis/networking.k8s.io/v1/namespaces/team/networkpolicies",
				"{\"metadata\":{\"name\":\"n\"},\"spec\":{\"egress\":[{\"ports\":[{\"port\":53}]}]}}");
		assertThat(policy.body().at("/spec/policyTypes").toString()).isEqualTo("[\"Ingress\",\"Egress\"]");
		assertThat(policy.body().at("/spec/egress/0/ports/0/protocol").asString()).isEqualTo("TCP");
		Api.Answer limit = this.api.post(NAMESPACES + "/team/limitranges",
				"{\"metadata\":{\"name\":\"l\"},\"spec\":{\"limits\":[{\"type\":\"Container\",\"max\":{\"cpu\":\"1000m\"}}]}}");
		assertThat(limit.body().at("/spec/limits/0/defaultRequest/cpu").asString()).isEqualTo("1");
	}

	@Test
	void countsObjectsAgainstAQuota() {
		this.api.post(NAMESPACES + "/team/resourcequotas",
				"{\"metadata\":{\"name\":\"q\"},\"spec\":{\"hard\":{\"configmaps\":\"2\"}}}");
		// A real cluster counts what is there a moment later.
		await(() -> this.api.get(NAMESPACES + "/team/resourcequotas/q")
			.body()
			.at("/status/used/configmaps")
			.asString()
			.equals("1"));
		assertThat(this.api.post(MAPS, map("", "{}")).status()).isEqualTo(201);
		assertThat(this.api.get(NAMESPACES + "/team/resourcequotas/q").body().at("/status/used/configmaps").asString())
			.isEqualTo("2");
		assertThat(this.api.post(MAPS, "{\"metadata\":{\"name\":\"n\"}}").message())
			.isEqualTo("configmaps \"n\" is forbidden: exceeded quota: q, requested: configmaps=1, used: configmaps=2,"
					+ " limited: configmaps=2");
	}

	@Test
	void holdsAnObjectUntilItsFinalizersAreGone() {
		this.api.post(MAPS, map("\"finalizers\":[\"a.b/c\"]", "{}"));
		assertThat(this.api.delete(MAPS + "/m").body().at("/metadata").has("deletionTimestamp")).isTrue();
		this.api.patch(MAPS + "/m", "merge", "{\"metadata\":{\"finalizers\":null}}");
		assertThat(this.api.get(MAPS + "/m").status()).isEqualTo(404);
	}

	@Test
	void listsInPages() {
		for (String name : new String[] { "x", "y", "z" }) {
			this.api.namespace(name);
		}
		Api.Answer first = this.api.get(NAMESPACES + "?limit=5");
		assertThat(first.body().path("items")).hasSize(5);
		Api.Answer rest = this.api
			.get(NAMESPACES + "?limit=5&continue=" + first.body().at("/metadata/continue").asString());
		assertThat(rest.body().path("items")).hasSize(3);
		assertThat(rest.body().at("/metadata").has("continue")).isFalse();
	}

	@Test
	void keepsUnchangedWhatADryRunWouldDelete() {
		this.api.post(MAPS, map("", "{}"));
		assertThat(this.api.delete(MAPS + "/m?dryRun=All").status()).isEqualTo(200);
		assertThat(this.api.get(MAPS + "/m").status()).isEqualTo(200);
		assertThat(this.api.delete(MAPS).body().path("items")).isNotEmpty();
		assertThat(this.api.get(MAPS + "/m").status()).isEqualTo(404);
	}

}
