package io.gatehouse.sandbox.vault;

import java.time.Duration;
import java.util.List;

/** Which service accounts may log in and what their tokens may then do. */
record KubernetesRole(List<String> names, List<String> namespaces, String audience, String aliasNameSource,
		List<String> policies, Duration ttl, Duration maxTtl, Duration period, int uses, boolean withoutDefaultPolicy) {
}
