package io.gatehouse.request.form;

import java.util.List;

import io.gatehouse.request.RequestType.Problem;
import io.gatehouse.request.Text;
import org.jspecify.annotations.Nullable;

/** What was typed into a field, turned into the value it stands for or refused. */
sealed interface Read {

	Read NOTHING = new Value(null);

	static Read value(Object value) {
		return new Value(value);
	}

	static Read wrong(String key, Object... arguments) {
		return new Wrong(Text.of(key, arguments));
	}

	record Value(@Nullable Object value) implements Read {

		// It may be a secret.
		@Override
		public String toString() {
			return "Value";
		}

	}

	record Wrong(Text text) implements Read {
	}

	record WrongLines(List<Problem> problems) implements Read {
	}

}
