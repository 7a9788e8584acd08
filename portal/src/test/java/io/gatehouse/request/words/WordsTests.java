package io.gatehouse.request.words;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import io.gatehouse.request.Resource.Key;
import io.gatehouse.request.Text;
import io.gatehouse.request.plan.Action;
import io.gatehouse.request.plan.PlanRow;
import io.gatehouse.request.plan.Preview;
import org.junit.jupiter.api.Test;

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

	private static Preview preview(Action... actions) {
		return new Preview(Stream.of(actions)
			.map((action) -> new PlanRow(new Key("gitlab", "project", "x"), action, List.of(), List.of(), null))
			.toList(), List.of(), List.of());
	}

}
