package io.gatehouse.platform;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import io.gatehouse.sandbox.http.Exchange;
import io.gatehouse.sandbox.http.Router;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** What bin/audit-dependencies makes of what OSV answers. */
class AuditDependenciesTests {

	private static final String LIST = """
			{"bomFormat": "CycloneDX", "components": [
			 {"name": "good", "purl": "pkg:maven/org.example/good@1.0?type=jar"},
			 {"name": "bad", "purl": "pkg:maven/org.example/bad@2.0?type=jar"},
			 {"name": "worse", "purl": "pkg:maven/org.example/worse@3.0-M1%2Bx?type=jar"},
			 {"name": "unnumbered"}]}""";

	private static final String BAD = """
			{"id": "GHSA-bad", "aliases": ["CVE-2026-1"], "summary": "It lets\\n anybody in",
			 "database_specific": {"severity": "HIGH"},
			 "affected": [{"package": {"ecosystem": "Maven", "name": "org.example:bad"},
			  "ranges": [{"events": [{"introduced": "0"}, {"fixed": "2.1"}]}]}]}""";

	@TempDir
	Path folder;

	private final List<JsonNode> asked = new ArrayList<>();

	private final AtomicInteger failures = new AtomicInteger();

	private Router.Handler answer = (exchange) -> exchange.json(200, found("GHSA-bad"));

	@AutoClose
	private final Router.Running osv = new Router().on("POST", "/v1/querybatch", this::batch)
		.on("GET", "/v1/vulns/GHSA-bad", (exchange) -> exchange.json(200, JsonMapper.shared().readTree(BAD)))
		.on("GET", "/v1/vulns/GHSA-gone",
				(exchange) -> exchange.json(200, Map.of("id", "GHSA-gone", "withdrawn", "2026-01-01T00:00:00Z")))
		.on("GET", "/v1/vulns/GHSA-bare", (exchange) -> exchange.json(200, Map.of("id", "GHSA-bare")))
		.start(0);

	private void batch(Exchange exchange) throws Exception {
		if (this.failures.getAndDecrement() > 0) {
			exchange.json(503, Map.of("code", 14));
			return;
		}
		this.asked.add(exchange.json().path("queries"));
		this.answer.handle(exchange);
	}

	/** An answer that knows something of the first component, in the order of names. */
	private static Map<String, ?> found(String... ids) {
		return Map.of("results", List.of(Map.of("vulns", List.of(ids).stream().map((id) -> Map.of("id", id)).toList()),
				Map.of(), Map.of()));
	}

	private record Said(int status, String words) {
	}

	private Said audit(String accepted, String list) throws IOException, InterruptedException {
		Path entries = Files.writeString(this.folder.resolve("accepted.toml"), accepted);
		Path sbom = Files.writeString(this.folder.resolve("sbom.json"), list);
		return run(entries, sbom, this.osv.uri().toString());
	}

	private static Said run(Path accepted, Path sbom, String osv) throws IOException, InterruptedException {
		ProcessBuilder command = new ProcessBuilder("bash", root().resolve("bin/audit-dependencies").toString(),
				sbom.toString())
			.redirectErrorStream(true);
		command.environment().put("OSV_URL", osv);
		command.environment().put("GATEHOUSE_ACCEPTED", accepted.toString());
		command.environment().keySet().removeIf((name) -> name.toLowerCase().endsWith("_proxy"));
		Process process = command.start();
		String words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		return new Said(process.waitFor(), words);
	}

	private static Path root() {
		Path folder = Path.of("").toAbsolutePath();
		return Files.isDirectory(folder.resolve("bin")) ? folder : folder.getParent();
	}

	private static String entry(String id, LocalDate until) {
		return """
				[[accepted]]
				id = "%s"
				package = "org.example:bad"
				reason = "Nobody can reach it."
				until = %s
				""".formatted(id, until);
	}

	@Test
	void asksAboutEachComponentWithItsVersion() throws Exception {
		this.answer = (exchange) -> exchange.json(200, found());
		Said said = audit("", LIST);
		assertThat(said.status()).as(said.words()).isZero();
		assertThat(said.words()).contains("about 3 components", "0 to be looked at");
		assertThat(this.asked).singleElement()
			.satisfies(
					(queries) -> assertThat(queries.valueStream().map((query) -> query.at("/package/purl").asString()))
						.containsExactly("pkg:maven/org.example/bad@2.0", "pkg:maven/org.example/good@1.0",
								"pkg:maven/org.example/worse@3.0-M1%2Bx"));
	}

	@Test
	void tellsWhatWasFoundAndWhatMendsIt() throws Exception {
		Said said = audit("", LIST);
		assertThat(said.status()).isEqualTo(1);
		assertThat(said.words()).contains("org.example:bad 2.0: GHSA-bad (CVE-2026-1), HIGH", "It lets anybody in",
				"mended in: 2.1", "1 to be looked at");
	}

