package io.gatehouse.request.approval;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

import io.gatehouse.identity.Role;
import io.gatehouse.request.RequestType.Verb;
import io.gatehouse.request.Requester;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class AutoApprovalTests {

	private static final Requester DANA = new Requester("dana", "Dana", Set.of("developers", "teams/payments"),
			Set.of(Role.DEVELOPER));

	private static Optional<String> rule(String expression, Map<String, Object> form, long hours) {
		return rules(expression).rule("access", Verb.CREATE, form, DANA, hours);
	}

	private static AutoApproval rules(String expression) {
		return new AutoApproval(new ApprovalProperties(Map.of("access", Map.of("short", expression))));
	}

	@Test
	void approvesWhatARuleSays() {
		String expression = "verb == 'CREATE' && form.role == 'REPORTER' && hours >= 0 && hours <= 8 "
				+ "&& 'developers' in requester.groups && 'developer' in requester.roles && requester.username != 'root'";
		assertThat(rule(expression, Map.of("role", "REPORTER"), 8)).contains("short");
		assertThat(rule(expression, Map.of("role", "REPORTER"), 9)).isEmpty();
		assertThat(rule(expression, Map.of("role", "MAINTAINER"), 8)).isEmpty();
		assertThat(rule(expression, Map.of("role", "REPORTER"), -1)).isEmpty();
	}

	@Test
	void asksARuleOnlyAboutItsOwnType() {
		assertThat(rules("true").rule("project", Verb.CREATE, Map.of(), DANA, -1)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "form.role ==", "hours", "'yes'", "unknown == 1", "form.role == 'A' ? 1 : 2" })
	void refusesToStartWithARuleThatIsWrong(String expression) {
		assertThatIllegalStateException().isThrownBy(() -> rules(expression))
			.withMessageStartingWith("gatehouse.approval.auto.access.short is no valid rule");
	}

	@ParameterizedTest
	@ValueSource(strings = { "form.missing == 'A'", "form.role > 3", "1 / 0 == 1", "form.role.foo" })
	void approvesNothingWhereARuleFails(String expression) {
		assertThat(rule(expression, Map.of("role", "REPORTER"), 1)).isEmpty();
	}

	@Test
	void approvesNothingWhereARuleWorksTooLong() {
		List<Integer> many = IntStream.range(0, 900).boxed().toList();
		assertThat(rule("form.many.all(x, x >= 0)", Map.of("many", many), 1)).contains("short");
		assertThat(rule("form.many.all(x, form.many.all(y, x + y >= 0))", Map.of("many", many), 1)).isEmpty();
	}

	@Test
	void refusesToStartWithARuleThatIsTooLong() {
		assertThatIllegalStateException().isThrownBy(() -> rules("true" + " || true".repeat(400)));
		assertThatIllegalStateException().isThrownBy(() -> rules("(".repeat(200) + "true" + ")".repeat(200)));
	}

}
