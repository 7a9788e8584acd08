package io.gatehouse.sandbox.kubernetes;

import java.util.Base64;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class RbacTests extends StandInTest {

	private void bind(String role, String subject) {
		assertThat(this.api.post(RBAC + "rolebindings", """
				{"metadata":{"name":"r"},"roleRef":{"kind":"ClusterRole","name":"%s"},"subjects":[%s]}
				""".formatted(role, subject)).status()).isEqualTo(201);
	}

	@Test
	void refusesWhatNoRoleAllows() {
		assertThat(this.bob.get(NAMESPACES).message()).isEqualTo("namespaces is forbidden: User \"bob\" cannot list"
				+ " resource \"namespaces\" in API group \"\" at the cluster scope");
		assertThat(this.bob.get(MAPS + "/m").message())
			.isEqualTo("configmaps \"m\" is forbidden: User \"bob\" cannot get"
					+ " resource \"configmaps\" in API group \"\" in the namespace \"team\"");
	}

	@Test
	void allowsWhatABindingOfTheGroupGives() {
		bind("view", "{\"kind\":\"Group\",\"name\":\"devs\"}");
		await(() -> this.bob.get(MAPS).status() == 200);
		assertThat(this.bob.get(NAMESPACES + "/team/secrets").status()).isEqualTo(403);
		assertThat(this.bob.get(NAMESPACES + "/default/configmaps").status()).isEqualTo(403);
	}

	@Test
	void letsNobodyGrantMoreThanTheyHave() {
		bind("admin", "{\"kind\":\"User\",\"name\":\"bob\"}");
		await(() -> this.bob.get(RBAC + "roles").status() == 200);
		Api.Answer refused = this.bob.post(RBAC + "roles", """
				{"metadata":{"name":"nodes"},"rules":[{"apiGroups":[""],"resources":["nodes"],"verbs":["get"]}]}
				""");
		assertThat(refused.status()).isEqualTo(403);
		assertThat(refused.message()).contains("is attempting to grant RBAC permissions not currently held:",
				"{APIGroups:[\"\"], Resources:[\"nodes\"], Verbs:[\"get\"]}");
		assertThat(this.bob.post(RBAC + "roles", """
				{"metadata":{"name":"pods"},"rules":[{"apiGroups":[""],"resources":["pods"],"verbs":["get"]}]}
				""").status()).isEqualTo(201);
	}

	@Test
	void knowsAServiceAccountByItsToken() {
		bind("view", "{\"kind\":\"ServiceAccount\",\"name\":\"default\",\"namespace\":\"team\"}");
		String token = this.api.post(NAMESPACES + "/team/serviceaccounts/default/token", "{\"spec\":{}}")
			.body()
			.at("/status/token")
			.asString();
		await(() -> as(token).get(MAPS).status() == 200);
		JsonNode user = this.api
			.post("/apis/authentication.k8s.io/v1/tokenreviews", "{\"spec\":{\"token\":\"%s\"}}".formatted(token))
			.body()
			.at("/status/user");
		String uid = this.api.get(NAMESPACES + "/team/serviceaccounts/default").body().at("/metadata/uid").asString();
		assertThat(user.path("username").asString()).isEqualTo("system:serviceaccount:team:default");
		assertThat(user.path("uid").asString()).isEqualTo(uid);
		JsonNode claims = JsonMapper.shared().readTree(Base64.getUrlDecoder().decode(token.split("\\.")[1]));
		assertThat(claims.path("iss").asString()).isEqualTo("https://kubernetes.default.svc");
		assertThat(claims.path("aud").path(0).asString()).isEqualTo("https://kubernetes.default.svc");
		assertThat(claims.at("/kubernetes.io/namespace").asString()).isEqualTo("team");
		assertThat(claims.at("/kubernetes.io/serviceaccount/name").asString()).isEqualTo("default");
		assertThat(claims.at("/kubernetes.io/serviceaccount/uid").asString()).isEqualTo(uid);
		this.api.delete(NAMESPACES + "/team/serviceaccounts/default");
		// A real server believes a token for a few seconds more.
		await(() -> as(token).get(MAPS).status() == 401);
	}

	@Test
	void answersReviews() {
		bind("view", "{\"kind\":\"Group\",\"name\":\"devs\"}");
		await(() -> this.bob.get(MAPS).status() == 200);
		String review = """
				{"spec":{%s"resourceAttributes":{"verb":"list","resource":"pods","namespace":"team"}}}
				""";
		assertThat(this.bob.post("/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", review.formatted(""))
			.body()
			.at("/status/allowed")
			.asBoolean()).isTrue();
		assertThat(this.api
			.post("/apis/authorization.k8s.io/v1/subjectaccessreviews", review.formatted("\"user\":\"eve\","))
			.body()
			.at("/status/allowed")
			.asBoolean()).isFalse();
		assertThat(this.bob.post("/apis/authentication.k8s.io/v1/tokenreviews", "{}").status()).isEqualTo(403);
	}

}
