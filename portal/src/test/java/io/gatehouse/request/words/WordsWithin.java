package io.gatehouse.request.words;

import io.gatehouse.web.PortalMessages;

/** The portal's words, for tests without the portal. */
public final class WordsWithin {

	private WordsWithin() {
	}

	public static Words ofThePortal() {
		return new Words(PortalMessages.read());
	}

}