	@Test
	void tellsWhatLittleIsKnown() throws Exception {
		this.answer = (exchange) -> exchange.json(200, found("GHSA-bare"));
		Said said = audit("", LIST);
		assertThat(said.status()).isEqualTo(1);
		assertThat(said.words()).contains("GHSA-bare, not rated", "mended in: no version yet");
	}

	@ParameterizedTest
	@ValueSource(strings = { "GHSA-bad", "CVE-2026-1" })
	void leavesWhatWasAcceptedAlone(String id) throws Exception {
		Said said = audit(entry(id, LocalDate.now().plusDays(30)), LIST);
		assertThat(said.status()).as(said.words()).isZero();
		assertThat(said.words()).contains("accepted until", "Nobody can reach it.", "0 to be looked at");
	}

	@Test
	void countsWhatWasAcceptedForTooLong() throws Exception {
		Said said = audit(entry("GHSA-bad", LocalDate.now().minusDays(2)), LIST);
		assertThat(said.status()).isEqualTo(1);
		assertThat(said.words()).contains("it was accepted until", "1 to be looked at");
	}

	@Test
	void acceptsForOneComponentOnlyAndTellsWhatIsNoLongerFound() throws Exception {
		Said said = audit(
				entry("GHSA-bad", LocalDate.now().plusDays(30)).replace("org.example:bad", "org.example:good"), LIST);
		assertThat(said.status()).isEqualTo(1);
		assertThat(said.words()).contains("no longer found, so take it out of the list: org.example:good GHSA-bad");
	}

	@Test
	void passesOverWhatWasWithdrawn() throws Exception {
		this.answer = (exchange) -> exchange.json(200, found("GHSA-gone"));
		assertThat(audit("", LIST).status()).isZero();
	}

	@Test
	void readsFurtherPages() throws Exception {
		this.answer = (exchange) -> exchange
			.json(200,
					exchange.json().at("/queries/0/page_token").isMissingNode()
							? Map.of("results",
									List.of(Map.of("vulns", List.of(Map.of("id", "GHSA-gone")), "next_page_token",
											"more"), Map.of(), Map.of()))
							: Map.of("results", List.of(Map.of("vulns", List.of(Map.of("id", "GHSA-bad"))))));
		assertThat(audit("", LIST).status()).isEqualTo(1);
		assertThat(this.asked).hasSize(2);
		assertThat(this.asked.get(1).at("/0/package/purl").asString()).isEqualTo("pkg:maven/org.example/bad@2.0");
	}

	@Test
	void triesAgainWhatMayPass() throws Exception {
		this.failures.set(1);
		assertThat(audit("", LIST).status()).isEqualTo(1);
	}

	@Test
	void saysWithAStatusOfItsOwnThatOsvCannotBeAsked() throws Exception {
		this.osv.close();
		Said said = audit("", LIST);
		assertThat(said.status()).isEqualTo(3);
		assertThat(said.words()).contains(this.osv.uri() + " can't be asked").doesNotContain("Traceback");
		assertThat(said.words().lines()).hasSize(2);
	}

	@Test
	void takesNoOtherAnswerForGoodNews() throws Exception {
		this.answer = (exchange) -> exchange.html(200, "<html>Log in first</html>");
		assertThat(audit("", LIST).status()).isEqualTo(3);
		this.answer = (exchange) -> exchange.json(200, Map.of());
		assertThat(audit("", LIST).status()).isEqualTo(3);
		this.answer = (exchange) -> exchange.json(200, Map.of("results", List.of(Map.of())));
		assertThat(audit("", LIST).status()).isEqualTo(3);
		this.answer = (exchange) -> exchange.json(400, Map.of("message", "Invalid query."));
		assertThat(audit("", LIST)).satisfies((said) -> assertThat(said.status()).isEqualTo(2))
			.satisfies((said) -> assertThat(said.words()).contains("400", "Invalid query."));
	}

	@ParameterizedTest
	@ValueSource(strings = { "accepted = 1", "[[accepted]]\nid = \"x\"", "not toml" })
	void refusesEntriesWithoutReasonOrEnd(String accepted) throws Exception {
		assertThat(audit(accepted, LIST).status()).isEqualTo(2);
		assertThat(audit(entry("GHSA-bad", LocalDate.now().plusYears(2)), LIST).status()).isEqualTo(2);
		assertThat(this.asked).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "", "[]", "{\"bomFormat\": \"SPDX\"}", "{\"bomFormat\": \"CycloneDX\", \"components\": []}" })
	void refusesWhatIsNoList(String list) throws Exception {
		assertThat(audit("", list).status()).isEqualTo(2);
	}

	/** The list that the project itself keeps. */
	@Test
	void takesTheProjectsOwnList() throws Exception {
		this.answer = (exchange) -> exchange.json(200, found());
		Path sbom = Files.writeString(this.folder.resolve("sbom.json"), LIST);
		Said said = run(root().resolve(".ci/accepted-vulnerabilities.toml"), sbom, this.osv.uri().toString());
		assertThat(said.status()).as(said.words()).isZero();
	}

}
