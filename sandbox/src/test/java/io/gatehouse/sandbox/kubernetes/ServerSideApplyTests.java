package io.gatehouse.sandbox.kubernetes;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ServerSideApplyTests extends StandInTest {

	private static final String PATH = MAPS + "/m";

	@Test
	void createsAndBooksTheFields() {
		Api.Answer made = this.api.apply(PATH, "g", map("\"labels\":{\"a\":\"b\"}", "{\"x\":\"1\"}"));
		assertThat(made.status()).isEqualTo(201);
		assertThat(made.body().at("/metadata/managedFields/0/fieldsV1").toString())
			.isEqualTo("{\"f:data\":{\"f:x\":{}},\"f:metadata\":{\"f:labels\":{\"f:a\":{}}}}");
		assertThat(made.body().at("/metadata/managedFields/0/operation").asString()).isEqualTo("Apply");
	}

	@Test
	void keepsVersionAndTimesWhereNothingChanges() {
		Api.Answer first = this.api.apply(PATH, "g", map("", "{\"x\":\"1\"}"));
		Api.Answer second = this.api.apply(PATH, "g", map("", "{\"x\":\"1\"}"));
		assertThat(second.status()).isEqualTo(200);
		assertThat(second.body()).isEqualTo(first.body());
	}

	@Test
	void readsYaml() {
		Api.Answer made = this.api.apply(PATH, "g", """
				apiVersion: v1
				kind: ConfigMap
				metadata: {name: m}
				data:
				  x: "1"
				""");
		assertThat(made.status()).isEqualTo(201);
		assertThat(made.body().at("/data/x").asString()).isEqualTo("1");
	}

	@Test
	void wantsAFieldManager() {
		Api.Answer refused = this.api.send("PATCH", PATH, Api.APPLY, map("", "{}"));
		assertThat(refused.status()).isEqualTo(422);
		assertThat(refused.message()).isEqualTo("PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Required"
				+ " value: is required for apply patch");
	}

	@Test
	void namesEveryConflict() {
		this.api.apply(PATH, "one", map("", "{\"x\":\"1\",\"y\":\"1\"}"));
		Api.Answer refused = this.api.apply(PATH, "two", map("", "{\"x\":\"2\",\"y\":\"2\"}"));
		assertThat(refused.status()).isEqualTo(409);
		assertThat(refused.message())
			.isEqualTo("Apply failed with 2 conflicts: conflicts with \"one\":\n- .data.x\n- .data.y");
		assertThat(refused.body().at("/details/causes")).hasSize(2);
	}

	@Test
	void tellsAnUpdateFromAnApplyInAConflict() {
		this.api.post(MAPS + "?fieldManager=hand", map("", "{\"x\":\"1\"}"));
		Api.Answer refused = this.api.apply(PATH, "g", map("", "{\"x\":\"2\"}"));
		assertThat(refused.message())
			.isEqualTo("Apply failed with 1 conflict: conflict with \"hand\" using v1: .data.x");
	}

	@Test
	void agreesWithAnotherOnTheSameValue() {
		this.api.apply(PATH, "one", map("", "{\"x\":\"1\"}"));
		assertThat(this.api.apply(PATH, "two", map("", "{\"x\":\"1\"}")).status()).isEqualTo(200);
	}

	@Test
	void removesWhatItsOnlyOwnerDropsAndKeepsWhatAnotherOwns() {
		this.api.apply(PATH, "one", map("", "{\"x\":\"1\",\"y\":\"1\"}"));
		this.api.apply(PATH, "two", map("", "{\"y\":\"1\"}"));
		Api.Answer after = this.api.apply(PATH, "one", map("", "{\"z\":\"1\"}"));
		assertThat(after.body().path("data").toString()).isEqualTo("{\"y\":\"1\",\"z\":\"1\"}");
	}

	@Test
	void takesByForceWhatAnotherLosesThen() {
		this.api.apply(PATH, "one", map("", "{\"x\":\"1\",\"y\":\"1\"}"));
		Api.Answer forced = this.api.force(PATH, "two", map("", "{\"x\":\"2\"}"));
		assertThat(forced.body().at("/metadata/managedFields/0/fieldsV1").toString())
			.isEqualTo("{\"f:data\":{\"f:y\":{}}}");
		assertThat(this.api.apply(PATH, "one", map("", "{\"x\":\"1\",\"y\":\"1\"}")).status()).isEqualTo(409);
	}

	@Test
	void takesNothingBackThatAPatchTookOver() {
		this.api.apply(PATH, "g", map("", "{\"x\":\"1\"}"));
		standInOnly().patch("v1", "configmaps", "team", "m", "{\"data\":{\"x\":\"9\"}}", "hand");
		assertThat(this.api.apply(PATH, "g", map("", "{}")).body().at("/data/x").asString()).isEqualTo("9");
		assertThat(this.api.apply(PATH, "g", map("", "{\"x\":\"1\"}")).cause().path("message").asString())
			.isEqualTo("conflict with \"hand\" using v1");
	}

	@Test
	void ownsItemsOfASetOneByOne() {
		this.api.apply(PATH, "one", map("\"finalizers\":[\"a.b/c\"]", "{\"x\":\"1\"}"));
		Api.Answer both = this.api.apply(PATH, "two", map("\"finalizers\":[\"d.e/f\"]", "{\"x\":\"1\"}"));
		assertThat(both.body().at("/metadata/finalizers")).hasSize(2);
		Api.Answer left = this.api.apply(PATH, "one", map("", "{\"x\":\"1\"}"));
		assertThat(left.body().at("/metadata/finalizers").toString()).isEqualTo("[\"d.e/f\"]");
	}

	@Test
	void conflictsOnAnEmptyMapThatTwoApply() {
		this.api.apply(PATH, "one", map("", "{}"));
		assertThat(this.api.apply(PATH, "two", map("", "{}")).message())
			.isEqualTo("Apply failed with 1 conflict: conflict with \"one\": .data");
	}

	@Test
	void replacesAnAtomicListAsAWhole() {
		String path = "/apis/networking.k8s.io/v1/namespaces/team/networkpolicies/n";
		String policy = """
				{"apiVersion":"networking.k8s.io/v1","kind":"NetworkPolicy","metadata":{"name":"n"},
				"spec":{"podSelector":{},"policyTypes":%s}}
				""";
		this.api.apply(path, "one", policy.formatted("[\"Ingress\",\"Egress\"]"));
		Api.Answer refused = this.api.apply(path, "two", policy.formatted("[\"Ingress\"]"));
		assertThat(refused.cause().path("field").asString()).isEqualTo(".spec.policyTypes");
		assertThat(this.api.force(path, "two", policy.formatted("[\"Ingress\"]"))
			.body()
			.at("/metadata/generation")
			.asInt()).isEqualTo(2);
	}

	@Test
	void keepsAQuotaUnchangedThatIsWrittenInOtherWords() {
		String path = NAMESPACES + "/team/resourcequotas/q";
		String quota = """
				{"apiVersion":"v1","kind":"ResourceQuota","metadata":{"name":"q"},"spec":{"hard":{"cpu":"2000m","memory":"1024Mi","pods":1000}}}
				""";
		this.api.apply(path, "g", quota);
		// A real cluster writes the status a moment later.
		await(() -> this.api.get(path).body().at("/status/hard").size() == 3);
		Api.Answer stored = this.api.get(path);
		assertThat(stored.body().at("/spec/hard").toString())
			.isEqualTo("{\"cpu\":\"2\",\"memory\":\"1Gi\",\"pods\":\"1k\"}");
		assertThat(this.api.apply(path, "g", quota).version()).isEqualTo(stored.version());
	}

	@Test
	void storesNothingInADryRun() {
		Api.Answer answered = this.api.send("PATCH", PATH + "?dryRun=All&fieldManager=g", Api.APPLY,
				map("", "{\"x\":\"1\"}"));
		assertThat(answered.status()).isEqualTo(201);
		assertThat(this.api.get(PATH).status()).isEqualTo(404);
	}

	@Test
	void refusesUnknownFieldsAndWrongTypesAsTheRealServer() {
		Api.Answer unknown = this.api.apply(PATH, "g", "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"foo\":1}");
		assertThat(unknown.status()).isEqualTo(500);
		assertThat(unknown.message()).endsWith(".foo: field not declared in schema");
		assertThat(this.api.apply(PATH, "g", map("", "{\"x\":1}")).message())
			.isEqualTo("failed to create typed patch object (/m; /v1, Kind=ConfigMap): .data.x: expected string,"
					+ " got &value.valueUnstructured{Value:1}");
		assertThat(this.api.apply(PATH, "g", map("\"managedFields\":[]", "{}")).message())
			.isEqualTo("metadata.managedFields must be nil");
	}

}
