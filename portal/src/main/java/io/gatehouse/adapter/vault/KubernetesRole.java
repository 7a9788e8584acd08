package io.gatehouse.adapter.vault;

import java.time.Duration;

import io.gatehouse.request.Resource;

/**
 * What the service accounts of a cluster may do once they have logged in; each word gives
 * a new one.
 */
public interface KubernetesRole extends Resource {

	/** The namespaces whose service accounts may log in. */
	KubernetesRole namespace(String... names);

	/** Which of them; all where this is left out. */
	KubernetesRole serviceAccounts(String... names);

	/** What they may then do. */
	KubernetesRole policies(String... names);

	/** How long a login lasts, in whole seconds; 20 minutes where this is left out. */
	KubernetesRole ttl(Duration ttl);

}
