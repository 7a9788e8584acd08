package io.gatehouse.adapter.vault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

import io.gatehouse.redaction.Redaction;
import io.gatehouse.request.ExternalSystem.Refused;
import io.gatehouse.request.ExternalSystem.Unavailable;
import io.gatehouse.request.Text;
import org.jspecify.annotations.Nullable;
import org.springframework.vault.VaultException;
import org.springframework.web.client.HttpStatusCodeException;
import org.springframework.web.client.ResourceAccessException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads what Vault, or the way to it, answers instead of a result: by status alone, as
 * the words differ between Vault and OpenBao.
 */
final class Faults {

	private final BooleanSupplier knowsToken;

	/**
	 * Makes a reader of faults.
	 * @param knowsToken asks Vault whether it takes the token: a right that is missing
	 * and a token that has expired are the same 403
	 */
	Faults(BooleanSupplier knowsToken) {
		this.knowsToken = knowsToken;
	}

	RuntimeException classify(Exception ex) {
		return switch (ex) {
			case VaultException fault when fault.getCause() instanceof HttpStatusCodeException answer -> told(answer);
			case ResourceAccessException fault ->
				new Unavailable(Text.of("vault.unreachable", Redaction.line(root(fault))), null, fault);
			case JacksonException fault -> new Unavailable(Text.of("vault.garbled"), null, fault);
			case RuntimeException other -> other;
			default -> new IllegalStateException(ex);
		};
	}

	private RuntimeException told(HttpStatusCodeException answer) {
		int status = answer.getStatusCode().value();
		String words = words(answer);
		return switch (status) {
			case 429 -> new Unavailable(Text.of("vault.overloaded"), pause(answer), answer);
			case 503 -> new Unavailable(Text.of("vault.sealed", words), pause(answer), answer);
			// The node has not yet seen a write that another one has acknowledged.
			case 412 -> new Unavailable(Text.of("vault.failing", status, words), null, answer);
			case 403 -> forbidden(words, answer);
			case 404 -> new Refused(Text.of("vault.no-mount", words), answer);
			default -> (status >= 500) ? new Unavailable(Text.of("vault.failing", status, words), null, answer)
					: new Refused(Text.of("vault.refused", status, words), answer);
		};
	}

	private RuntimeException forbidden(String words, HttpStatusCodeException answer) {
		try {
			return new Refused(
					this.knowsToken.getAsBoolean() ? Text.of("vault.forbidden", words) : Text.of("vault.token-unknown"),
					answer);
		}
		catch (RuntimeException ex) {
			answer.addSuppressed(ex);
			return new Refused(Text.of("vault.forbidden", words), answer);
		}
	}

	private static String words(HttpStatusCodeException answer) {
		List<String> errors = new ArrayList<>();
		try {
			JsonMapper.shared()
				.readTree(answer.getResponseBodyAsByteArray())
				.path("errors")
				.forEach((error) -> errors.add(error.asString()));
		}
		catch (JacksonException ex) {
			// Not Vault's own words but a proxy's page: the status must do.
			return answer.getStatusText();
		}
		return Redaction.line(errors.isEmpty() ? answer.getStatusText() : String.join("; ", errors));
	}

	private static String root(Throwable fault) {
		Throwable root = fault;
		while (root.getCause() != null) {
			root = root.getCause();
		}
		return (root.getMessage() != null) ? root.getMessage() : root.getClass().getSimpleName();
	}

	private static @Nullable Duration pause(HttpStatusCodeException answer) {
		String seconds = (answer.getResponseHeaders() != null) ? answer.getResponseHeaders().getFirst("Retry-After")
				: null;
		return (seconds != null && seconds.matches("\\d{1,5}")) ? Duration.ofSeconds(Long.parseLong(seconds)) : null;
	}

}
