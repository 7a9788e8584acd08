package io.gatehouse.sandbox.vault;

import java.util.List;

/** Where a Kubernetes auth method asks whether a service account's token is good. */
record KubernetesConfig(String host, String caCertificate, String reviewerToken, List<String> pemKeys, String issuer,
		boolean issuerUnchecked, boolean localCaUnused) {
}
