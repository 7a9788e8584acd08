package io.gatehouse.request.execution;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How requests are carried out.
 *
 * @param patience for how long a step is tried again where its system does not answer,
 * before a person must look
 */
@ConfigurationProperties("gatehouse.execution")
public record ExecutionProperties(@DefaultValue("30m") Duration patience) {

	public ExecutionProperties {
		if (!patience.isPositive()) {
			throw new IllegalArgumentException("gatehouse.execution: 0 < patience");
		}
	}

}
