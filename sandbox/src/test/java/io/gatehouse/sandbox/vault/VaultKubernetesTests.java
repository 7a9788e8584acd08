package io.gatehouse.sandbox.vault;

import java.util.Base64;
import java.util.List;
import java.util.Map;

import io.gatehouse.sandbox.http.Router;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The Kubernetes login, against an API server that reviews tokens. */
class VaultKubernetesTests extends VaultTest {

	private static final String GOOD = jwt("shop", "web-1", "u-1");

	private final Router.Running api = new Router()
		.on("POST", "/apis/authentication.k8s.io/v1/tokenreviews",
				(exchange) -> exchange.json(201, Map.of("status",
						review(exchange.header("Authorization"), exchange.json().at("/spec/token").asString()))))
		.start(0);

	@BeforeEach
	void enable() {
		assertThat(this.vault.post("sys/auth/kubernetes", "{'type':'kubernetes'}").status()).isEqualTo(204);
		this.vault.post("auth/kubernetes/config", "{'kubernetes_host':'" + this.api.uri()
				+ "','token_reviewer_jwt':'reviewer','disable_local_ca_jwt':true}");
	}

	@AfterEach
	void stopApi() {
		this.api.close();
	}

	@Test
	void readsBackInAnotherForm() {
		this.vault.post("auth/kubernetes/role/App",
				"{'bound_service_account_names':'web*','bound_service_account_namespaces':'shop','token_policies':'p','token_ttl':'20m'}");
		VaultClient.Answer role = this.vault.get("auth/kubernetes/role/app");
		assertThat(role.data().path("bound_service_account_names").toString()).isEqualTo("[\"web*\"]");
		assertThat(role.data().path("token_ttl").asInt()).isEqualTo(1200);
		assertThat(this.vault.list("auth/kubernetes/role").data().toString()).isEqualTo("{\"keys\":[\"app\"]}");
		assertThat(this.vault.get("auth/kubernetes/config").data().path("token_reviewer_jwt_set").asBoolean()).isTrue();
		assertThat(this.vault.delete("auth/kubernetes/role/app").status()).isEqualTo(204);
		assertThat(this.vault.get("auth/kubernetes/role/app").json()).isEqualTo(NO_WORDS);
		assertThat(this.vault.list("auth/kubernetes/role").status()).isEqualTo(404);
	}

	@Test
	void logsInWhomTheApiServerVouchesFor() {
		role("app", "web*", "shop");
		VaultClient.Answer login = login("app", GOOD);
		assertThat(login.status()).isEqualTo(200);
		assertThat(login.json().at("/auth/policies").toString()).isEqualTo("[\"default\",\"p\"]");
		assertThat(login.json().at("/auth/lease_duration").asInt()).isEqualTo(1200);
		VaultClient app = this.vault.as(login.json().at("/auth/client_token").asString());
		assertThat(app.get("auth/token/lookup-self").data().at("/meta/service_account_name").asString())
			.isEqualTo("web-1");
	}

	@Test
	void refusesAllOthers() {
		role("app", "web*", "shop");
		assertThat(login("none", GOOD).errors()).contains("invalid role name");
		assertThat(login("app", "").errors()).contains("missing jwt");
		assertThat(login("app", jwt("shop", "db", "u-1")).errors()).contains("service account name not authorized");
		assertThat(login("app", jwt("other", "web-1", "u-1")).errors()).contains("namespace not authorized");
		assertThat(login("app", jwt("shop", "web-1", "forged")).status()).isEqualTo(403);
		this.api.close();
		assertThat(login("app", GOOD).status()).isEqualTo(403);
	}

	@Test
	void takesLoginsByWritingOnly() {
		for (VaultClient caller : List.of(this.vault, this.vault.as(""))) {
			VaultClient.Answer read = caller.get("auth/kubernetes/login");
			assertThat(read.status()).isEqualTo(405);
			assertThat(read.errors()).isEqualTo("[\"unsupported operation\"]");
		}
		assertThat(this.vault.as("").get("auth/none/login").status()).isEqualTo(403);
	}

	@Test
	void checksRoles() {
		assertThat(this.vault.post("auth/kubernetes/role/x", "{}").errors()).contains("can not be empty");
		assertThat(this.vault
			.post("auth/kubernetes/role/x",
					"{'bound_service_account_names':'a','bound_service_account_namespaces':'b','token_ttl':'xx'}")
			.status()).isEqualTo(400);
		assertThat(this.vault.post("sys/auth/kubernetes", "{'type':'kubernetes'}").errors())
			.contains("path is already in use at kubernetes/");
	}

	private void role(String name, String accounts, String namespace) {
		this.vault.post("auth/kubernetes/role/" + name,
				"{'bound_service_account_names':'" + accounts + "','bound_service_account_namespaces':['" + namespace
						+ "'],'token_policies':['p'],'token_ttl':1200}");
	}

	private VaultClient.Answer login(String role, String jwt) {
		return this.vault.as("").post("auth/kubernetes/login", "{'role':'" + role + "','jwt':'" + jwt + "'}");
	}

	private static Map<String, ?> review(String authorization, String token) {
		if (!authorization.equals("Bearer reviewer") || !token.equals(GOOD)) {
			return Map.of("authenticated", false);
		}
		return Map.of("authenticated", true, "user",
				Map.of("username", "system:serviceaccount:shop:web-1", "uid", "u-1", "groups", List.of()));
	}

	private static String jwt(String namespace, String name, String uid) {
		String claims = "{\"iat\":1700000000,\"exp\":4000000000,\"kubernetes.io\":{\"namespace\":\"" + namespace
				+ "\",\"serviceaccount\":{\"name\":\"" + name + "\",\"uid\":\"" + uid + "\"}}}";
		Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
		return encoder.encodeToString("{\"alg\":\"RS256\"}".getBytes()) + "."
				+ encoder.encodeToString(claims.getBytes()) + ".c2ln";
	}

}
