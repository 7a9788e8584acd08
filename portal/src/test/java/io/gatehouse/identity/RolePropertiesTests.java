package io.gatehouse.identity;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RolePropertiesTests {

	@Test
	void hasDefaults() {
		RoleProperties roles = new Binder(new MapConfigurationPropertySource(Map.of())).bindOrCreate("gatehouse.roles",
				RoleProperties.class);

		assertThat(roles)
			.isEqualTo(new RoleProperties(List.of("developers"), List.of("platform"), List.of("platform-admins"),
					Duration.ofMinutes(5), Duration.ofSeconds(20), Duration.ofSeconds(1), Duration.ofMinutes(15)));
	}

	@Test
	void givesTheLowerRolesWithTheHigherOne() {
		RoleProperties roles = roles("platform-admins");

		assertThat(roles.of(Set.of("developers"))).containsExactly(Role.DEVELOPER);
		assertThat(roles.of(Set.of("platform"))).containsExactly(Role.DEVELOPER, Role.OPS);
		assertThat(roles.of(Set.of("platform-admins"))).containsExactly(Role.DEVELOPER, Role.OPS, Role.ADMIN);
		assertThat(roles.of(Set.of("platform/tools", "teams/payments"))).isEmpty();
	}

	@Test
	void refusesAGroupThatOthersInherit() {
		assertThatThrownBy(() -> roles("platform/admins")).hasMessageContaining("gatehouse.roles.admin")
			.hasMessageContaining("platform/admins");
	}

	@ParameterizedTest
	@ValueSource(strings = { "refresh-every", "check-blocked-every", "patience", "good-for" })
	void refusesTimesThatAreNone(String name) {
		Binder binder = new Binder(new MapConfigurationPropertySource(Map.of("gatehouse.roles." + name, "0s")));
		assertThatThrownBy(() -> binder.bindOrCreate("gatehouse.roles", RoleProperties.class)).rootCause()
			.hasMessageContaining("gatehouse.roles." + name);
	}

	private static RoleProperties roles(String admin) {
		return new RoleProperties(List.of("developers"), List.of("platform"), List.of(admin), Duration.ofMinutes(5),
				Duration.ofSeconds(20), Duration.ofSeconds(1), Duration.ofMinutes(15));
	}

}
