package io.gatehouse.ban;

import io.gatehouse.request.Field;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/** What is asked of somebody who wants a host to enforce bans. */
record HostForm(
		@NotBlank @Size(max = 63) @Pattern(regexp = "[a-z0-9]([a-z0-9.-]*[a-z0-9])?",
				message = "{ban-host.form}") @Field(fixed = true) String name,
		@NotBlank @Pattern(regexp = HostForm.LABEL, message = "{ban.group.form}") String group) {

	static final String LABEL = "[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?";

}
