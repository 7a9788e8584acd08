package io.gatehouse.sandbox.kubernetes;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.gatehouse.sandbox.http.Exchange;

/** How a write is to be made. */
record WriteOptions(Caller caller, boolean dryRun, String manager, boolean force, boolean strict) {

	static WriteOptions of(Exchange exchange, Caller caller, String options) {
		List<String> dryRun = exchange.queries().getOrDefault("dryRun", List.of());
		for (String value : dryRun) {
			if (!value.equals("All")) {
				throw Statuses.invalidOptions(options, new FieldError("dryRun", "FieldValueNotSupported",
						"Unsupported value: [\"" + value + "\"]: supported values: \"All\""));
			}
		}
		String manager = exchange.query("fieldManager");
		return new WriteOptions(caller, !dryRun.isEmpty(),
				(manager != null && !manager.isEmpty()) ? manager : agent(exchange.header("User-Agent")),
				"true".equals(exchange.query("force")), "Strict".equals(exchange.query("fieldValidation")));
	}

	private static String agent(@Nullable String userAgent) {
		return (userAgent == null || userAgent.isBlank()) ? "unknown" : userAgent.split("[/ ]")[0];
	}

}
