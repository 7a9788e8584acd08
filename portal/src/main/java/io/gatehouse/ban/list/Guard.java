package io.gatehouse.ban.list;

import java.util.Optional;

import io.gatehouse.request.Text;
import org.springframework.stereotype.Component;

/**
 * Holds back versions that look like an accident; a person must say that they are none.
 */
@Component
class Guard {

	/**
	 * Fewer entries than this may go at once: a short list is looked through by people.
	 */
	private static final int SHORT = 1000;

	private final BanProperties properties;

	Guard(BanProperties properties) {
		this.properties = properties;
	}

	/** Why a version should not follow another; empty where it may. */
	Optional<Text> objection(Layout before, Layout after) {
		int added = after.size() - before.size();
		if (added > this.properties.mostAdded()) {
			return Optional.of(Text.of("ban.halted.added", added, this.properties.mostAdded()));
		}
		int lost = before.size() - after.size();
		if (before.size() > SHORT && after.size() == 0) {
			return Optional.of(Text.of("ban.halted.empty", before.size()));
		}
		long percent = (before.size() > SHORT) ? 100L * lost / before.size() : 0;
		return (percent > this.properties.mostDropPercent())
				? Optional.of(Text.of("ban.halted.dropped", lost, before.size())) : Optional.empty();
	}

}
