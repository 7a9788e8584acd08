package io.gatehouse.access;

import java.time.Duration;

import io.gatehouse.adapter.gitlab.AccessRole;
import io.gatehouse.request.Field;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/**
 * What is asked of somebody who wants access.
 *
 * @param project the full path
 * @param person the user name of the one who gets it: named even where it is the
 * requester, so that it stays the same person whoever asks for a change
 */
record ProjectAccess(@NotBlank @Field(kind = Field.Kind.PROJECT, fixed = true) String project,
		@NotBlank @Field(kind = Field.Kind.PERSON, fixed = true, value = Field.ME) String person,
		@NotNull @Field(value = "DEVELOPER") AccessRole role,
		@NotNull @DurationMin(minutes = 15) @DurationMax(days = 30) @Field(value = "7") Duration lasts) {
}
