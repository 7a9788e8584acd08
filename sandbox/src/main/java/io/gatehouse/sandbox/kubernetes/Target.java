package io.gatehouse.sandbox.kubernetes;

import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.gatehouse.sandbox.kubernetes.Store.Key;

/** What a path names: a collection, an object or a part of one. */
record Target(Kind kind, @Nullable String namespace, @Nullable String name, String subresource) {

	private static final List<String> NAMESPACE_PARTS = List.of("status", "finalize");

	/** Reads the segments after the group and version. */
	static Optional<Target> of(String group, String version, List<String> path) {
		String namespace = null;
		List<String> rest = path;
		if (path.size() > 2 && path.get(0).equals("namespaces")
				&& !(group.isEmpty() && NAMESPACE_PARTS.contains(path.get(2)) && path.size() == 3)) {
			namespace = path.get(1);
			rest = path.subList(2, path.size());
		}
		if (rest.isEmpty() || rest.size() > 3) {
			return Optional.empty();
		}
		String within = namespace;
		String name = (rest.size() > 1) ? rest.get(1) : null;
		String part = (rest.size() > 2) ? rest.get(2) : "";
		return Kinds.byPlural(group, version, rest.getFirst())
			.filter((kind) -> kind.namespaced() ? (within != null || name == null) : within == null)
			.filter((kind) -> part.isEmpty() || (part.equals("status") && kind.status())
					|| (part.equals("finalize") && kind.is("Namespace"))
					|| (part.equals("token") && kind.is("ServiceAccount")))
			.map((kind) -> new Target(kind, within, name, part));
	}

	Rbac.Access access(String verb) {
		return new Rbac.Access(verb, this.kind.group(),
				this.subresource.isEmpty() ? this.kind.plural() : this.kind.plural() + "/" + this.subresource,
				this.kind.is("Namespace") ? this.name : this.namespace, this.name);
	}

	Key key() {
		return new Key(this.kind, (this.namespace != null) ? this.namespace : "", (this.name != null) ? this.name : "");
	}

}
