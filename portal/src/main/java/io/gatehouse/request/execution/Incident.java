package io.gatehouse.request.execution;

import java.util.UUID;

import io.gatehouse.request.Text;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A fault of ours: people are told its number only, under which the log has the rest. */
final class Incident {

	private static final Logger log = LoggerFactory.getLogger(Incident.class);

	private Incident() {
	}

	/** Logs a fault and gives back what people are told of it. */
	static Text logged(String what, RuntimeException fault) {
		String number = UUID.randomUUID().toString().substring(0, 8);
		log.error("{}, incident {}", what, number, fault);
		return Text.of("request.internal-fault", number);
	}

}
