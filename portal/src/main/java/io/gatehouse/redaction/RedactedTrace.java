package io.gatehouse.redaction;

import ch.qos.logback.classic.spi.ILoggingEvent;

import org.springframework.boot.logging.logback.ExtendedWhitespaceThrowableProxyConverter;

/** What an exception in the log says, and what caused it. */
public final class RedactedTrace extends ExtendedWhitespaceThrowableProxyConverter {

	@Override
	public String convert(ILoggingEvent event) {
		return Redaction.of(super.convert(event));
	}

}
