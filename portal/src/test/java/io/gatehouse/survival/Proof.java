package io.gatehouse.survival;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.gatehouse.Journey;
import io.gatehouse.Stage;
import io.gatehouse.adapter.OtherHand;
import io.gatehouse.request.asset.AssetState;
import io.gatehouse.request.audit.AuditChain;
import io.gatehouse.request.lifecycle.ServiceRequest;
import io.gatehouse.request.lifecycle.Step;
import io.gatehouse.sandbox.gitlab.GroupSnapshot;
import io.gatehouse.sandbox.gitlab.ProjectSnapshot;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.test.context.TestComponent;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/** Proves that a project came to be exactly once, whatever happened on the way. */
@TestComponent
class Proof {

	private static final int MAINTAINER = 40;

	private final Stage stage;

	private final Journey journey;

	private final AuditChain chain;

	private final JdbcClient jdbc;

	Proof(Stage stage, Journey journey, AuditChain chain, JdbcClient jdbc) {
		this.stage = stage;
		this.journey = journey;
		this.chain = chain;
		this.jdbc = jdbc;
	}

	/** All that the request {@code project} makes is there, once, and nothing is left. */
	void madeOnce(ServiceRequest request, String team, String name) {
		assertThat(this.journey.read(request.number()).steps()).allMatch(Step::isDone);
		assertThat(this.journey.asset(request).state()).isEqualTo(AssetState.ACTIVE);
		codeOnce("teams/" + team, "teams/" + team + "/" + name);
		tokenOnce("teams/" + team + "/" + name);
		spaceOnce(team + "-" + name);
		nothingLeft(request);
		assertThat(this.chain.verify()).satisfies((verdict) -> assertThat(verdict.unbroken()).isTrue());
	}

	private void codeOnce(String group, String path) {
		GroupSnapshot team = this.stage.gitlab().group(group).orElseThrow();
		assertThat(team.projects()).containsOnlyOnce(path);
		assertThat(team.markedForDeletionOn()).isNull();
		ProjectSnapshot project = this.stage.gitlab().project(path).orElseThrow();
		assertThat(project.commits()).hasSize(1);
		assertThat(project.files()).containsOnlyKeys("README.md", ".gitlab-ci.yml");
		assertThat(team.members().get("dana").level()).isEqualTo(MAINTAINER);
		assertThat(project.protectedBranches()).containsOnlyKeys("main");
		assertThat(project.protectedTags()).containsOnlyKeys("v*");
		assertThat(project.markedForDeletionOn()).isNull();
	}

	/** One lives, it is the one that is stored, and so nobody holds another. */
	private void tokenOnce(String path) {
		List<String> alive = new ArrayList<>();
		List<String> users = new ArrayList<>();
		tokens().filter((token) -> token.at("/name").asString().equals(path)).forEach((token) -> {
			alive.add(token.at("/id").asString());
			users.add(token.at("/username").asString());
		});
		assertThat(alive).as("living deploy tokens").hasSize(1);
		JsonNode stored = get(this.stage.vaultHand(), "/v1/secret/data/gatehouse/" + path + "/deploy-token");
		assertThat(stored.at("/data/data/username").asString()).isEqualTo(users.getFirst());
		assertThat(stored.at("/data/data/token").asString()).isNotEmpty();
		JsonNode labels = get(this.stage.vaultHand(), "/v1/secret/metadata/gatehouse/" + path + "/deploy-token");
		assertThat(labels.at("/data/custom_metadata/token-id").asString()).isEqualTo(alive.getFirst());
	}

	/** All that live, however many pages they fill. */
	private Stream<JsonNode> tokens() {
		return IntStream.iterate(1, (page) -> page + 1)
			.mapToObj((page) -> get(this.stage.gitlabHand(),
					"/api/v4/projects/platform%2Flibraries/deploy_tokens?active=true&per_page=100&page=" + page))
			.takeWhile((page) -> !page.isEmpty())
			.flatMap(JsonNode::valueStream);
	}

	private void spaceOnce(String namespace) {
		Map.of("resourcequotas", "v1", "limitranges", "v1", "networkpolicies", "networking.k8s.io/v1", "rolebindings",
				"rbac.authorization.k8s.io/v1")
			.forEach((kind, version) -> {
				JsonNode all = get(this.stage.clusterHand(), (version.equals("v1") ? "/api/" : "/apis/") + version
						+ "/namespaces/" + namespace + "/" + kind);
				assertThat(all.at("/items").size()).as(kind).isEqualTo(1);
			});
		get(this.stage.vaultHand(), "/v1/sys/policies/acl/" + namespace);
		get(this.stage.vaultHand(), "/v1/auth/kubernetes/role/" + namespace);
	}

	private static JsonNode get(OtherHand hand, String path) {
		OtherHand.Answer answer = hand.send("GET", path, null, null);
		assertThat(answer.status()).as(path).isEqualTo(200);
		return answer.body();
	}

	/** No lock, no entry in the queue. */
	void nothingLeft(ServiceRequest request) {
		this.journey.until(
				() -> count("select count(*) from scheduled_tasks where task_instance like '" + request.id() + "%'"),
				(left) -> left == 0);
		assertThat(count("select count(*) from resource_lock where request_id = '" + request.id() + "'")).isZero();
	}

	private long count(String sql) {
		return this.jdbc.sql(sql).query(Long.class).single();
	}

}
