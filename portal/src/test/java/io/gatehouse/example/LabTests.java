package io.gatehouse.example;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

import io.gatehouse.Journey;
import io.gatehouse.OnStage;
import io.gatehouse.Stage;
import io.gatehouse.request.RequestType.Verb;
import io.gatehouse.request.asset.Asset;
import io.gatehouse.request.asset.AssetState;
import io.gatehouse.request.lifecycle.RequestState;
import io.gatehouse.request.lifecycle.ServiceRequest;
import io.gatehouse.request.plan.Action;
import io.gatehouse.request.plan.PlanRow;
import io.gatehouse.request.submission.Considered;
import io.gatehouse.request.words.Words;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/** The example of docs/add-a-request-type.md, exactly as it stands there, works. */
@OnStage
class LabTests {

	private static final Path FOLDER = Path.of("src/test/java/io/gatehouse/example");

	private static final Path PAGE = Path.of("../docs/add-a-request-type.md");

	@Autowired
	Stage stage;

	@Autowired
	Journey journey;

	@Autowired
	Words words;

	@ParameterizedTest
	@ValueSource(
			strings = { "LabRequestType.java", "package-info.java", "messages.properties", "messages_ru.properties" })
	void standsInThePage(String file) throws IOException {
		String language = file.substring(file.lastIndexOf('.') + 1);
		assertThat(Files.readString(PAGE))
			.contains("```" + language + "\n" + Files.readString(FOLDER.resolve(file)) + "```\n");
	}

	@Test
	void hasAHundredLinesAtMost() throws IOException {
		long lines = 0;
		for (String file : new String[] { "LabRequestType.java", "package-info.java", "messages.properties",
				"messages_ru.properties" }) {
			lines += Files.readAllLines(FOLDER.resolve(file)).size();
		}
		assertThat(lines).isLessThanOrEqualTo(100);
	}

	@Test
	void isPreviewedApprovedCarriedOutAndEnds() {
		Considered considered = this.journey.consider("dana", "lab", "team=payments", "name=spike", "lasts=2",
				"lasts.unit=hours");
		assertThat(considered.preview().rows()).hasSize(6).extracting(PlanRow::action).containsOnly(Action.CREATE);
		assertThat(this.words.title("lab", considered.named(), Locale.ENGLISH)).isEqualTo("Lab spike of payments");

		this.journey.person("mira");
		Asset lab = this.journey.have("dana", "mira", "lab", "team=payments", "name=spike", "lasts=2",
				"lasts.unit=hours");
		assertThat(namespace()).isPresent();
		assertThat(lab.endsAt()).isPresent();

		this.stage.sql("update asset set ends_at = now(), version = version + 1 where id = '" + lab.id() + "'");
		this.journey.until(() -> this.journey.asset(lab.id()), (asset) -> asset.state() == AssetState.ENDED);
		assertThat(namespace()).isEmpty();
	}

	@Test
	void isGivenBack() {
		this.journey.person("mira");
		Asset lab = this.journey.have("dana", "mira", "lab", "team=payments", "name=brief", "lasts=1",
				"lasts.unit=days");
		ServiceRequest revoke = this.journey.ask("dana", lab, Verb.REVOKE);
		this.journey.await(revoke, RequestState.SUCCEEDED);
		assertThat(this.journey.asset(lab.id()).state()).isEqualTo(AssetState.ENDED);
	}

	@Test
	void refusesATeamOfOthers() {
		assertThat(this.journey.consider("denis", "lab", "team=payments", "name=spike", "lasts=2", "lasts.unit=hours")
			.problems()).singleElement().satisfies((problem) -> assertThat(problem.field()).isEqualTo("team"));
	}

	private Optional<ObjectNode> namespace() {
		return this.stage.kubernetes().find("v1", "namespaces", null, "lab-spike");
	}

}
