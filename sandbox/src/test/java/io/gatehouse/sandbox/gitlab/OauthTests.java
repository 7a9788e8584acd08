package io.gatehouse.sandbox.gitlab;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.RSAPublicKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

class OauthTests {

	private static final String VERIFIER = "a-verifier-that-is-long-enough-for-the-specification-0123456789";

	@AutoClose
	private final TestGitlab gitlab = new TestGitlab();

	private static Map<String, String> request() {
		Map<String, String> fields = new HashMap<>(Map.of("client_id", TestGitlab.CLIENT, "redirect_uri",
				TestGitlab.CALLBACK, "response_type", "code", "scope", "openid read_user", "state", "st&te", "nonce",
				"n-1", "code_challenge", Secrets.s256(VERIFIER), "code_challenge_method", "S256"));
		return fields;
	}

	private TestGitlab.Reply show(Map<String, String> request) {
		StringBuilder query = new StringBuilder();
		request.forEach((name, value) -> query.append(query.isEmpty() ? '?' : '&')
			.append(name)
			.append('=')
			.append(TestGitlab.encode(value)));
		return this.gitlab.send("GET", "/oauth/authorize" + query, null);
	}

	private TestGitlab.Reply pick(String username) {
		Map<String, String> fields = request();
		fields.put("person", username);
		return this.gitlab.form("/oauth/authorize", fields);
	}

	private String code(String username) {
		String location = pick(username).header("Location");
		assertThat(location).startsWith(TestGitlab.CALLBACK + "?code=").endsWith("&state=st%26te");
		return location.replaceFirst(".*code=([^&]+).*", "$1");
	}

	private Map<String, String> grant(String code) {
		return new HashMap<>(Map.of("grant_type", "authorization_code", "code", code, "redirect_uri",
				TestGitlab.CALLBACK, "code_verifier", VERIFIER));
	}

