package io.gatehouse.sandbox.vault;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A secret of a KV version 2 engine: its settings and its versions, never changed in
 * place.
 */
record Secret(Instant created, Instant updated, int currentVersion, int oldestVersion, Settings settings,
		TreeMap<Integer, Version> versions) {

	/** What may be set beside the values; also an engine's own settings. */
	record Settings(int maxVersions, boolean casRequired, Duration deleteVersionAfter,
			@Nullable Map<String, String> customMetadata) {

		static final Settings NONE = new Settings(0, false, Duration.ZERO, null);

	}

	/** One version; a destroyed one has no data. */
	record Version(Instant created, @Nullable Instant deleted, boolean destroyed, @Nullable JsonNode data) {

		boolean readable(Instant now) {
			return !this.destroyed && (this.deleted == null || this.deleted.isAfter(now));
		}

		Version delete(Instant now) {
			return readable(now) ? new Version(this.created, now, false, this.data) : this;
		}

		Version undelete() {
			return this.destroyed ? this : new Version(this.created, null, false, this.data);
		}

		Version destroy() {
			return new Version(this.created, this.deleted, true, null);
		}

	}

	static Secret empty(Instant now) {
		return new Secret(now, now, 0, 0, Settings.NONE, new TreeMap<>());
	}

	Secret with(Settings settings, Instant now) {
		return new Secret(this.created, now, this.currentVersion, this.oldestVersion, settings, this.versions);
	}

	@Nullable Version current() {
		return this.versions.get(this.currentVersion);
	}

	/** Adds a version and drops the oldest ones that are more than {@code kept}. */
	Secret add(Version version, int kept) {
		TreeMap<Integer, Version> versions = new TreeMap<>(this.versions);
		int number = this.currentVersion + 1;
		versions.put(number, version);
		int oldest = this.oldestVersion;
		if (number - oldest >= kept) {
			oldest = number - kept + 1;
			versions.headMap(oldest).clear();
		}
		return new Secret(this.created, version.created(), number, oldest, this.settings, versions);
	}

	/** Changes some versions; numbers that do not exist are passed over. */
	Secret change(Iterable<Integer> numbers, UnaryOperator<Version> change) {
		TreeMap<Integer, Version> versions = new TreeMap<>(this.versions);
		for (Integer number : numbers) {
			versions.computeIfPresent(number, (key, version) -> change.apply(version));
		}
		return new Secret(this.created, this.updated, this.currentVersion, this.oldestVersion, this.settings, versions);
	}

}
