package io.gatehouse.sandbox.kubernetes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

import tools.jackson.databind.JsonNode;

import io.gatehouse.sandbox.http.Exchange;

/**
 * An append-only file of changes, one JSON line each, forced to the disk before a change
 * is acknowledged.
 */
final class Journal implements AutoCloseable {

	private final Path file;

	private final FileChannel channel;

	private Journal(Path file, FileChannel channel) {
		this.file = file;
		this.channel = channel;
	}

	/** Opens the journal; a last line that a crash cut off is dropped. */
	static Journal open(Path file) {
		try {
			Files.createDirectories(file.toAbsolutePath().getParent());
			Journal journal = new Journal(file, FileChannel.open(file, StandardOpenOption.CREATE,
					StandardOpenOption.READ, StandardOpenOption.WRITE));
			journal.channel.position(journal.wholeLength());
			journal.channel.truncate(journal.channel.position());
			return journal;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private long wholeLength() throws IOException {
		byte[] bytes = Files.readAllBytes(this.file);
		int length = bytes.length;
		while (length > 0 && bytes[length - 1] != '\n') {
			length--;
		}
		return length;
	}

	List<JsonNode> read() {
		try {
			List<JsonNode> entries = new ArrayList<>();
			for (String line : Files.readAllLines(this.file)) {
				entries.add(Exchange.JSON.readTree(line));
			}
			return entries;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	void append(JsonNode entry) {
		try {
			write(this.channel, entry);
			this.channel.force(false);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Replaces the whole content in one step and goes on with the new file. */
	Journal rewrite(List<JsonNode> entries) {
		Path fresh = this.file.resolveSibling(this.file.getFileName() + ".new");
		try {
			try (FileChannel out = FileChannel.open(fresh, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
					StandardOpenOption.TRUNCATE_EXISTING)) {
				for (JsonNode entry : entries) {
					write(out, entry);
				}
				out.force(true);
			}
			close();
			Files.move(fresh, this.file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
			return open(this.file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void write(FileChannel out, JsonNode entry) throws IOException {
		ByteBuffer line = ByteBuffer.wrap((entry + "\n").getBytes(StandardCharsets.UTF_8));
		while (line.hasRemaining()) {
			out.write(line);
		}
	}

	@Override
	public void close() {
		try {
			this.channel.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
