package io.gatehouse.survival;

import java.util.Map;

import io.gatehouse.Gatehouse;
import io.gatehouse.Journey;
import io.gatehouse.request.execution.WatchedPortal;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** A portal as it is, in the tests' own process, with what people do in it. */
final class OwnPortal implements AutoCloseable {

	private final ConfigurableApplicationContext context;

	private OwnPortal(ConfigurableApplicationContext context) {
		this.context = context;
	}

	static OwnPortal start(Map<String, Object> properties) {
		SpringApplication portal = WatchedPortal.productOnly(new SpringApplication(Gatehouse.class, Journey.class));
		portal.addInitializers((context) -> context.getEnvironment()
			.getPropertySources()
			.addFirst(new MapPropertySource("own-portal", properties)));
		return new OwnPortal(portal.run());
	}

	<T> T get(Class<T> bean) {
		return this.context.getBean(bean);
	}

	Journey journey() {
		return get(Journey.class);
	}

	@Override
	public void close() {
		this.context.close();
	}

}
