package io.gatehouse.adapter.kubernetes;

import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;

/** The kinds of objects that the portal makes, counts or reads in a cluster. */
enum ApiKind {

	NAMESPACE("", "v1", "Namespace", "namespaces", false), QUOTA("", "v1", "ResourceQuota", "resourcequotas", true),
	LIMIT_RANGE("", "v1", "LimitRange", "limitranges", true),
	NETWORK_POLICY("networking.k8s.io", "v1", "NetworkPolicy", "networkpolicies", true),
	ROLE_BINDING("rbac.authorization.k8s.io", "v1", "RoleBinding", "rolebindings", true),
	DEPLOYMENT("apps", "v1", "Deployment", "deployments", true),
	STATEFUL_SET("apps", "v1", "StatefulSet", "statefulsets", true), POD("", "v1", "Pod", "pods", true),
	CLAIM("", "v1", "PersistentVolumeClaim", "persistentvolumeclaims", true),
	CONFIG_MAP("", "v1", "ConfigMap", "configmaps", true), SECRET("", "v1", "Secret", "secrets", true),
	NODE("", "v1", "Node", "nodes", false), SERVICE("", "v1", "Service", "services", true),
	INGRESS("networking.k8s.io", "v1", "Ingress", "ingresses", true),
	SECURITY_POLICY("gateway.envoyproxy.io", "v1alpha1", "SecurityPolicy", "securitypolicies", true),
	CIDR_GROUP("cilium.io", "v2", "CiliumCIDRGroup", "ciliumcidrgroups", false),
	CIDR_GROUP_ALPHA("cilium.io", "v2alpha1", "CiliumCIDRGroup", "ciliumcidrgroups", false),
	CLUSTERWIDE_POLICY("cilium.io", "v2", "CiliumClusterwideNetworkPolicy", "ciliumclusterwidenetworkpolicies", false);

	private final ResourceDefinitionContext context;

	ApiKind(String group, String version, String kind, String plural, boolean namespaced) {
		this.context = new ResourceDefinitionContext.Builder().withGroup(group)
			.withVersion(version)
			.withKind(kind)
			.withPlural(plural)
			.withNamespaced(namespaced)
			.build();
	}

	ResourceDefinitionContext context() {
		return this.context;
	}

	String kind() {
		return this.context.getKind();
	}

	String apiVersion() {
		return this.context.getGroup().isEmpty() ? this.context.getVersion()
				: this.context.getGroup() + "/" + this.context.getVersion();
	}

}
