package io.gatehouse.security;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** HTTP byte by byte: what no client would send. */
final class Wire {

	private static final int PATIENCE_MILLIS = 20_000;

	private final URI portal;

	Wire(URI portal) {
		this.portal = portal;
	}

	/** Sends a request without a body; the usual Host is added unless one is given. */
	Answer send(String method, String target, String... headers) {
		StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
		List<String> all = new ArrayList<>(List.of(headers));
		if (all.stream().noneMatch((header) -> header.startsWith("Host:"))) {
			all.add("Host: " + this.portal.getAuthority());
		}
		all.forEach((header) -> head.append(header).append("\r\n"));
		return raw(head + "Connection: close\r\n\r\n");
	}

	/** Sends these characters, each as the byte of its number. */
	Answer raw(String bytes) {
		try (Socket socket = new Socket(this.portal.getHost(), this.portal.getPort())) {
			socket.setSoTimeout(PATIENCE_MILLIS);
			socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
			socket.getOutputStream().flush();
			return Answer.of(read(socket.getInputStream()));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** To the end, or to where the portal hung up on what it would not read. */
	private static String read(InputStream in) throws IOException {
		StringBuilder text = new StringBuilder();
		byte[] buffer = new byte[8192];
		try {
			for (int count = in.read(buffer); count > 0; count = in.read(buffer)) {
				text.append(new String(buffer, 0, count, StandardCharsets.ISO_8859_1));
			}
		}
		catch (SocketException ex) {
			// What came before counts.
		}
		return text.toString();
	}

	/**
	 * What came back.
	 *
	 * @param status 0 where nothing came
	 * @param all head and body, in chunks if it was sent so
	 */
	record Answer(int status, String all) {

		static Answer of(String all) {
			return new Answer(all.startsWith("HTTP/1.1 ") ? Integer.parseInt(all.substring(9, 12)) : 0, all);
		}

		String header(String name) {
			return this.all.lines()
				.takeWhile((line) -> !line.isEmpty())
				.filter((line) -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
				.findFirst()
				.map((line) -> line.substring(name.length() + 1).strip())
				.orElse("");
		}

	}

}
