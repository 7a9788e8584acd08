package io.gatehouse.adapter.kubernetes;

import java.time.Clock;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class KubernetesConfiguration {

	@Bean
	Cluster cluster(KubernetesProperties properties, Clock clock) {
		return Cluster.at(properties, clock);
	}

}
