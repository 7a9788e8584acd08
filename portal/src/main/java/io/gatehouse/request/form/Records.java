package io.gatehouse.request.form;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** Takes records apart and puts them together; also those that only their folder sees. */
final class Records {

	private Records() {
	}

	/** The components' values in their order. */
	static Map<String, @Nullable Object> values(Record form) {
		Map<String, @Nullable Object> values = new LinkedHashMap<>();
		for (RecordComponent component : form.getClass().getRecordComponents()) {
			values.put(component.getName(), value(form, component.getAccessor()));
		}
		return values;
	}

	private static @Nullable Object value(Record form, Method accessor) {
		try {
			accessor.setAccessible(true);
			return accessor.invoke(form);
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException("Can't read " + accessor, ex);
		}
	}

	/**
	 * Makes a record; what is missing is null, zero, false, or an empty list.
	 * @throws RuntimeException what the record's constructor throws
	 */
	static <F extends Record> F made(Class<F> type, Map<String, ? extends @Nullable Object> values) {
		RecordComponent[] components = type.getRecordComponents();
		Object[] arguments = Arrays.stream(components)
			.map((component) -> orNothing(component.getType(), values.get(component.getName())))
			.toArray();
		try {
			Constructor<F> constructor = type
				.getDeclaredConstructor(Arrays.stream(components).map(RecordComponent::getType).toArray(Class[]::new));
			constructor.setAccessible(true);
			return constructor.newInstance(arguments);
		}
		catch (InvocationTargetException ex) {
			if (ex.getCause() instanceof RuntimeException refusal) {
				throw refusal;
			}
			throw new IllegalStateException("The constructor of %s failed".formatted(type.getName()), ex);
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException("Can't make a " + type.getName(), ex);
		}
	}

	private static @Nullable Object orNothing(Class<?> type, @Nullable Object value) {
		if (value != null) {
			return value;
		}
		if (type == int.class) {
			return 0;
		}
		if (type == long.class) {
			return 0L;
		}
		if (type == boolean.class) {
			return false;
		}
		return (type == List.class) ? List.of() : null;
	}

}
