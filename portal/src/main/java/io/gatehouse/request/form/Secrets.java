package io.gatehouse.request.form;

import java.util.LinkedHashMap;
import java.util.Map;

import io.gatehouse.request.SecretStore;
import io.gatehouse.request.form.FieldModel.Kind;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/** Puts handles in the place of secrets. */
final class Secrets {

	private static final String ROOT = "requests/";

	private Secrets() {
	}

	/** Whether a component's value is the path under which its secret is kept. */
	static boolean handle(String component, String value) {
		if (!value.startsWith(ROOT) || !value.endsWith("/" + component)) {
			return false;
		}
		int end = value.length() - component.length() - 1;
		return end > ROOT.length() && value.substring(ROOT.length(), end).chars().noneMatch((some) -> some == '/');
	}

	static Record keep(FormModel model, Record form, String prefix, SecretStore store) {
		Map<String, @Nullable Object> values = new LinkedHashMap<>(Records.values(form));
		boolean kept = false;
		for (FieldModel field : model.fields()) {
			if (field.kind() == Kind.SECRET && values.get(field.name()) instanceof String secret
					&& !handle(field.name(), secret)) {
				String path = prefix + "/" + field.name();
				Assert.isTrue(handle(field.name(), path), "Secrets of forms are kept under " + ROOT + "ID");
				store.put(path, Map.of("value", secret), Map.of("field", field.name()));
				values.put(field.name(), path);
				kept = true;
			}
		}
		return kept ? Records.made(model.type(), values) : form;
	}

}
