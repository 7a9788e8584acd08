package io.gatehouse.adapter.gitlab;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import io.gatehouse.request.SecretStore;
import org.jspecify.annotations.Nullable;

/** Keeps secrets for a test; fails where it is told to. */
final class MemorySecrets implements SecretStore {

	final Map<String, Map<String, String>> values = new ConcurrentHashMap<>();

	private final Map<String, Map<String, String>> labels = new ConcurrentHashMap<>();

	@Nullable RuntimeException fault;

	@Override
	public void put(String path, Map<String, String> values, Map<String, String> labels) {
		if (this.fault != null) {
			throw this.fault;
		}
		this.values.put(path, values);
		this.labels.put(path, labels);
	}

	@Override
	public Optional<Map<String, String>> labels(String path) {
		return Optional.ofNullable(this.labels.get(path));
	}

	@Override
	public void remove(String path) {
		this.values.remove(path);
		this.labels.remove(path);
	}

}
