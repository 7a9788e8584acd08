package io.gatehouse.project;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What every new project gets.
 *
 * @param perPerson how many projects a person may have
 * @param template the pipeline that it includes
 * @param libraries full path of the project whose packages it may read
 * @param clusterRole what the team may do in the namespace
 * @param groupPrefix what the cluster's login puts before the path of a GitLab group
 */
@Validated
@ConfigurationProperties("gatehouse.project")
record ProjectProperties(@DefaultValue("5") @Min(1) int perPerson, @DefaultValue @Valid @NotNull Template template,
		@DefaultValue("platform/libraries") @NotBlank String libraries,
		@DefaultValue("edit") @NotBlank String clusterRole, @DefaultValue("") String groupPrefix) {

	/**
	 * A pipeline that lies in another project.
	 *
	 * @param project its full path
	 * @param file the path in it
	 * @param ref a branch or tag
	 */
	record Template(@DefaultValue("platform/ci-templates") @NotBlank String project,
			@DefaultValue("/service.yml") @NotBlank String file, @DefaultValue("main") @NotBlank String ref) {
	}

}
