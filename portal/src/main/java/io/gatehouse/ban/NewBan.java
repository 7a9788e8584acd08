package io.gatehouse.ban;

import java.time.Duration;
import java.util.List;

import io.gatehouse.ban.list.Scope;
import io.gatehouse.request.Field;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of somebody who wants addresses banned.
 *
 * @param addresses addresses, networks and ranges
 * @param file more of them, one on a line
 * @param lasts null for good
 */
record NewBan(@Size(max = 10_000) @Field(anyOf = "addresses", fixed = true) List<String> addresses,
		@Field(anyOf = "addresses", fixed = true) Field.@Nullable Upload file, @NotBlank @Size(max = 500) String reason,
		@NotNull @Field(value = "EVERYWHERE", fixed = true) Where where,
		@NotBlank @Pattern(regexp = HostForm.LABEL, message = "{ban.group.form}") @Field(when = "where=HOSTS",
				fixed = true) String group,
		boolean forGood, @NotNull @DurationMin(minutes = 1) @DurationMax(days = 365) @Field(when = "forGood=false",
				value = "7") Duration lasts) {

	/** Where it holds. */
	enum Where {

		EVERYWHERE, INGRESS, HOSTS

	}

	Scope scope() {
		return switch (this.where) {
			case EVERYWHERE -> Scope.EVERYWHERE;
			case INGRESS -> Scope.INGRESS;
			case HOSTS -> Scope.hosts(this.group);
		};
	}

}
