package io.gatehouse.identity;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where teams live in GitLab.
 *
 * @param teamsGroup full path of the group whose subgroups are the teams
 */
@ConfigurationProperties("gatehouse")
record TeamProperties(@DefaultValue("teams") String teamsGroup) {

	TeamProperties {
		if (teamsGroup.isBlank()) {
			throw new IllegalArgumentException("gatehouse.teams-group must name a group");
		}
	}

}
