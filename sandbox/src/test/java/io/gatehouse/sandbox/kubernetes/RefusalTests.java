package io.gatehouse.sandbox.kubernetes;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Holds the wording of refusals to what kube-apiserver 1.36.4 answered. */
class RefusalTests extends StandInTest {

	@Test
	void refusesANameThatIsNoLabel() {
		Api.Answer refused = this.api.post(NAMESPACES, "{\"metadata\":{\"name\":\"Foo_1\"}}");
		assertThat(refused.status()).isEqualTo(422);
		assertThat(refused.message())
			.isEqualTo("Namespace \"Foo_1\" is invalid: metadata.name: Invalid value: \"Foo_1\": a lowercase RFC 1123"
					+ " label must consist of lower case alphanumeric characters or '-', and must start and end with"
					+ " an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is"
					+ " '[a-z0-9]([-a-z0-9]*[a-z0-9])?')");
		assertThat(refused.cause().path("reason").asString()).isEqualTo("FieldValueInvalid");
		assertThat(refused.cause().path("field").asString()).isEqualTo("metadata.name");
	}

	@Test
	void refusesAnUnknownPodSecurityLevel() {
		assertThat(this.api
			.post(NAMESPACES,
					"{\"metadata\":{\"name\":\"p\",\"labels\":{\"pod-security.kubernetes.io/enforce\":\"strict\"}}}")
			.message())
			.isEqualTo("Namespace \"p\" is invalid: metadata.labels[pod-security.kubernetes.io/enforce]: Invalid value:"
					+ " \"strict\": must be one of privileged, baseline, restricted");
	}

	@Test
	void refusesToChangeARoleRef() {
		String binding = """
				{"metadata":{"name":"r"},"roleRef":{"kind":"ClusterRole","name":"%s"},"subjects":[{"kind":"Group","name":"devs"}]}
				""";
		Api.Answer made = this.api.post(RBAC + "rolebindings", binding.formatted("view"));
		assertThat(made.body().at("/subjects/0/apiGroup").asString()).isEqualTo("rbac.authorization.k8s.io");
		Api.Answer refused = this.api.put(RBAC + "rolebindings/r", binding.formatted("edit"));
		assertThat(refused.status()).isEqualTo(422);
		assertThat(refused.message()).endsWith("cannot change roleRef");
	}

	@Test
	void refusesAMalformedQuantity() {
		Api.Answer refused = this.api.post(NAMESPACES + "/team/resourcequotas",
				"{\"metadata\":{\"name\":\"q\"},\"spec\":{\"hard\":{\"cpu\":\"2x\"}}}");
		assertThat(refused.status()).isEqualTo(400);
		assertThat(refused.message()).contains("quantities must match the regular expression");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			/api/v1/namespaces/nope/configmaps       | {"metadata":{"name":"m"}}                    | 404
			/api/v1/namespaces/team/configmaps       | {"metadata":{"name":"m","namespace":"x"}}    | 400
			/api/v1/namespaces/team/configmaps       | {"kind":"Secret","apiVersion":"v1"}          | 400
			/api/v1/namespaces/team/configmaps       | {"data":{"a":1}}                             | 400
			/api/v1/namespaces/team/configmaps       | {                                            | 400
			/api/v1/namespaces/team/configmaps       | {"metadata":{}}                              | 422
			/api/v1/namespaces?fieldValidation=Strict| {"metadata":{"name":"p"},"foo":1}            | 400
			/api/v1/namespaces?dryRun=Some           | {"metadata":{"name":"p"}}                    | 422
			/api/v1/foos                             | {}                                           | 404
			/api/v1/namespaces/team                  | {}                                           | 405
			""")
	void refuses(String path, String body, int status) {
		Api.Answer refused = this.api.post(path, body);
		assertThat(refused.status()).isEqualTo(status);
		assertThat(refused.body().path("kind").asString()).isEqualTo("Status");
		assertThat(refused.body().path("code").asInt()).isEqualTo(status);
	}

	@Test
	void refusesADifferentNameInTheBody() {
		assertThat(this.api.put(NAMESPACES + "/team", "{\"metadata\":{\"name\":\"x\"}}").message())
			.isEqualTo("the name of the object (x) does not match the name on the URL (team)");
	}

	@Test
	void knowsNoOneByAWrongToken() {
		Api.Answer refused = as("wrong").get(NAMESPACES);
		assertThat(refused.status()).isEqualTo(401);
		assertThat(refused.reason()).isEqualTo("Unauthorized");
		assertThat(as("").get(NAMESPACES).message()).contains("system:anonymous");
	}

}
