package io.gatehouse.security;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

import io.gatehouse.Journey;
import io.gatehouse.Stage;
import io.gatehouse.request.asset.Asset;
import io.gatehouse.request.lifecycle.ServiceRequest;

/** What people have and ask for, made anew where somebody has changed it. */
final class Things {

	/** No number of anything. */
	private static final String NOBODYS = "987654321";

	private final Stage stage;

	private final Journey journey;

	private final Map<String, Supplier<String>> makers = new HashMap<>();

	private final Map<String, String> made = new HashMap<>();

	private int projects;

	Things(Stage stage, Journey journey) {
		this.stage = stage;
		this.journey = journey;
		List.of("dana", "denis", "mira", "oscar", "olga", "otto").forEach(journey::person);
		host("edge-1", "table");
		host("edge-2", "other-table");
		project("table-had");
		project("table-wanted");
		this.makers.put("assets payments'", () -> project("table-" + this.projects++));
		this.makers.put("requests payments'", () -> number(
				journey.ask("mira", "project", "team=payments", "name=table-asked-" + this.projects++, "size=SMALL")));
		for (String person : List.of("dana", "denis")) {
			this.makers.put("assets " + person + "'s",
					() -> number(journey.have(person, "olga", "access", access("table-had", person))));
			this.makers.put("requests " + person + "'s",
					() -> number(journey.ask(person, "access", access("table-wanted", person))));
			this.makers.put("bans/requests " + person + "'s", () -> number(journey.ask(person, "ban",
					"addresses=198.51.100.21", "reason=flood", "where=HOSTS", "group=table", "lasts=1")));
		}
		this.makers.put("bans ops'", this::ban);
		this.makers.put("systems ", () -> "vault");
		this.makers.put("bans/feeds ", () -> "table");
		this.makers.put("ask ", () -> "access");
	}

	private void host(String name, String group) {
		this.journey.haveAtOnce("olga", "ban-host", "name=" + name, "group=" + group);
	}

	private String project(String name) {
		return number(this.journey.have("mira", "olga", "project", "team=payments", "name=" + name, "size=SMALL"));
	}

	private static String[] access(String project, String person) {
		return new String[] { "project=teams/payments/" + project, "person=" + person, "role=MAINTAINER", "lasts=1" };
	}

	private String ban() {
		this.journey.ask("olga", "ban", "addresses=198.51.100.22", "reason=flood", "where=HOSTS", "group=table",
				"lasts=1");
		return this.journey.until(() -> this.stage.query("select max(id) from ban"),
				(id) -> id != null && !id.isEmpty());
	}

	private static String number(ServiceRequest request) {
		return Long.toString(request.number());
	}

	private static String number(Asset asset) {
		return Long.toString(asset.number());
	}

	/**
	 * What stands in an address for an object.
	 * @param kind the part of the address before it, such as {@code requests}
	 */
	String id(String kind, String object) {
		if (object.equals("nobody's")) {
			return NOBODYS;
		}
		String key = kind + " " + object;
		// Not computeIfAbsent, as one thing may need another.
		if (!this.made.containsKey(key)) {
			this.made.put(key, this.makers.get(key).get());
		}
		return this.made.get(key);
	}

	/** Waits until it is taken away; the next one gets another. */
	void forgetOnceGone(String kind, String object) {
		String number = Objects.requireNonNull(this.made.get(kind + " " + object));
		this.journey.until(() -> this.stage.query("select state from asset where number = " + number), "ENDED"::equals);
		forget(kind, object);
	}

	void forget(String kind, String object) {
		this.made.remove(kind + " " + object);
	}

	/** The token that a host was given. */
	String token(String host) {
		return token(this.stage, host);
	}

	static String token(Stage stage, String host) {
		return stage.vaultHand()
			.send("GET", "/v1/secret/data/gatehouse/ban-hosts/" + host + "/token", null, null)
			.ok()
			.body()
			.at("/data/data/token")
			.asString();
	}

}
