package io.gatehouse.adapter.vault;

import io.gatehouse.request.Resource;

/** What a policy allows. */
@FunctionalInterface
public interface PolicyRule {

	/**
	 * To read and list the secrets of a path and below it, and nothing else.
	 * @param path as the {@link io.gatehouse.request.SecretStore} takes it
	 */
	Resource readsSecretsOf(String path);

}
