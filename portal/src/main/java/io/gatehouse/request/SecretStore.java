package io.gatehouse.request;

import java.util.Map;
import java.util.Optional;

/** Keeps secrets, so that all the rest of the portal holds handles only. */
public interface SecretStore {

	/**
	 * Keeps values under a path; what was there becomes an older version.
	 * @param path where, such as {@code teams/payments/api/deploy-token}
	 * @param values what to keep
	 * @param labels what may be read by {@link #labels} without reading the values; never
	 * secret
	 */
	void put(String path, Map<String, String> values, Map<String, String> labels);

	/**
	 * The labels of what is kept under the path; empty where nothing is, or where it was
	 * deleted.
	 */
	Optional<Map<String, String>> labels(String path);

	/** Removes all versions; nothing there is success. */
	void remove(String path);

}
