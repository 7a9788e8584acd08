package io.gatehouse.ban.list;

import java.util.Optional;

import io.gatehouse.request.Text;
import org.springframework.stereotype.Component;

/**
 * Holds back what looks like an accident; a person must say that it is none.
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

	/**
	 * What is wrong with a version.
	 *
	 * @param added whether too much comes with it
	 * @param lost whether too much goes with it
	 */
	record Objection(Text why, boolean added, boolean lost) {
	}

	/** Why a version should not follow another; empty where it may. */
	Optional<Objection> objection(Layout before, Layout after, Layout.Difference difference) {
		boolean added = difference.come() > this.properties.mostAdded();
		boolean empty = before.size() > SHORT && after.size() == 0;
		boolean dropped = before.size() > SHORT
				&& 100L * difference.gone() / before.size() > this.properties.mostDropPercent();
		if (added) {
			return Optional.of(new Objection(
					Text.of("ban.halted.added", difference.come(), this.properties.mostAdded()), true, dropped));
		}
		if (empty) {
			return Optional.of(new Objection(Text.of("ban.halted.empty", before.size()), false, true));
		}
		return dropped
				? Optional
					.of(new Objection(Text.of("ban.halted.dropped", difference.gone(), before.size()), false, true))
				: Optional.empty();
	}

}
