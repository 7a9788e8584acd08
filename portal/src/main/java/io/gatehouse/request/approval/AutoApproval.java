package io.gatehouse.request.approval;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import io.gatehouse.request.RequestType.Verb;
import io.gatehouse.request.Requester;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Rules of the configuration by which a request needs nobody's approval, in CEL. They are
 * compiled at start-up, which fails where one is wrong; they see {@code form},
 * {@code requester}, {@code verb} and {@code hours} (of the lifetime, -1 without one),
 * call nothing, and are bounded in work. A rule that fails to evaluate approves nothing.
 */
@Component
public class AutoApproval {

	private static final Logger log = LoggerFactory.getLogger(AutoApproval.class);

	private static final CelOptions LIMITS = CelOptions.current()
		.comprehensionMaxIterations(1_000)
		.maxExpressionCodePointSize(2_000)
		.maxParseRecursionDepth(50)
		.build();

	private record Rule(String type, String name, CelRuntime.Program program) {
	}

	private final List<Rule> rules = new ArrayList<>();

	AutoApproval(ApprovalProperties properties) {
		properties.auto().forEach((type, rules) -> rules.forEach((name, expression) -> {
			this.rules.add(new Rule(type, name, compile(type, name, expression)));
		}));
	}

	private static CelRuntime.Program compile(String type, String name, String expression) {
		CelCompiler compiler = CelCompilerFactory.standardCelCompilerBuilder()
			.setOptions(LIMITS)
			.setStandardMacros(CelStandardMacro.STANDARD_MACROS)
			.addVar("form", MapType.create(SimpleType.STRING, SimpleType.DYN))
			.addVar("requester", MapType.create(SimpleType.STRING, SimpleType.DYN))
			.addVar("verb", SimpleType.STRING)
			.addVar("hours", SimpleType.INT)
			.setResultType(SimpleType.BOOL)
			.build();
		try {
			CelRuntime runtime = CelRuntimeFactory.standardCelRuntimeBuilder().setOptions(LIMITS).build();
			return runtime.createProgram(compiler.compile(expression).getAst());
		}
		catch (CelValidationException | CelEvaluationException ex) {
			throw new IllegalStateException(
					"gatehouse.approval.auto." + type + "." + name + " is no valid rule: " + ex.getMessage(), ex);
		}
	}

	/** The name of the first rule that lets the request through. */
	public Optional<String> rule(String type, Verb verb, Map<String, Object> form, Requester requester, long hours) {
		Map<String, Object> variables = new HashMap<>();
		variables.put("form", form);
		variables.put("requester", Map.of("username", requester.username(), "groups", List.copyOf(requester.groups()),
				"roles", requester.roles().stream().map((role) -> role.name().toLowerCase(Locale.ROOT)).toList()));
		variables.put("verb", verb.name());
		variables.put("hours", hours);
		return this.rules.stream()
			.filter((rule) -> rule.type().equals(type) && holds(rule, variables))
			.map(Rule::name)
			.findFirst();
	}

	private static boolean holds(Rule rule, Map<String, Object> variables) {
		try {
			return Boolean.TRUE.equals(rule.program().eval(variables));
		}
		catch (CelEvaluationException ex) {
			log.warn("The rule gatehouse.approval.auto.{}.{} could not be evaluated and approves nothing: {}",
					rule.type(), rule.name(), ex.getMessage());
			return false;
		}
	}

}
