package io.gatehouse.request.words;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import io.gatehouse.request.ExternalSystem;
import io.gatehouse.request.Resource.Key;
import io.gatehouse.request.Resource;
import io.gatehouse.request.Text;
import io.gatehouse.request.plan.Action;
import io.gatehouse.request.plan.PlanRow;
import io.gatehouse.request.plan.Preview;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class WordsTests {

	private static final Locale RUSSIAN = Locale.of("ru");

	private final Words words = WordsWithin.ofThePortal();

	@Test
	void leaveOutOfASummaryWhatThereIsNothingOf() {
		Preview removal = preview(Action.REMOVE, Action.REMOVE, Action.UNCHANGED);
		assertThat(this.words.summary(removal, Locale.ENGLISH)).isEqualTo("Leaves 1, removes 2");
		assertThat(this.words.summary(removal, RUSSIAN)).isEqualTo("Оставит: 1, удалит: 2");
		assertThat(this.words.summary(preview(Action.CREATE), Locale.ENGLISH)).isEqualTo("Creates 1");
	}

	@Test
	void sayWhenNothingWouldChange() {
		assertThat(this.words.summary(preview(Action.UNCHANGED), Locale.ENGLISH)).isEqualTo("Nothing would change");
		assertThat(this.words.summary(preview(), RUSSIAN)).isEqualTo("Ничего не изменится");
	}

	@Test
	void callWhatIsThereByANoun() {
		assertThat(this.words.type("project", Locale.ENGLISH)).isEqualTo("New project");
		assertThat(this.words.noun("project", Locale.ENGLISH)).isEqualTo("Project");
		assertThat(this.words.noun("project", RUSSIAN)).isEqualTo("Проект");
	}

	@Test
	void writeDaysAsPeopleDo() {
		Text kept = Text.of("gitlab.project.kept", "payments/api", 30, "2026-12-25");
		assertThat(this.words.of(kept, Locale.ENGLISH)).contains("before 25 December 2026");
		assertThat(this.words.of(kept, RUSSIAN)).contains("до 25 декабря 2026 г.");
		assertThat(this.words.value("2026-13-45", Locale.ENGLISH)).isEqualTo("2026-13-45");
	}

	@Test
	void writeMomentsAsPeopleDo() {
		String until = "2026-11-28T03:30:17.055397Z";
		assertThat(this.words.value("until", until, Locale.ENGLISH)).isEqualTo("28 November 2026, 03:30 UTC");
		assertThat(this.words.value("until", until, RUSSIAN)).isEqualTo("28 ноября 2026 г., 03:30 UTC");
		assertThat(this.words.value("until", "no end", RUSSIAN)).isEqualTo("без срока");
		assertThat(this.words.value("2026-11-28T25:61:00Z", RUSSIAN)).isEqualTo("2026-11-28T25:61:00Z");
	}

	@Test
	void sayWordsOfValuesInTheReadersLanguage() {
		assertThat(this.words.value("where", "everywhere", RUSSIAN)).isEqualTo("везде");
		assertThat(this.words.value("where", "hosts/web", RUSSIAN)).isEqualTo("на хостах группы web");
		assertThat(this.words.value("entries", "99691", Locale.ENGLISH)).isEqualTo("99,691");
		assertThat(this.words.value("account", "99691", Locale.ENGLISH)).isEqualTo("99691");
		assertThat(this.words.value("reason", "everywhere", RUSSIAN)).as("people's own").isEqualTo("everywhere");
	}

	@Test
	void callResourcesByWhatPeopleCallThem() {
		Words known = WordsWithin.of(new Doors());
		Text two = Text.of("ban.vanished", "@doors:door:1\n@doors:door:2");
		assertThat(known.of(two, Locale.ENGLISH))
			.isEqualTo("The ban “Door 1; Door 2” has been removed in the meantime.");
		assertThat(known.thing("doors:door:1", RUSSIAN)).as("of no known kind").isEqualTo("doors:door:1");
		assertThat(known.thing("gitlab:first commit:a/b", RUSSIAN)).isEqualTo("GitLab, первый коммит a/b");
		assertThat(known.of(Text.of("ban.vanished", "@olga"), Locale.ENGLISH)).contains("The ban “@olga” has");
	}

	@ParameterizedTest
	@CsvSource({ "PT0S,0 minutes,0 минут", "PT45S,45 seconds,45 секунд", "PT1M,1 minute,1 минута",
			"PT21M,21 minutes,21 минута", "PT2H,2 hours,2 часа", "PT168H,7 days,7 дней", "PT24H,1 day,1 день",
			"PT36H,36 hours,36 часов", "PT25H1M,'1,501 minutes',1\u00a0501 минута", "P25D,25 days,25 дней" })
	void sayDurationsInTheGreatestUnitThatFits(Duration duration, String english, String russian) {
		assertThat(this.words.duration(duration, Locale.ENGLISH)).isEqualTo(english);
		assertThat(this.words.duration(duration, RUSSIAN)).isEqualTo(russian);
	}

	private static Preview preview(Action... actions) {
		return new Preview(Stream.of(actions)
			.map((action) -> new PlanRow(new Key("gitlab", "project", "x"), action, List.of(), List.of(), null))
			.toList(), List.of(), List.of());
	}

	/** A system whose names are for machines. */
	private static final class Doors implements ExternalSystem {

		@Override
		public String name() {
			return "doors";
		}

		@Override
		public Resource recorded(Key key, Map<String, String> attributes) {
			throw new UnsupportedOperationException();
		}

		@Override
		public Optional<Text> called(Key key) {
			return Optional.of(Text.of("ban.name.other", "Door " + key.name()));
		}

		@Override
		public Health health() {
			throw new UnsupportedOperationException();
		}

		@Override
		public void probe() {
			throw new UnsupportedOperationException();
		}

	}

}
