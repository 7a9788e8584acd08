package io.gatehouse.adapter.kubernetes;

import java.util.Map;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;

/**
 * An ingress, in so far as the portal looks at it.
 *
 * @param annotations what its controller does differently for it
 */
public record Ingress(String namespace, String name, Map<String, String> annotations) {

	static Ingress of(GenericKubernetesResource found) {
		Map<String, String> annotations = found.getMetadata().getAnnotations();
		return new Ingress(found.getMetadata().getNamespace(), found.getMetadata().getName(),
				(annotations != null) ? Map.copyOf(annotations) : Map.of());
	}

	@Override
	public String toString() {
		return this.namespace + "/" + this.name;
	}

}
