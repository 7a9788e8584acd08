package io.gatehouse.adapter.kubernetes;

import org.jspecify.annotations.Nullable;

/**
 * Which object.
 *
 * @param namespace where it is; null where its kind is in no namespace
 */
record ObjectName(ApiKind kind, @Nullable String namespace, String name) {

	/** Reads {@code NAMESPACE/NAME}, as keys have it, or a name alone. */
	static ObjectName of(ApiKind kind, String name) {
		int slash = name.indexOf('/');
		return (slash < 0) ? new ObjectName(kind, null, name)
				: new ObjectName(kind, name.substring(0, slash), name.substring(slash + 1));
	}

	/** The namespace that the object is in, or is. */
	String home() {
		return (this.namespace != null) ? this.namespace : this.name;
	}

	@Override
	public String toString() {
		return this.kind.kind() + " " + ((this.namespace != null) ? this.namespace + "/" : "") + this.name;
	}

}
