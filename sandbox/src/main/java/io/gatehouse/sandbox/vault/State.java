package io.gatehouse.sandbox.vault;

import java.util.TreeMap;

/** All that the stand-in knows: tokens by id, policies by name, engines by path. */
record State(TreeMap<String, Token> tokens, TreeMap<String, String> policies, TreeMap<String, Mount> mounts,
		TreeMap<String, Mount> auths) {

	static State empty() {
		return new State(new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
	}

}
