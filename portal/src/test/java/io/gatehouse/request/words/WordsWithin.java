package io.gatehouse.request.words;

import java.util.List;

import io.gatehouse.request.ExternalSystem;
import io.gatehouse.request.plan.Systems;
import io.gatehouse.web.PortalMessages;

import org.springframework.context.MessageSource;

/** The portal's words, for tests without the portal. */
public final class WordsWithin {

	private WordsWithin() {
	}

	public static Words ofThePortal() {
		return of();
	}

	/** With systems that have words of their own for what is in them. */
	public static Words of(ExternalSystem... systems) {
		return new Words(PortalMessages.read(), new Systems(List.of(systems)));
	}

	public static Words of(MessageSource messages) {
		return new Words(messages, new Systems(List.of()));
	}

}
