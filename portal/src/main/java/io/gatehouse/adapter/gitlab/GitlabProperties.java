package io.gatehouse.adapter.gitlab;

import java.net.URI;

import io.gatehouse.adapter.GuardLimits;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where GitLab is, and as whom the portal comes.
 *
 * @param url the address that the portal calls, without {@code /api/v4}
 * @param token an access token of the portal's own account
 * @param publicUrl the address that people open; null: the one that GitLab names itself
 * @param limits how much the portal may ask
 * @param teamsGroup full path of the group below which the teams' groups are
 */
@ConfigurationProperties("gatehouse.gitlab")
@Validated
record GitlabProperties(@NotNull URI url, @NotBlank String token, @Nullable URI publicUrl,
		@DefaultValue @Valid GuardLimits limits, @DefaultValue("teams") @NotBlank String teamsGroup) {

	@Override
	public String toString() {
		return "GitlabProperties[url=" + this.url + ", publicUrl=" + this.publicUrl + ", limits=" + this.limits
				+ ", teamsGroup=" + this.teamsGroup + "]";
	}

}
