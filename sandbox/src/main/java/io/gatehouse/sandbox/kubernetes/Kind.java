package io.gatehouse.sandbox.kubernetes;

import java.util.List;

/**
 * One kind of object that the server has.
 *
 * @param group the API group, empty for the core
 * @param status whether the kind has a status of its own endpoint
 * @param createdByPut whether a PUT to a name that does not exist creates it
 */
record Kind(String group, String version, String kind, String plural, List<String> shortNames, boolean namespaced,
		boolean status, boolean createdByPut, NameRule nameRule) {

	enum NameRule {

		LABEL, SUBDOMAIN, PATH_SEGMENT

	}

	String apiVersion() {
		return this.group.isEmpty() ? this.version : this.group + "/" + this.version;
	}

	/** As messages about the resource call it. */
	String qualifiedPlural() {
		return this.group.isEmpty() ? this.plural : this.plural + "." + this.group;
	}

	/** As messages about an invalid object call it. */
	String qualifiedKind() {
		return this.group.isEmpty() ? this.kind : this.kind + "." + this.group;
	}

	String id() {
		return this.group + "/" + this.plural;
	}

	boolean is(String kindName) {
		return this.kind.equals(kindName);
	}

	/** Whether the kind was brought by a custom resource definition. */
	boolean custom() {
		return this.group.equals("cilium.io") || this.group.equals("gateway.envoyproxy.io");
	}

	/** Whether the object has a spec whose changes are counted in the generation. */
	boolean counted() {
		return is("NetworkPolicy") || is("Pod") || is("Ingress") || custom();
	}

}
