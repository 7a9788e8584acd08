package io.gatehouse.ban.feed;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

import io.gatehouse.ban.net.AddressSet;
import io.gatehouse.ban.net.Network;

/**
 * What is held back, as it is kept: a network on a line, and its end where it has one.
 */
final class CandidateLines {

	private CandidateLines() {
	}

	static byte[] packed(Candidate candidate) {
		ByteArrayOutputStream packed = new ByteArrayOutputStream();
		try (Writer writer = new OutputStreamWriter(new GZIPOutputStream(packed), StandardCharsets.US_ASCII)) {
			StringBuilder lines = new StringBuilder();
			if (candidate.ends().isEmpty()) {
				candidate.set().networks((network) -> lines.append(network).append('\n'));
			}
			candidate.ends().forEach((network, end) -> lines.append(network).append(' ').append(end).append('\n'));
			writer.append(lines);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return packed.toByteArray();
	}

	static AddressSet set(byte[] packed) {
		return AddressSet.of(lines(packed).stream().map((line) -> Network.parse(line.split(" ")[0])).toList());
	}

	/** Those that have an end, and have not come to it. */
	static Map<Network, Instant> ends(byte[] packed, Instant now) {
		Map<Network, Instant> ends = new HashMap<>();
		for (String line : lines(packed)) {
			int blank = line.indexOf(' ');
			Instant end = Instant.parse(line.substring(blank + 1));
			if (end.isAfter(now)) {
				ends.put(Network.parse(line.substring(0, blank)), end);
			}
		}
		return ends;
	}

	private static List<String> lines(byte[] packed) {
		try (BufferedReader reader = new BufferedReader(new InputStreamReader(
				new GZIPInputStream(new ByteArrayInputStream(packed)), StandardCharsets.US_ASCII))) {
			return reader.lines().toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
