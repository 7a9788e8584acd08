package io.gatehouse.sandbox.vault;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/** An answer: nothing (204), or data, a token or warnings in Vault's envelope. */
record Reply(int status, @Nullable Map<String, ?> data, @Nullable Map<String, ?> auth, List<String> warnings,
		Map<String, ?> topLevel, boolean bare) {

	static Reply none() {
		return new Reply(204, null, null, List.of(), Map.of(), false);
	}

	static Reply data(Map<String, ?> data) {
		return data(200, data);
	}

	static Reply data(int status, @Nullable Map<String, ?> data) {
		return new Reply(status, data, null, List.of(), Map.of(), false);
	}

	static Reply auth(Map<String, ?> auth) {
		return new Reply(200, null, auth, List.of(), Map.of(), false);
	}

	static Reply bodiless(int status) {
		return new Reply(status, null, null, List.of(), Map.of(), true);
	}

	/** A list, which is a 404 where it is empty. */
	static Reply keys(List<String> keys) {
		if (keys.isEmpty()) {
			throw Refusal.missing();
		}
		return data(Map.of("keys", keys));
	}

	/** A body without the envelope, as the unauthenticated system paths answer. */
	static Reply bare(int status, Map<String, ?> body) {
		return new Reply(status, body, null, List.of(), Map.of(), true);
	}

	Reply warning(String... warnings) {
		return new Reply((this.status == 204) ? 200 : this.status, this.data, this.auth, List.of(warnings),
				this.topLevel, false);
	}

	/** Repeats the data beside the envelope's fields, as old system paths do. */
	Reply repeatedAtTop() {
		return new Reply(this.status, this.data, this.auth, this.warnings, (this.data != null) ? this.data : Map.of(),
				false);
	}

	@Nullable Map<String, ?> body(String mountType) {
		if (this.status == 204) {
			return null;
		}
		if (this.bare) {
			return this.data;
		}
		Map<String, @Nullable Object> body = new LinkedHashMap<>(this.topLevel);
		body.put("request_id", UUID.randomUUID().toString());
		body.put("lease_id", "");
		body.put("renewable", false);
		body.put("lease_duration", 0);
		body.put("data", this.data);
		body.put("wrap_info", null);
		body.put("warnings", this.warnings.isEmpty() ? null : this.warnings);
		body.put("auth", this.auth);
		body.put("mount_type", (this.status == 200) ? mountType : "");
		return body;
	}

}
