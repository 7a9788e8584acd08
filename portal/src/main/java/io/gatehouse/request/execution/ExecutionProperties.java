package io.gatehouse.request.execution;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How requests are carried out.
 *
 * @param patience for how long a step is tried again where its system does not answer,
 * before a person must look
 * @param perSystem how many requests work with one system at a time, at each portal; of
 * three places one is kept for what works with that system alone; the threads of the
 * queue must be enough for all systems
 */
@ConfigurationProperties("gatehouse.execution")
public record ExecutionProperties(@DefaultValue("30m") Duration patience, @DefaultValue("8") int perSystem) {

	public ExecutionProperties {
		if (!patience.isPositive()) {
			throw new IllegalArgumentException("gatehouse.execution: 0 < patience");
		}
		if (perSystem < 1) {
			throw new IllegalArgumentException("gatehouse.execution: 0 < per-system");
		}
	}

}
