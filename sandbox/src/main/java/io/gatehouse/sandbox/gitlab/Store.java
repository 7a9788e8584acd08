package io.gatehouse.sandbox.gitlab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Keeps the state, under one lock, in memory and where a folder is given on disk. */
final class Store {

	private static final JsonMapper MAPPER = JsonMapper.builder()
		.changeDefaultVisibility((checker) -> checker.withFieldVisibility(Visibility.ANY)
			.withGetterVisibility(Visibility.NONE)
			.withIsGetterVisibility(Visibility.NONE))
		.build();

	private final ReentrantLock lock = new ReentrantLock();

	private final @Nullable Path file;

	private final State state;

	private final boolean fresh;

	private Store(@Nullable Path file, State state, boolean fresh) {
		this.file = file;
		this.state = state;
		this.fresh = fresh;
	}

	/** Loads what the folder holds; null: keeps nothing beyond this process. */
	static Store in(@Nullable Path folder) {
		if (folder == null) {
			return new Store(null, new State(), true);
		}
		try {
			Files.createDirectories(folder);
			Path file = folder.resolve("gitlab.json");
			boolean fresh = !Files.exists(file);
			return new Store(file, fresh ? new State() : MAPPER.readValue(Files.readAllBytes(file), State.class),
					fresh);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	State state() {
		return this.state;
	}

	/** Whether there was nothing to load. */
	boolean isFresh() {
		return this.fresh;
	}

	/** Runs alone. */
	<T> T read(Supplier<T> work) {
		this.lock.lock();
		try {
			return work.get();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Runs alone, and returns when what it did is on disk. It is written after a refusal
	 * too: some refusals, such as that of a rotated token, change something.
	 */
	<T> T write(Supplier<T> work) {
		return read(() -> {
			try {
				return work.get();
			}
			finally {
				save();
			}
		});
	}

	private void save() {
		if (this.file == null) {
			return;
		}
		try {
			Path written = this.file.resolveSibling("gitlab.json.new");
			Files.write(written, MAPPER.writeValueAsBytes(this.state));
			Files.move(written, this.file, StandardCopyOption.ATOMIC_MOVE);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
