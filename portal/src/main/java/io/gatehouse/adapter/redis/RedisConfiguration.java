package io.gatehouse.adapter.redis;

import io.gatehouse.request.event.ChangeSignals;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class RedisConfiguration {

	@Bean
	ChangeSignals changeSignals(RedisProperties properties) {
		return (properties.url() != null) ? RedisSignals.at(properties.url(), properties) : ChangeSignals.none();
	}

}
