package io.gatehouse.ban.ingress;

import java.util.List;

import io.gatehouse.adapter.kubernetes.Posting;
import io.gatehouse.request.Text;

/** What an output makes of a list. */
sealed interface Plan {

	/**
	 * It fits.
	 *
	 * @param shards the parts, if it is too long for one object
	 * @param head what is read first, and names the parts
	 */
	record Objects(List<Posting> shards, Posting head) implements Plan {
	}

	/** It does not fit: nothing of it is published, and the last list stays. */
	record TooLarge(Text why) implements Plan {

		static TooLarge of(String output, int entries, long bytes, long most) {
			return new TooLarge(Text.of("ban.output.too-large", output, entries, bytes, most));
		}

	}

}
