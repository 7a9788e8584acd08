package io.gatehouse.web;

import org.springframework.context.MessageSource;

/** The portal's messages, for tests without the portal. */
public final class PortalMessages {

	private PortalMessages() {
	}

	public static MessageSource read() {
		return new IcuMessageSource();
	}

}
