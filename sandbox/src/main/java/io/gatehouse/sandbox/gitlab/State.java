package io.gatehouse.sandbox.gitlab;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All that the stand-in knows; written to disk as one JSON document. */
final class State {

	Map<String, Long> sequences = new LinkedHashMap<>();

	Map<Long, User> users = new LinkedHashMap<>();

	Map<Long, Group> groups = new LinkedHashMap<>();

	Map<Long, Project> projects = new LinkedHashMap<>();

	/** Former full paths of projects, in small letters. */
	Map<String, Long> movedProjects = new LinkedHashMap<>();

	List<AccessToken> accessTokens = new ArrayList<>();

	List<OauthCode> oauthCodes = new ArrayList<>();

	List<OauthToken> oauthTokens = new ArrayList<>();

	byte[] signingKey = new byte[0];

	byte[] verificationKey = new byte[0];

	/** The next number of a kind of thing. */
	long next(String kind) {
		return this.sequences.merge(kind, 1L, Long::sum);
	}

}
