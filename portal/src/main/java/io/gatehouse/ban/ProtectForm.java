package io.gatehouse.ban;

import java.time.Duration;

import io.gatehouse.request.Field;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/**
 * What is asked of somebody who wants a network protected from bans.
 *
 * @param lasts null for good
 */
record ProtectForm(@NotBlank @Size(max = 60) @Field(fixed = true) String network,
		@NotBlank @Size(max = 100) String owner, @NotBlank @Size(max = 500) String reason,
		@Field(value = "true") boolean forGood,
		@NotNull @DurationMin(minutes = 15) @DurationMax(days = 365) @Field(when = "forGood=false",
				value = "30") Duration lasts) {
}
