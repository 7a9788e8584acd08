package io.gatehouse.request.form;

import java.util.Map;
import java.util.Optional;

import io.gatehouse.request.SecretStore;

/** Takes secrets and keeps none. */
final class Forgetful implements SecretStore {

	@Override
	public void put(String path, Map<String, String> values, Map<String, String> labels) {
	}

	@Override
	public Optional<Map<String, String>> labels(String path) {
		return Optional.empty();
	}

	@Override
	public void remove(String path) {
	}

}
