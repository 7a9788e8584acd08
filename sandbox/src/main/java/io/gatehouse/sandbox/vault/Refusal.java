package io.gatehouse.sandbox.vault;

import java.util.List;
import java.util.Map;

import io.gatehouse.sandbox.http.HttpFault;

/** Vault's error answers, all of the form {@code {"errors": [...]}}. */
final class Refusal {

	private Refusal() {
	}

	/** What is asked for does not exist: Vault gives no text. */
	static HttpFault missing() {
		return of(404);
	}

	/** No engine is mounted there, or it has no such path. */
	static HttpFault noHandler(String path) {
		return of(404, "no handler for route \"" + path + "\". route entry not found.");
	}

	static HttpFault unsupportedPath() {
		return of(404, "1 error occurred:\n\t* unsupported path\n\n");
	}

	static HttpFault unsupportedOperation() {
		return of(405, "1 error occurred:\n\t* unsupported operation\n\n");
	}

	static HttpFault bad(String message) {
		return of(400, message);
	}

	/** The token is good, its policies do not allow this. */
	static HttpFault denied() {
		return of(403, "1 error occurred:\n\t* permission denied\n\n");
	}

	/** The token is unknown, revoked or expired. */
	static HttpFault invalidToken() {
		return of(403, "2 errors occurred:\n\t* permission denied\n\t* invalid token\n\n");
	}

	static HttpFault of(int status, String... errors) {
		return new HttpFault(status, Map.of("errors", List.of(errors)));
	}

}
