package io.gatehouse.adapter.kubernetes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import org.jspecify.annotations.Nullable;

/**
 * An address, or a network, that belongs to a cluster.
 *
 * @param network as the cluster writes it: an address alone or with a prefix
 * @param of the name of the node, or the namespace and name of the service
 */
public record ClusterAddress(String network, Use use, String of) {

	/** What it is there for. */
	public enum Use {

		NODE, PODS, SERVICE, LOAD_BALANCER

	}

	static List<ClusterAddress> ofNodes(List<GenericKubernetesResource> nodes) {
		List<ClusterAddress> all = new ArrayList<>();
		for (GenericKubernetesResource node : nodes) {
			String name = node.getMetadata().getName();
			for (Object address : list(node.get("status", "addresses"))) {
				if (address instanceof Map<?, ?> fields
						&& ("InternalIP".equals(fields.get("type")) || "ExternalIP".equals(fields.get("type")))) {
					add(all, fields.get("address"), Use.NODE, name);
				}
			}
			List<?> networks = list(node.get("spec", "podCIDRs"));
			networks.forEach((network) -> add(all, network, Use.PODS, name));
			if (networks.isEmpty()) {
				add(all, node.get("spec", "podCIDR"), Use.PODS, name);
			}
		}
		return all;
	}

	/**
	 * Only what the cluster itself has given them: {@code spec.externalIPs} is whatever
	 * somebody who may make a service has written.
	 */
	static List<ClusterAddress> ofServices(List<GenericKubernetesResource> services) {
		List<ClusterAddress> all = new ArrayList<>();
		for (GenericKubernetesResource service : services) {
			String name = service.getMetadata().getNamespace() + "/" + service.getMetadata().getName();
			List<?> addresses = list(service.get("spec", "clusterIPs"));
			addresses.forEach((address) -> add(all, address, Use.SERVICE, name));
			if (addresses.isEmpty()) {
				add(all, service.get("spec", "clusterIP"), Use.SERVICE, name);
			}
			for (Object way : list(service.get("status", "loadBalancer", "ingress"))) {
				if (way instanceof Map<?, ?> fields) {
					add(all, fields.get("ip"), Use.LOAD_BALANCER, name);
				}
			}
		}
		return all;
	}

	private static List<?> list(@Nullable Object value) {
		return (value instanceof List<?> list) ? list : List.of();
	}

	/** A headless service has {@code None} for an address. */
	private static void add(List<ClusterAddress> all, @Nullable Object network, Use use, String of) {
		if (network instanceof String text && !text.isEmpty() && !text.equals("None")) {
			all.add(new ClusterAddress(text, use, of));
		}
	}

}
