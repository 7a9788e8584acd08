package io.gatehouse.sandbox.kubernetes;

import java.util.List;
import java.util.Optional;

import io.gatehouse.sandbox.kubernetes.Kind.NameRule;

/** The kinds of this server. */
final class Kinds {

	static final String RBAC = "rbac.authorization.k8s.io";

	static final Kind NAMESPACE = core("Namespace", "namespaces", List.of("ns"), false, true, false, NameRule.LABEL);

	static final Kind NODE = core("Node", "nodes", List.of("no"), false, true, false, NameRule.SUBDOMAIN);

	static final Kind CONFIG_MAP = core("ConfigMap", "configmaps", List.of("cm"), true, false, false,
			NameRule.SUBDOMAIN);

	static final Kind SECRET = core("Secret", "secrets", List.of(), true, false, false, NameRule.SUBDOMAIN);

	static final Kind SERVICE_ACCOUNT = core("ServiceAccount", "serviceaccounts", List.of("sa"), true, false, false,
			NameRule.SUBDOMAIN);

	static final Kind POD = core("Pod", "pods", List.of("po"), true, true, false, NameRule.SUBDOMAIN);

	static final Kind EVENT = core("Event", "events", List.of("ev"), true, false, true, NameRule.SUBDOMAIN);

	static final Kind RESOURCE_QUOTA = core("ResourceQuota", "resourcequotas", List.of("quota"), true, true, false,
			NameRule.SUBDOMAIN);

	static final Kind LIMIT_RANGE = core("LimitRange", "limitranges", List.of("limits"), true, false, true,
			NameRule.SUBDOMAIN);

	static final Kind NETWORK_POLICY = new Kind("networking.k8s.io", "v1", "NetworkPolicy", "networkpolicies",
			List.of("netpol"), true, false, false, NameRule.SUBDOMAIN);

	static final Kind SERVICE = core("Service", "services", List.of("svc"), true, true, false, NameRule.LABEL);

	static final Kind INGRESS = new Kind("networking.k8s.io", "v1", "Ingress", "ingresses", List.of("ing"), true, true,
			false, NameRule.SUBDOMAIN);

	static final Kind SECURITY_POLICY = new Kind("gateway.envoyproxy.io", "v1alpha1", "SecurityPolicy",
			"securitypolicies", List.of("sp"), true, true, false, NameRule.SUBDOMAIN);

	static final Kind CIDR_GROUP = cilium("v2", "CiliumCIDRGroup", "ciliumcidrgroups", "ccg");

	/** The same objects by the version that older releases of Cilium have alone. */
	static final Kind CIDR_GROUP_ALPHA = cilium("v2alpha1", "CiliumCIDRGroup", "ciliumcidrgroups", "ccg");

	static final Kind CLUSTERWIDE_POLICY = cilium("v2", "CiliumClusterwideNetworkPolicy",
			"ciliumclusterwidenetworkpolicies", "ccnp");

	static final Kind ROLE = rbac("Role", "roles", true);

	static final Kind ROLE_BINDING = rbac("RoleBinding", "rolebindings", true);

	static final Kind CLUSTER_ROLE = rbac("ClusterRole", "clusterroles", false);

	static final Kind CLUSTER_ROLE_BINDING = rbac("ClusterRoleBinding", "clusterrolebindings", false);

	static final List<Kind> ALL = List.of(NAMESPACE, NODE, CONFIG_MAP, SECRET, SERVICE_ACCOUNT, POD, EVENT,
			RESOURCE_QUOTA, LIMIT_RANGE, NETWORK_POLICY, SERVICE, INGRESS, SECURITY_POLICY, CIDR_GROUP,
			CIDR_GROUP_ALPHA, CLUSTERWIDE_POLICY, ROLE, ROLE_BINDING, CLUSTER_ROLE, CLUSTER_ROLE_BINDING);

	private Kinds() {
	}

	static Optional<Kind> byPlural(String group, String version, String plural) {
		return ALL.stream()
			.filter((kind) -> kind.group().equals(group) && kind.version().equals(version)
					&& kind.plural().equals(plural))
			.findFirst();
	}

	static Kind byId(String id) {
		return ALL.stream()
			.filter((kind) -> kind.id().equals(id))
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException("no kind " + id));
	}

	private static Kind core(String kind, String plural, List<String> shortNames, boolean namespaced, boolean status,
			boolean createdByPut, NameRule nameRule) {
		return new Kind("", "v1", kind, plural, shortNames, namespaced, status, createdByPut, nameRule);
	}

	private static Kind cilium(String version, String kind, String plural, String shortName) {
		return new Kind("cilium.io", version, kind, plural, List.of(shortName), false, false, false,
				NameRule.SUBDOMAIN);
	}

	private static Kind rbac(String kind, String plural, boolean namespaced) {
		return new Kind(RBAC, "v1", kind, plural, List.of(), namespaced, false, true, NameRule.PATH_SEGMENT);
	}

}