	private TestGitlab.Reply token(Map<String, String> fields) {
		String pair = TestGitlab.CLIENT + ":" + TestGitlab.SECRET;
		return this.gitlab.form("/oauth/token", fields, "Authorization",
				"Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
	}

	private TestGitlab.Reply bearer(String method, String path, String token) {
		return this.gitlab.send(method, path, null, "Authorization", "Bearer " + token);
	}

	@Test
	void showsThePeopleAndMarksTheCurrentOne() {
		TestGitlab.Reply page = show(request());
		assertThat(page.status()).isEqualTo(200);
		assertThat(page.text())
			.contains("Stand-in for GitLab", ">Dana Dev</button>", ">Денис Петров</button>", ">Otto Outsider</button>")
			.doesNotContain("Administrator</button>", "aria-current", "<script");
		String cookie = pick("olga").header("Set-Cookie");
		assertThat(cookie).contains("HttpOnly", "SameSite=Lax");
		String query = "/oauth/authorize?client_id=portal-id&response_type=code&redirect_uri="
				+ TestGitlab.encode(TestGitlab.CALLBACK);
		assertThat(this.gitlab.send("GET", query, null, "Cookie", cookie.substring(0, cookie.indexOf(';'))).text())
			.contains("aria-current=\"true\">Olga Ops</button>");
	}

	@Test
	void neverSendsBackToAnAddressThatIsNotRegistered() {
		Map<String, String> unknown = request();
		unknown.put("client_id", "other");
		assertThat(show(unknown).status()).isEqualTo(401);
		Map<String, String> elsewhere = request();
		elsewhere.put("redirect_uri", TestGitlab.CALLBACK + "/more");
		assertThat(show(elsewhere).status()).isEqualTo(400);
		assertThat(show(elsewhere).header("Location")).isNull();
		Map<String, String> scope = request();
		scope.put("scope", "everything");
		assertThat(show(scope).header("Location")).contains("error=invalid_scope", "state=st%26te");
	}

	@Test
	void exchangesACodeOnce() {
		String code = code("dana");
		TestGitlab.Reply reply = token(grant(code));
		assertThat(reply.status()).isEqualTo(200);
		assertThat(reply.at("/token_type").asString()).isEqualToIgnoringCase("bearer");
		assertThat(reply.at("/expires_in").asInt()).isEqualTo(7200);
		assertThat(reply.at("/scope").asString()).isEqualTo("openid read_user");
		assertThat(reply.at("/created_at").asLong()).isEqualTo(this.gitlab.clock.instant().getEpochSecond());
		assertThat(bearer("GET", "/api/v4/user", reply.at("/access_token").asString()).at("/username").asString())
			.isEqualTo("dana");
		assertThat(bearer("GET", "/api/v4/projects", reply.at("/access_token").asString()).status()).isEqualTo(403);
		TestGitlab.Reply replayed = token(grant(code));
		assertThat(replayed.status()).isEqualTo(400);
		assertThat(replayed.at("/error").asString()).isEqualTo("invalid_grant");
		assertThat(replayed.at("/error_description").isString()).isTrue();
	}

	@Test
	void refusesWrongVerifierAddressClientAndLateCode() {
		Map<String, String> verifier = grant(code("dana"));
		verifier.put("code_verifier", "another");
		assertThat(token(verifier).at("/error").asString()).isEqualTo("invalid_grant");
		Map<String, String> none = grant(code("dana"));
		none.remove("code_verifier");
		assertThat(token(none).at("/error").asString()).isEqualTo("invalid_grant");
		Map<String, String> address = grant(code("dana"));
		address.put("redirect_uri", "http://localhost:9999/");
		assertThat(token(address).at("/error").asString()).isEqualTo("invalid_grant");
		TestGitlab.Reply client = this.gitlab.form("/oauth/token", grant(code("dana")));
		assertThat(client.status()).isEqualTo(401);
		assertThat(client.at("/error").asString()).isEqualTo("invalid_client");
		String late = code("dana");
		this.gitlab.clock.advance(Duration.ofMinutes(10));
		assertThat(token(grant(late)).status()).isEqualTo(400);
	}

	@Test
	void takesTheSecretInTheForm() {
		Map<String, String> fields = grant(code("dana"));
		fields.put("client_id", TestGitlab.CLIENT);
		fields.put("client_secret", TestGitlab.SECRET);
		assertThat(this.gitlab.form("/oauth/token", fields).status()).isEqualTo(200);
		fields.put("client_secret", "wrong");
		assertThat(this.gitlab.form("/oauth/token", fields).status()).isEqualTo(401);
	}

	@Test
	void killsTheOldPairWhenRefreshed() {
		TestGitlab.Reply first = token(grant(code("dana")));
		Map<String, String> refresh = Map.of("grant_type", "refresh_token", "refresh_token",
				first.at("/refresh_token").asString());
		TestGitlab.Reply second = token(refresh);
		assertThat(second.status()).isEqualTo(200);
		assertThat(bearer("GET", "/api/v4/user", first.at("/access_token").asString()).status()).isEqualTo(401);
		assertThat(bearer("GET", "/api/v4/user", second.at("/access_token").asString()).status()).isEqualTo(200);
		TestGitlab.Reply again = token(refresh);
		assertThat(again.status()).isEqualTo(400);
		assertThat(again.at("/error").asString()).isEqualTo("invalid_grant");
	}

	@Test
	void endsTokensByTimeAndByRevocation() {
		String access = token(grant(code("dana"))).at("/access_token").asString();
		this.gitlab.clock.advance(Duration.ofMinutes(30));
		TestGitlab.Reply info = bearer("GET", "/oauth/token/info", access);
		assertThat(info.at("/expires_in").asInt()).isEqualTo(5400);
		assertThat(info.at("/scope").isArray()).isTrue();
		assertThat(info.at("/application/uid").asString()).isEqualTo(TestGitlab.CLIENT);
		this.gitlab.clock.advance(Duration.ofMinutes(90));
		assertThat(bearer("GET", "/oauth/token/info", access).status()).isEqualTo(401);
		assertThat(bearer("GET", "/api/v4/user", access).at("/error").asString()).isEqualTo("invalid_token");

		String other = token(grant(code("dana"))).at("/access_token").asString();
		assertThat(this.gitlab.form("/oauth/revoke", Map.of("token", other)).status()).isEqualTo(403);
		TestGitlab.Reply revoked = this.gitlab.form("/oauth/revoke",
				Map.of("token", other, "client_id", TestGitlab.CLIENT, "client_secret", TestGitlab.SECRET));
		assertThat(revoked.status()).isEqualTo(200);
		assertThat(revoked.text()).isEqualTo("{}");
		assertThat(bearer("GET", "/api/v4/user", other).status()).isEqualTo(401);
	}

	@Test
	void tellsWhoSomebodyIs() {
		this.gitlab.standIn.addToGroup("dana", "platform", 30);
		String access = token(grant(code("dana"))).at("/access_token").asString();
		JsonNode claims = bearer("GET", "/oauth/userinfo", access).json();
		assertThat(claims.get("sub").asString()).isEqualTo(Long.toString(this.gitlab.idOfUser("dana")));
		assertThat(claims.get("nickname").asString()).isEqualTo("dana");
		assertThat(claims.get("preferred_username").asString()).isEqualTo("dana");
		assertThat(claims.get("name").asString()).isEqualTo("Dana Dev");
		assertThat(claims.get("groups").valueStream().map(JsonNode::asString)).contains("developers", "platform",
				"platform/admins", "teams/payments");
		assertThat(claims.has("groups_direct")).isFalse();
		TestGitlab.Reply unscoped = bearer("GET", "/oauth/userinfo", this.gitlab.tokenOf("dana"));
		assertThat(unscoped.status()).isEqualTo(403);
		assertThat(unscoped.text()).isEmpty();
		assertThat(bearer("GET", "/oauth/userinfo", "wrong").status()).isEqualTo(401);
	}

	@Test
	void signsIdTokens() throws Exception {
		String[] parts = token(grant(code("dana"))).at("/id_token").asString().split("\\.");
		JsonNode claims = TestGitlab.JSON.readTree(Base64.getUrlDecoder().decode(parts[1]));
		JsonNode configuration = this.gitlab.send("GET", "/.well-known/openid-configuration", null).json();
		assertThat(configuration.get("issuer").asString()).isEqualTo(this.gitlab.standIn.uri().toString());
		assertThat(claims.get("iss")).isEqualTo(configuration.get("issuer"));
		assertThat(claims.get("aud").asString()).isEqualTo(TestGitlab.CLIENT);
		assertThat(claims.get("nonce").asString()).isEqualTo("n-1");
		assertThat(claims.get("groups_direct").valueStream().map(JsonNode::asString))
			.containsExactlyInAnyOrder("developers", "teams/payments");
		assertThat(claims.has("groups")).isFalse();

		JsonNode key = this.gitlab.send("GET", "/oauth/discovery/keys", null).at("/keys/0");
		Signature signature = Signature.getInstance("SHA256withRSA");
		signature.initVerify(KeyFactory.getInstance("RSA")
			.generatePublic(new RSAPublicKeySpec(number(key.get("n")), number(key.get("e")))));
		signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
		assertThat(signature.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
	}

	private static BigInteger number(JsonNode text) {
		return new BigInteger(1, Base64.getUrlDecoder().decode(text.asString()));
	}

	@Test
	void letsNobodyInWhoIsBlockedButKeepsTheirTokens() {
		String access = token(grant(code("dana"))).at("/access_token").asString();
		this.gitlab.standIn.blockUser("dana");
		TestGitlab.Reply page = pick("dana");
		assertThat(page.status()).isEqualTo(403);
		assertThat(page.text()).contains("Your account has been blocked");
		assertThat(bearer("GET", "/api/v4/user", access).status()).isEqualTo(403);
		this.gitlab.standIn.unblockUser("dana");
		assertThat(bearer("GET", "/api/v4/user", access).status()).isEqualTo(200);
		assertThat(List.of(pick("root").status(), pick("nobody").status())).containsOnly(400);
	}

}
