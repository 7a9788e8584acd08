package io.gatehouse.project;

import java.util.Map;
import java.util.Optional;

/** What a new project begins with. */
final class StarterFiles {

	private StarterFiles() {
	}

	/** Contents by path. */
	static Map<String, String> of(NewProject form, String path, ProjectProperties.Template template) {
		return Map.of("README.md", readme(form, path), ".gitlab-ci.yml", pipeline(template));
	}

	private static String readme(NewProject form, String path) {
		return """
				# %s
				%s
				| What | Where |
				|---|---|
				| Namespace in the cluster | `%s` |
				| Secrets in Vault | `%s` |
				| Role for the login to Vault | `%s` |

				The namespace takes only pods that meet the pod security standard `restricted`, and lets nothing in
				or out but DNS: add a network policy for what your service needs.
				""".formatted(form.name(),
				Optional.ofNullable(form.description())
					.filter((text) -> !text.isBlank())
					.map("\n%s\n"::formatted)
					.orElse(""),
				form.namespace(), path, form.namespace());
	}

	private static String pipeline(ProjectProperties.Template template) {
		return """
				# The platform's pipeline; what you add here comes on top of it.
				include:
				  - project: "%s"
				    ref: "%s"
				    file: "%s"
				""".formatted(template.project(), template.ref(), template.file());
	}

}
