package io.gatehouse.security;

import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.gatehouse.web.Browser;

/** A form as nobody would fill it in, and what it comes in. */
record BadInput(List<Field> fields, Envelope envelope) {

	/** Names may be there more than once. */
	record Field(String name, String value) {

		@Override
		public String toString() {
			return printable(this.name) + "=" + printable(this.value);
		}

		private static String printable(String text) {
			return text.chars()
				.mapToObj((sign) -> (sign >= ' ' && sign < 127) ? Character.toString(sign) : "\\u%04x".formatted(sign))
				.collect(Collectors.joining());
		}

	}

	/** How a form is sent: as one, or as something else with the same in it. */
	enum Envelope {

		FORM("application/x-www-form-urlencoded"), FORM_IN_UTF_16("application/x-www-form-urlencoded;charset=UTF-16"),
		FORM_IN_NOTHING("application/x-www-form-urlencoded;charset=none"),
		IN_ADDRESS("application/x-www-form-urlencoded"), BARE_PERCENT("application/x-www-form-urlencoded"),
		JSON("application/json"), XML("application/xml"), TEXT("text/plain"), NO_TYPE("nonsense"),
		PARTS("multipart/form-data; boundary=x"), PARTS_BROKEN("multipart/form-data; boundary=x"),
		PARTS_UNBOUND("multipart/form-data"), LONG_HEADER("application/x-www-form-urlencoded"),
		LONG_COOKIE("application/x-www-form-urlencoded"), MANY_COOKIES("application/x-www-form-urlencoded"),
		OVERLONG_COOKIE("application/x-www-form-urlencoded"), TOO_MANY_COOKIES("application/x-www-form-urlencoded"),
		ODD_LANGUAGE("application/x-www-form-urlencoded");

		private final String type;

		Envelope(String type) {
			this.type = type;
		}

		/** Whether it has more in its head than the portal takes. */
		boolean tooLong() {
			return switch (this) {
				case LONG_HEADER, OVERLONG_COOKIE, TOO_MANY_COOKIES -> true;
				default -> false;
			};
		}

	}

	/** With a submission of its own, so that it can be sent again. */
	HttpResponse<String> send(Browser browser, String path, String token) {
		Map<String, String> headers = new LinkedHashMap<>(
				Map.of("X-CSRF-TOKEN", token, "Content-Type", this.envelope.type));
		switch (this.envelope) {
			case LONG_HEADER -> headers.put("Referer", "/".repeat(20_000));
			case LONG_COOKIE -> headers.put("Cookie", "gatehouse-theme=" + "<q17>".repeat(1_500));
			case MANY_COOKIES -> headers.put("Cookie", "gatehouse-language=<q17>; a=b; ".repeat(200));
			case OVERLONG_COOKIE -> headers.put("Cookie", "gatehouse-theme=" + "<q17>".repeat(4_000));
			case TOO_MANY_COOKIES -> headers.put("Cookie", "gatehouse-language=<q17>; a=b; ".repeat(700));
			case ODD_LANGUAGE -> headers.put("Accept-Language", "<q17>;q=9,x-" + "a-".repeat(400) + ",ru-\u00e9;q=NaN");
			default -> {
			}
		}
		List<String> all = new ArrayList<>();
		headers.forEach((name, value) -> all.addAll(List.of(name, value)));
		String to = (this.envelope == Envelope.IN_ADDRESS) ? path + "?" + encoded() : path;
		return browser.send("POST", to, BodyPublishers.ofString(body(), StandardCharsets.ISO_8859_1),
				all.toArray(String[]::new));
	}

	private String body() {
		return switch (this.envelope) {
			case IN_ADDRESS -> "";
			case BARE_PERCENT -> encoded() + "&a=%&b=%G0&c=%f0%28%8c%28&=&&;=%00";
			case JSON -> lines("\"%s\":\"%s\"", ",");
			case XML -> "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;"
					+ lines("<%s>%s", "") + "</a>";
			case TEXT, NO_TYPE -> lines("%s=%s", "\r\n");
			case PARTS -> parts() + "--x--\r\n";
			case PARTS_BROKEN -> parts();
			default -> encoded();
		};
	}

	private String parts() {
		return lines("--x\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"../q\"\r\n\r\n%s\r\n", "");
	}

	private String lines(String format, String between) {
		return this.fields.stream()
			.map((field) -> format.formatted(field.name(), field.value()))
			.collect(Collectors.joining(between));
	}

	private String encoded() {
		String own = this.fields.stream().anyMatch((field) -> field.name().equals("submission")) ? ""
				: "&submission=" + UUID.randomUUID();
		return this.fields.stream()
			.map((field) -> encoded(field.name()) + "=" + encoded(field.value()))
			.collect(Collectors.joining("&")) + own;
	}

	private static String encoded(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8);
	}

	/**
	 * Takes away by halves what a fault does not need.
	 * @param fault what is wrong with an input; empty where nothing is
	 */
	BadInput shrunk(Function<BadInput, Optional<String>> fault) {
		for (BadInput smaller : smaller()) {
			if (fault.apply(smaller).isPresent()) {
				return smaller.shrunk(fault);
			}
		}
		return this;
	}

	private List<BadInput> smaller() {
		List<BadInput> smaller = new ArrayList<>();
		if (this.envelope != Envelope.FORM) {
			smaller.add(new BadInput(this.fields, Envelope.FORM));
		}
		int half = this.fields.size() / 2;
		if (half > 0) {
			smaller.add(new BadInput(this.fields.subList(0, half), this.envelope));
			smaller.add(new BadInput(this.fields.subList(half, this.fields.size()), this.envelope));
		}
		for (int i = 0; i < Math.min(this.fields.size(), 20); i++) {
			Field field = this.fields.get(i);
			smaller.add(new BadInput(without(i, null), this.envelope));
			int middle = field.value().length() / 2;
			if (middle > 0) {
				smaller.add(new BadInput(without(i, field.value().substring(0, middle)), this.envelope));
				smaller.add(new BadInput(without(i, field.value().substring(middle)), this.envelope));
			}
		}
		return smaller;
	}

	private List<Field> without(int index, String instead) {
		List<Field> rest = new ArrayList<>(this.fields);
		Field taken = rest.remove(index);
		if (instead != null) {
			rest.add(index, new Field(taken.name(), instead));
		}
		return rest;
	}

}
