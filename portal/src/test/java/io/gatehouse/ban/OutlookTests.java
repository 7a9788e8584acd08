package io.gatehouse.ban;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.gatehouse.Journey;
import io.gatehouse.OnStage;
import io.gatehouse.request.RequestType.Verb;
import io.gatehouse.request.Text;
import io.gatehouse.request.asset.Asset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/** What is told before something is banned, and to whom. */
@OnStage
class OutlookTests {

	@TempDir
	static Path folder;

	@Autowired
	Journey journey;

	@DynamicPropertySource
	static void log(DynamicPropertyRegistry registry) throws IOException {
		Path file = Files.writeString(folder.resolve("access.log"), "203.0.113.77 - - \"GET /\"\n192.0.2.1 - -\n");
		registry.add("gatehouse.bans.access-logs[0]", file::toString);
	}

	@Test
	void tellsOpsWhomItWouldHitAndNobodyElse() {
		assertThat(notes("olga")).contains(Text.of("ban.note.clients", 1, 2, "203.0.113.77"));
		assertThat(notes("dana")).extracting(Text::key).containsExactly("ban.note.new", "ban.note.nowhere");
	}

	@Test
	void saysNothingOfABanThatIsOnlyChanged() {
		Asset ban = this.journey.haveAtOnce("olga", "ban", "addresses=198.51.100.8", "reason=scans", "where=EVERYWHERE",
				"lasts=1");
		List<Text> notes = this.journey.consider("olga", ban, Verb.CHANGE, "lasts=2")
			.preview()
			.rows()
			.getFirst()
			.notes();
		assertThat(notes).extracting(Text::key).doesNotContain("ban.note.new", "ban.note.covered");
	}

	private List<Text> notes(String person) {
		return this.journey
			.consider(person, "ban", "addresses=203.0.113.64/26", "reason=scans", "where=EVERYWHERE", "lasts=1")
			.preview()
			.rows()
			.getFirst()
			.notes();
	}

}
