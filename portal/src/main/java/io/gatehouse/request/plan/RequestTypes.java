package io.gatehouse.request.plan;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import io.gatehouse.request.RequestType;
import org.springframework.aop.support.AopUtils;
import org.springframework.core.GenericTypeResolver;
import org.springframework.stereotype.Component;

/** Every request type that there is, by name. */
@Component
public class RequestTypes {

	private final Map<String, Known> types = new TreeMap<>();

	RequestTypes(Collection<RequestType<?>> types) {
		for (RequestType<?> type : types) {
			Known known = Known.of(type);
			if (this.types.put(type.name(), known) != null) {
				throw new IllegalStateException("Two request types are named '" + type.name() + "'");
			}
		}
	}

	public Collection<Known> all() {
		return this.types.values();
	}

	public Optional<Known> find(String name) {
		return Optional.ofNullable(this.types.get(name));
	}

	/** The type of something that was stored. */
	public Known get(String name) {
		return find(name)
			.orElseThrow(() -> new IllegalStateException("There is no request type '" + name + "' any more"));
	}

	/**
	 * A request type, with its form's class at hand.
	 *
	 * @param type takes forms of {@code form} only; cast once, here
	 */
	public record Known(RequestType<Record> type, Class<? extends Record> form) {

		// The form's class is read off the same declaration.
		@SuppressWarnings("unchecked")
		static Known of(RequestType<?> type) {
			Class<?> form = GenericTypeResolver.resolveTypeArgument(AopUtils.getTargetClass(type), RequestType.class);
			if (form == null || !form.isRecord()) {
				throw new IllegalStateException("The form of " + type.getClass() + " must be a record");
			}
			return new Known((RequestType<Record>) type, form.asSubclass(Record.class));
		}

		public String name() {
			return this.type.name();
		}

	}

}
