package io.gatehouse.sandbox.vault;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

import io.gatehouse.sandbox.http.Exchange;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * What a service account's token says of itself; only a review tells whether it is true.
 */
record ServiceAccountToken(String namespace, String name, String uid, String issuer, List<String> audiences,
		long expires, long notBefore) {

	/** How far the clocks may be apart, and how long an expired token is still taken. */
	private static final long LEEWAY = 150;

	private static final long SKEW = 60;

	static ServiceAccountToken parse(String jwt) {
		String[] parts = jwt.split("\\.", -1);
		if (parts.length != 3) {
			throw malformed();
		}
		try {
			JsonNode claims = Exchange.JSON
				.readTree(new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8));
			JsonNode projected = claims.path("kubernetes.io");
			String legacy = "kubernetes.io/serviceaccount/";
			JsonNode account = projected.path("serviceaccount");
			List<String> audiences = new ArrayList<>();
			JsonNode aud = claims.path("aud");
			(aud.isArray() ? aud.valueStream().toList() : List.of(aud))
				.forEach((audience) -> audiences.add(audience.asString("")));
			return new ServiceAccountToken(first(projected.path("namespace"), claims.path(legacy + "namespace")),
					first(account.path("name"), claims.path(legacy + "service-account.name")),
					first(account.path("uid"), claims.path(legacy + "service-account.uid")),
					claims.path("iss").asString(""), audiences, claims.path("exp").asLong(0), notBefore(claims));
		}
		catch (IllegalArgumentException | JacksonException ex) {
			throw malformed();
		}
	}

	/**
	 * Without a start of its own a token starts when it was issued, or shortly before its
	 * end.
	 */
	private static long notBefore(JsonNode claims) {
		long start = claims.path("nbf").asLong(claims.path("iat").asLong(0));
		long end = claims.path("exp").asLong(0);
		return (start == 0 && end != 0) ? end - LEEWAY : start;
	}

	void checkTimes(Instant now) {
		if (this.notBefore != 0 && now.getEpochSecond() + SKEW < this.notBefore) {
			throw Refusal.of(403, "invalid not before (nbf) claim: token not yet valid");
		}
		if (this.expires != 0 && now.getEpochSecond() - LEEWAY > this.expires) {
			throw Refusal.of(403, "invalid expiration time (exp) claim: token is expired");
		}
	}

	private static String first(JsonNode projected, JsonNode legacy) {
		return projected.isMissingNode() ? legacy.asString("") : projected.asString("");
	}

	private static RuntimeException malformed() {
		return Refusal.of(403, "permission denied");
	}

}
