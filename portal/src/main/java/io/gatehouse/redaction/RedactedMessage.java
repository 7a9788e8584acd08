package io.gatehouse.redaction;

import ch.qos.logback.classic.pattern.MessageConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;

/** A line of the log. */
public final class RedactedMessage extends MessageConverter {

	@Override
	public String convert(ILoggingEvent event) {
		return Redaction.of(super.convert(event));
	}

}
