package io.gatehouse.ban.ingress;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.springframework.stereotype.Component;

/** The outputs that are set. */
@Component
class Outputs {

	private final List<Output> all;

	Outputs(IngressProperties properties) {
		this.all = Stream
			.<Optional<? extends Output>>of(Optional.ofNullable(properties.nginx()).map(NginxOutput::new),
					Optional.ofNullable(properties.envoy()).map(EnvoyOutput::new),
					Optional.ofNullable(properties.geo()).map(GeoOutput::new),
					Optional.ofNullable(properties.cilium()).map(CiliumOutput::new))
			.<Output>flatMap(Optional::stream)
			.toList();
	}

	List<Output> all() {
		return this.all;
	}

}
