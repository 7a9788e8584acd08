package io.gatehouse.sandbox.gitlab;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/** {@code /projects/:id/variables} and {@code /groups/:id/variables}. */
final class VariablesApi {

	private static final Pattern MASKABLE = Pattern.compile("[A-Za-z0-9_+=/@:.~-]{8,}");

	private static final Pattern MASKABLE_RAW = Pattern.compile("\\S{8,}");

	private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_]{1,255}");

	private VariablesApi() {
	}

	static void addTo(Endpoints endpoints) {
		endpoints
			.both("GET", "/variables",
					(call) -> Paging.page(call, call.node(Level.MAINTAINER).variables, VariablesApi::view))
			.both("GET", "/variables/{key}", (call) -> Answer.ok(view(find(call, call.node(Level.MAINTAINER)))))
			.both("POST", "/variables", VariablesApi::create)
			.both("PUT", "/variables/{key}", VariablesApi::update)
			.both("DELETE", "/variables/{key}", VariablesApi::remove);
	}

	private static Answer create(Call call) {
		Node node = call.node(Level.MAINTAINER);
		Params params = call.params();
		String key = params.required("key");
		boolean hidden = params.flag("masked_and_hidden", false);
		Variable variable = new Variable(key, params.required("value"), params.text("variable_type", "env_var"),
				params.flag("protected", false), hidden || params.flag("masked", false), hidden,
				params.flag("raw", false), params.text("environment_scope", "*"), params.text("description", ""));
		refuse(variable);
		refuseTwins(node, null, variable);
		node.variables.add(variable);
		return Answer.created(view(variable));
	}

	private static void refuse(Variable variable) {
		if (!KEY.matcher(variable.key()).matches()) {
			throw Errors.field("key", "can contain only letters, digits and '_'.");
		}
		Pattern maskable = variable.raw() ? MASKABLE_RAW : MASKABLE;
		if (variable.masked() && !maskable.matcher(variable.value()).matches()) {
			throw Errors.field("value", "is invalid");
		}
	}

	private static void refuseTwins(Node node, @Nullable Variable itself, Variable variable) {
		boolean twin = node.variables.stream()
			.anyMatch((other) -> other != itself && other.key().equals(variable.key())
					&& other.scope().equals(variable.scope()));
		if (twin) {
			throw Errors.field("key", "(" + variable.key() + ") has already been taken");
		}
	}

	private static Answer update(Call call) {
		Node node = call.node(Level.MAINTAINER);
		Variable old = find(call, node);
		Params params = call.params();
		if (params.has("masked_and_hidden") || old.hidden() && !params.flag("masked", true)) {
			throw Errors.field("masked_and_hidden", "can only be set when the variable is created");
		}
		Variable variable = new Variable(old.key(), params.text("value", old.value()),
				params.text("variable_type", old.type()), params.flag("protected", old.isProtected()),
				params.flag("masked", old.masked()), old.hidden(), params.flag("raw", old.raw()),
				params.text("environment_scope", old.scope()), params.text("description", old.description()));
		refuse(variable);
		refuseTwins(node, old, variable);
		node.variables.replaceAll((other) -> (other == old) ? variable : other);
		return Answer.ok(view(variable));
	}

	private static Answer remove(Call call) {
		Node node = call.node(Level.MAINTAINER);
		node.variables.remove(find(call, node));
		return Answer.noContent();
	}

	private static Variable find(Call call, Node node) {
		String scope = call.params().nested("filter").text("environment_scope");
		List<Variable> found = node.variables.stream()
			.filter((variable) -> variable.key().equals(call.path("key")))
			.filter((variable) -> scope == null || variable.scope().equals(scope))
			.toList();
		if (found.isEmpty()) {
			throw Errors.notFound("Variable");
		}
		if (found.size() > 1) {
			throw Errors.message(409, "There are multiple variables with provided parameters. "
					+ "Please use 'filter[environment_scope]'");
		}
		return found.getFirst();
	}

	private static Map<String, @Nullable Object> view(Variable variable) {
		return Json.object("variable_type", variable.type(), "key", variable.key(), "value",
				variable.hidden() ? null : variable.value(), "hidden", variable.hidden(), "protected",
				variable.isProtected(), "masked", variable.masked(), "raw", variable.raw(), "environment_scope",
				variable.scope(), "description", variable.description());
	}

}
