package io.gatehouse.sandbox.kubernetes;

import java.util.ArrayList;
import java.util.List;

/**
 * Who asks.
 *
 * @param uid empty where the name is all that is known
 */
record Caller(String name, String uid, List<String> groups) {

	static final Caller ANONYMOUS = new Caller("system:anonymous", "", List.of("system:unauthenticated"));

	static Caller authenticated(String name, List<String> groups) {
		return authenticated(name, "", groups);
	}

	private static Caller authenticated(String name, String uid, List<String> groups) {
		List<String> all = new ArrayList<>(groups);
		all.add("system:authenticated");
		return new Caller(name, uid, List.copyOf(all));
	}

	static Caller serviceAccount(String namespace, String name, String uid) {
		return authenticated("system:serviceaccount:" + namespace + ":" + name, uid,
				List.of("system:serviceaccounts", "system:serviceaccounts:" + namespace));
	}

	boolean master() {
		return this.groups.contains("system:masters");
	}

}
