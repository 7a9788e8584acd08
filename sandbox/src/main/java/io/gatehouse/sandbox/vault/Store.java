package io.gatehouse.sandbox.vault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

import io.gatehouse.sandbox.http.Exchange;
import org.jspecify.annotations.Nullable;

/** Keeps the state in one file, replaced as a whole before a change is answered. */
final class Store {

	private final @Nullable Path file;

	private final State state;

	Store(@Nullable Path folder) {
		try {
			this.file = (folder != null) ? Files.createDirectories(folder).resolve("vault.json") : null;
			this.state = (this.file != null && Files.exists(this.file))
					? Exchange.JSON.readValue(Files.readAllBytes(this.file), State.class) : State.empty();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	State state() {
		return this.state;
	}

	void save() {
		if (this.file == null) {
			return;
		}
		Path next = this.file.resolveSibling("vault.json.next");
		var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
		var options = Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
		try (FileChannel channel = FileChannel.open(next, options, ownerOnly)) {
			ByteBuffer bytes = ByteBuffer.wrap(Exchange.JSON.writeValueAsBytes(this.state));
			while (bytes.hasRemaining()) {
				channel.write(bytes);
			}
			channel.force(true);
			Files.move(next, this.file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
