package io.gatehouse.redaction;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;

/** Writes the log, whatever its pattern is, without the secrets that are known. */
public final class RedactedEncoder extends PatternLayoutEncoder {

	@Override
	public byte[] encode(ILoggingEvent event) {
		Charset charset = Objects.requireNonNullElse(getCharset(), StandardCharsets.UTF_8);
		return Redaction.of(getLayout().doLayout(event)).getBytes(charset);
	}

}
