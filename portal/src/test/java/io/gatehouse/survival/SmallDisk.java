package io.gatehouse.survival;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A disk in memory that can be filled to the last byte. */
final class SmallDisk implements AutoCloseable {

	/** What the system says of a full disk. */
	static final String FULLNESS = "No space left";

	private static final int CHUNK = 1 << 16;

	private final Path folder;

	private SmallDisk(Path folder) {
		this.folder = folder;
	}

	/**
	 * Makes one.
	 * @throws UnsupportedOperationException where nothing may be mounted here
	 */
	static SmallDisk of(int megabytes) {
		try {
			Path folder = Files.createTempDirectory("gatehouse-disk");
			if (run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m,mode=0755", "tmpfs",
					folder.toString()) != 0) {
				Files.delete(folder);
				throw new UnsupportedOperationException("No disk in memory can be mounted here");
			}
			return new SmallDisk(folder);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	Path folder() {
		return this.folder;
	}

	/** Leaves room for nothing. */
	void fill() {
		try {
			while (true) {
				Files.write(ballast(), new byte[CHUNK], StandardOpenOption.CREATE, StandardOpenOption.APPEND);
			}
		}
		catch (IOException ex) {
			if (!String.valueOf(ex.getMessage()).contains(FULLNESS)) {
				throw new UncheckedIOException(ex);
			}
		}
	}

	/** Gives the room back. */
	void empty() {
		try {
			Files.deleteIfExists(ballast());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private Path ballast() {
		return this.folder.resolve("ballast");
	}

	private static int run(String... command) throws IOException {
		try {
			return new ProcessBuilder(command).redirectErrorStream(true)
				.redirectOutput(ProcessBuilder.Redirect.DISCARD)
				.start()
				.waitFor();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public void close() {
		try {
			run("umount", this.folder.toString());
			Files.deleteIfExists(this.folder);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
