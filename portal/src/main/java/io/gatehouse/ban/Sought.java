package io.gatehouse.ban;

import io.gatehouse.ban.net.Network;
import io.gatehouse.ban.net.Notation;
import io.gatehouse.request.Text;
import org.jspecify.annotations.Nullable;

/**
 * A network that somebody looks for.
 *
 * @param typed as it was typed
 * @param network null where nothing was typed, or something wrong
 * @param wrong what is wrong with it
 */
record Sought(String typed, @Nullable Network network, @Nullable Text wrong) {

	static Sought of(String typed) {
		String text = typed.strip();
		if (text.isEmpty()) {
			return new Sought(text, null, null);
		}
		return switch (Notation.read(text)) {
			case Notation.Wrong wrong -> new Sought(text, null, wrong.why());
			case Notation.Read read when read.network() == null ->
				new Sought(text, null, Text.of("ban.lookup.one", text));
			case Notation.Read read -> new Sought(text, read.network(), null);
		};
	}

}
