package io.gatehouse.sandbox.vault;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** The policies, at {@code sys/policies/acl} and at the older {@code sys/policy}. */
final class Policies {

	/** What every token may do about itself, in the words of this stand-in. */
	static final String DEFAULT = """
			# What every token may do: look after itself.
			path "auth/token/lookup-self" { capabilities = ["read"] }
			path "auth/token/renew-self" { capabilities = ["update"] }
			path "auth/token/revoke-self" { capabilities = ["update"] }
			path "sys/capabilities-self" { capabilities = ["update"] }
			""";

	private final State state;

	private final Map<String, Policy> parsed = new ConcurrentHashMap<>();

	Policies(State state) {
		this.state = state;
		state.policies().putIfAbsent("default", DEFAULT);
	}

	Reply acl(Call call, String name) {
		return handle(call, name, "policy");
	}

	/** The older path: the text is called rules, and answers are repeated at the top. */
	Reply legacy(Call call, String name) {
		return handle(call, name, "rules").repeatedAtTop();
	}

	private Reply handle(Call call, String rawName, String textField) {
		if (rawName.isEmpty()) {
			return list(call, textField);
		}
		String name = rawName.toLowerCase(Locale.ROOT);
		return switch (call.operation()) {
			case READ -> read(name, textField);
			case CREATE, UPDATE -> write(call, rawName, name);
			case DELETE -> delete(name);
			case LIST, PATCH -> throw Refusal.unsupportedOperation();
		};
	}

	private Reply list(Call call, String textField) {
		boolean read = call.operation() == Operation.READ && textField.equals("rules");
		if (!read && call.operation() != Operation.LIST) {
			throw Refusal.unsupportedOperation();
		}
		List<String> names = new ArrayList<>(this.state.policies().keySet());
		names.add("root");
		return Reply.data(textField.equals("rules") ? Map.of("keys", names, "policies", names) : Map.of("keys", names));
	}

	private Reply read(String name, String textField) {
		String text = name.equals("root") ? "" : this.state.policies().get(name);
		if (text == null) {
			throw Refusal.missing();
		}
		Map<String, String> data = new LinkedHashMap<>();
		data.put("name", name);
		data.put(textField, text);
		return Reply.data(data);
	}

	private Reply write(Call call, String rawName, String name) {
		String text = call.has("policy") ? call.text("policy") : call.text("rules");
		if (text.isEmpty()) {
			throw Refusal.bad("'policy' parameter not supplied or empty");
		}
		Policy.parse(text);
		if (name.equals("root")) {
			throw Refusal.bad("cannot update \"root\" policy");
		}
		this.state.policies().put(name, text);
		if (!call.has("policy")) {
			return Reply.none().warning("'rules' is deprecated, please use 'policy' instead");
		}
		return name.equals(rawName) ? Reply.none() : Reply.none().warning("policy name was converted to " + name);
	}

	private Reply delete(String name) {
		if (name.equals("root") || name.equals("default")) {
			throw Refusal.bad("cannot delete " + (name.equals("root") ? "\"root\"" : name) + " policy");
		}
		this.state.policies().remove(name);
		return Reply.none();
	}

	/** All that a token's policies allow; names without a policy grant nothing. */
	Acl acl(List<String> names) {
		List<Policy> policies = names.stream()
			.map(this.state.policies()::get)
			.filter(Objects::nonNull)
			.map((text) -> this.parsed.computeIfAbsent(text, Policy::parse))
			.toList();
		return new Acl(names.contains("root"), policies);
	}

}
