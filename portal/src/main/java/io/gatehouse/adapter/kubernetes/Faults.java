package io.gatehouse.adapter.kubernetes;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusCause;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.gatehouse.redaction.Redaction;
import io.gatehouse.request.ExternalSystem.Refused;
import io.gatehouse.request.ExternalSystem.Unavailable;
import io.gatehouse.request.Text;
import org.jspecify.annotations.Nullable;

/** Reads what an API server, or the way to it, answers instead of a result. */
final class Faults {

	private static final Pattern HELD_BY = Pattern.compile("conflict with \"([^\"]*)\"");

	/**
	 * The pause that the server asked for last. It asks the whole client, not one
	 * request; the client's exceptions don't carry the header.
	 */
	private volatile @Nullable Duration askedPause;

	/** Listens to the headers of all answers. */
	Interceptor listener() {
		return new Interceptor() {
			@Override
			public void after(HttpRequest request, HttpResponse<?> response,
					AsyncBody.Consumer<List<ByteBuffer>> consumer) {
				if (response.code() == 429 || response.code() == 503) {
					Faults.this.askedPause = pause(response.header("Retry-After"));
				}
			}
		};
	}

	RuntimeException classify(Exception ex) {
		return switch (ex) {
			case KubernetesClientException fault -> told(fault);
			case RuntimeException other -> other;
			default -> new IllegalStateException(ex);
		};
	}

	private RuntimeException told(KubernetesClientException fault) {
		String words = words(fault);
		if (fault.getCode() <= 0) {
			return new Unavailable(Text.of("kubernetes.unreachable", words), null, fault);
		}
		return switch (fault.getCode()) {
			case 429, 503 -> new Unavailable(Text.of("kubernetes.overloaded", words), this.askedPause, fault);
			case 401 -> new Refused(Text.of("kubernetes.unauthenticated"), fault);
			case 403 -> new Refused(Text.of("kubernetes.forbidden", words), fault);
			default -> (fault.getCode() >= 500)
					? new Unavailable(Text.of("kubernetes.failing", fault.getCode(), words), null, fault)
					: new Refused(Text.of("kubernetes.refused", fault.getCode(), words), fault);
		};
	}

	static boolean namespaceGoing(KubernetesClientException fault) {
		return fault.getCode() == 403
				&& causes(fault).stream().anyMatch((cause) -> "NamespaceTerminating".equals(cause.getReason()));
	}

	/** By field, who else holds it; empty where the fault is none of that kind. */
	static SortedMap<String, String> contested(KubernetesClientException fault) {
		SortedMap<String, String> managers = new TreeMap<>();
		for (StatusCause cause : causes(fault)) {
			if ("FieldManagerConflict".equals(cause.getReason())) {
				Matcher holder = HELD_BY.matcher(cause.getMessage());
				managers.put(cause.getField(), holder.find() ? holder.group(1) : cause.getMessage());
			}
		}
		return managers;
	}

	private static List<StatusCause> causes(KubernetesClientException fault) {
		Status status = fault.getStatus();
		return (status != null && status.getDetails() != null) ? status.getDetails().getCauses() : List.of();
	}

	private static String words(KubernetesClientException fault) {
		String words = (fault.getStatus() != null) ? fault.getStatus().getMessage() : null;
		if (words == null) {
			Throwable root = fault;
			while (root.getCause() != null) {
				root = root.getCause();
			}
			words = (root.getMessage() != null) ? root.getMessage() : root.getClass().getSimpleName();
		}
		return Redaction.line(words);
	}

	private static @Nullable Duration pause(@Nullable String seconds) {
		return (seconds != null && seconds.matches("\\d{1,5}")) ? Duration.ofSeconds(Long.parseLong(seconds)) : null;
	}

}
