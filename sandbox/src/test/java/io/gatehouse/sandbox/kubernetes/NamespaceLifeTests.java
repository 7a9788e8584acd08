package io.gatehouse.sandbox.kubernetes;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class NamespaceLifeTests extends StandInTest {

	@Test
	void isBornWithItsLabelAccountAndCertificate() {
		assertThat(this.api.get(NAMESPACES + "/team")
			.body()
			.at("/metadata/labels/kubernetes.io~1metadata.name")
			.asString()).isEqualTo("team");
		assertThat(this.api.get(NAMESPACES + "/team/serviceaccounts/default").status()).isEqualTo(200);
		assertThat(this.api.get(MAPS + "/kube-root-ca.crt").status()).isEqualTo(200);
	}

	@Test
	void goesAwayWithAllThatIsInIt() {
		this.api.post(MAPS, map("", "{}"));
		Api.Answer deleted = this.api.delete(NAMESPACES + "/team");
		assertThat(deleted.body().at("/status/phase").asString()).isEqualTo("Terminating");
		await(() -> this.api.get(NAMESPACES + "/team").status() == 404);
		assertThat(this.api.get(MAPS + "/m").status()).isEqualTo(404);
	}

	@Test
	void takesNothingNewWhileItGoes() {
		this.api.post(MAPS, map("\"finalizers\":[\"a.b/c\"]", "{}"));
		this.api.delete(NAMESPACES + "/team");
		Api.Answer refused = this.api.post(MAPS, "{\"metadata\":{\"name\":\"n\"}}");
		assertThat(refused.status()).isEqualTo(403);
		assertThat(refused.message())
			.isEqualTo("configmaps \"n\" is forbidden: unable to create new content in namespace"
					+ " team because it is being terminated");
		assertThat(refused.cause().path("reason").asString()).isEqualTo("NamespaceTerminating");
		await(() -> this.api.get(NAMESPACES + "/team").body().at("/status/conditions").size() > 0);
		this.api.patch(MAPS + "/m", "merge", "{\"metadata\":{\"finalizers\":null}}");
		await(() -> this.api.get(NAMESPACES + "/team").status() == 404);
	}

	@Test
	void waitsForAFinalizerOfAnother() {
		Api.Answer live = this.api.patch(NAMESPACES + "/team", "merge", "{\"metadata\":{\"finalizers\":[\"a.b/c\"]}}");
		assertThat(live.status()).isEqualTo(200);
		this.api.delete(NAMESPACES + "/team");
		await(() -> this.api.get(NAMESPACES + "/team").body().at("/spec/finalizers").isEmpty());
		this.api.patch(NAMESPACES + "/team", "merge", "{\"metadata\":{\"finalizers\":null}}");
		assertThat(this.api.get(NAMESPACES + "/team").status()).isEqualTo(404);
	}

	@Test
	void refusesToDeleteWhatTheClusterNeeds() {
		assertThat(this.api.delete(NAMESPACES + "/kube-system").message())
			.isEqualTo("namespaces \"kube-system\" is forbidden: this namespace may not be deleted");
	}

	@Test
	void showsItselfOnAPageWithoutItsSecrets() {
		standInOnly();
		this.api.post(NAMESPACES + "/team/secrets",
				"{\"metadata\":{\"name\":\"s\",\"annotations\":{\"a\":\"<b>\"}},\"stringData\":{\"k\":\"hunter2\"}}");
		String page = as("").get("/ui/namespaces/team").body().asString();
		assertThat(page).contains("stand-in for Kubernetes", "Secret s", "&lt;b&gt;").doesNotContain("aHVudGVyMg==");
		assertThat(as("").get("/ui").body().asString()).contains("/ui/namespaces/team");
	}

}
