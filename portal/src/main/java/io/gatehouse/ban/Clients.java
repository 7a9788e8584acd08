package io.gatehouse.ban;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

import io.gatehouse.ban.list.BanProperties;
import io.gatehouse.ban.net.Network;
import io.gatehouse.ban.net.Notation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/** Who has been here lately, where access logs are there to tell. */
@Component
class Clients {

	private static final Logger log = LoggerFactory.getLogger(Clients.class);

	/** Of each log, its end: the last requests are what a ban would hit. */
	private static final int LOOKED_AT = 8 << 20;

	/** A form asks again at each pause in typing. */
	private static final Duration KEPT = Duration.ofSeconds(30);

	private final BanProperties properties;

	private final Clock clock;

	private Instant readAt = Instant.MIN;

	private Optional<Set<Network>> last = Optional.empty();

	Clients(BanProperties properties, Clock clock) {
		this.properties = properties;
		this.clock = clock;
	}

	/**
	 * The addresses of recent clients, half a minute old at most. Empty where no log is
	 * configured, or none can be read.
	 */
	synchronized Optional<Set<Network>> recent() {
		Instant now = this.clock.instant();
		if (this.readAt.isBefore(now.minus(KEPT))) {
			this.last = read();
			this.readAt = now;
		}
		return this.last;
	}

	/** The first word of each line, as nginx and others write it. */
	private Optional<Set<Network>> read() {
		Set<Network> clients = new LinkedHashSet<>();
		boolean told = false;
		for (Path file : this.properties.accessLogs()) {
			try {
				read(file, clients);
				told = true;
			}
			catch (IOException ex) {
				log.warn("The access log {} could not be read: {}", file, ex.toString());
			}
		}
		return told ? Optional.of(clients) : Optional.empty();
	}

	private static void read(Path file, Set<Network> clients) throws IOException {
		try (RandomAccessFile opened = new RandomAccessFile(file.toFile(), "r")) {
			long from = Math.max(0, opened.length() - LOOKED_AT);
			opened.seek(from);
			byte[] end = new byte[(int) (opened.length() - from)];
			opened.readFully(end);
			new String(end, StandardCharsets.US_ASCII).lines()
				.skip((from > 0) ? 1 : 0)
				.map((line) -> line.split(" ", 2)[0])
				.distinct()
				.forEach((word) -> {
					if (Notation.read(word) instanceof Notation.Read read && read.single() != null) {
						clients.add(read.single());
					}
				});
		}
	}

}
