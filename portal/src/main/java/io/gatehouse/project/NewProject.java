package io.gatehouse.project;

import io.gatehouse.request.Field;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of somebody who wants a project. Team and name become parts of a
 * namespace's name, whose rules are narrower than GitLab's.
 */
record NewProject(
		@NotBlank @Size(max = 40) @Pattern(regexp = NewProject.LABEL,
				message = "{project.form}") @Field(kind = Field.Kind.TEAM, fixed = true) String team,
		@NotBlank @Size(max = 50) @Pattern(regexp = NewProject.LABEL,
				message = "{project.form}") @Field(fixed = true) String name,
		@Size(max = 250) @Field(fixed = true) @Nullable String description,
		@NotNull @Field(value = "SMALL") NamespaceSize size) {

	static final String LABEL = "[a-z0-9]([a-z0-9-]*[a-z0-9])?";

	String namespace() {
		return this.team + "-" + this.name;
	}

}
