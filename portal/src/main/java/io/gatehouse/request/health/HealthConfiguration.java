package io.gatehouse.request.health;

import java.util.Map;
import java.util.stream.Collectors;

import io.gatehouse.request.ExternalSystem;
import io.gatehouse.request.plan.Systems;
import io.gatehouse.request.words.Words;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts every external system into the portal's health, under {@code systems}. */
@Configuration(proxyBeanMethods = false)
class HealthConfiguration {

	@Bean
	CompositeHealthContributor systemsHealthContributor(Systems systems, Words words) {
		Map<String, SystemHealth> health = systems.all()
			.stream()
			.collect(Collectors.toMap(ExternalSystem::name, (system) -> new SystemHealth(system, words)));
		return CompositeHealthContributor.fromMap(health);
	}

}
