package io.gatehouse.sandbox.kubernetes;

import java.util.ArrayList;
import java.util.List;

/** Who asks. */
record Caller(String name, List<String> groups) {

	static final Caller ANONYMOUS = new Caller("system:anonymous", List.of("system:unauthenticated"));

	static Caller authenticated(String name, List<String> groups) {
		List<String> all = new ArrayList<>(groups);
		all.add("system:authenticated");
		return new Caller(name, List.copyOf(all));
	}

	static Caller serviceAccount(String namespace, String name) {
		return authenticated("system:serviceaccount:" + namespace + ":" + name,
				List.of("system:serviceaccounts", "system:serviceaccounts:" + namespace));
	}

	boolean master() {
		return this.groups.contains("system:masters");
	}

}
