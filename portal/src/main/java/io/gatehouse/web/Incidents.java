package io.gatehouse.web;

import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.web.error.ErrorAttributeOptions;
import org.springframework.boot.webmvc.error.DefaultErrorAttributes;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.WebRequest;

/**
 * Tells about an error its status and nothing of what is inside; for a failure of the
 * portal itself a number to quote, under which the log has the rest.
 */
@Component
class Incidents extends DefaultErrorAttributes {

	private static final Logger log = LoggerFactory.getLogger(Incidents.class);

	// Without letters and digits that look or sound like another one.
	private static final String ALPHABET = "23456789ACDEFHJKLMNPQRTUVWXY";

	private final RandomGenerator random = new SecureRandom();

	@Override
	public Map<String, Object> getErrorAttributes(WebRequest request, ErrorAttributeOptions options) {
		Map<String, Object> all = super.getErrorAttributes(request, options);
		Map<String, Object> told = new LinkedHashMap<>();
		all.forEach((key, value) -> {
			if (key.equals("status") || key.equals("error")) {
				told.put(key, value);
			}
		});
		if (all.get("status") instanceof Integer status && status >= 500) {
			String incident = number();
			log.error("Incident {}: status {} at {}", incident, status, all.get("path"), getError(request));
			told.put("incident", incident);
		}
		return told;
	}

	private String number() {
		StringBuilder number = new StringBuilder();
		for (int i = 0; i < 8; i++) {
			number.append((i == 4) ? "-" : "").append(ALPHABET.charAt(this.random.nextInt(ALPHABET.length())));
		}
		return number.toString();
	}

}
