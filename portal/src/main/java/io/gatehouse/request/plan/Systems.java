package io.gatehouse.request.plan;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

import io.gatehouse.request.ExternalSystem;
import io.gatehouse.request.Resource;
import org.springframework.stereotype.Component;

/** All external systems, by name. */
@Component
public class Systems {

	private final Map<String, ExternalSystem> systems = new TreeMap<>();

	public Systems(Collection<ExternalSystem> systems) {
		systems.forEach((system) -> this.systems.put(system.name(), system));
	}

	public Collection<ExternalSystem> all() {
		return this.systems.values();
	}

	public ExternalSystem get(String name) {
		ExternalSystem system = this.systems.get(name);
		if (system == null) {
			throw new IllegalArgumentException("There is no adapter for the system '" + name + "'");
		}
		return system;
	}

	public boolean has(String name) {
		return this.systems.containsKey(name);
	}

	/** A resource as it was recorded. */
	public Resource recorded(Resource.Key key, Map<String, String> attributes) {
		return get(key.system()).recorded(key, attributes);
	}

}
