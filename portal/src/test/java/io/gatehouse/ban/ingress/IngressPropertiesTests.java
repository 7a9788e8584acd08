package io.gatehouse.ban.ingress;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import io.gatehouse.ban.ingress.IngressProperties.Target;
import jakarta.validation.Validation;
import org.junit.jupiter.api.Test;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class IngressPropertiesTests {

	@Test
	void publishNothingByDefault() {
		IngressProperties properties = bound(Map.of());
		assertThat(properties.nginx()).isNull();
		assertThat(properties.envoy()).isNull();
		assertThat(properties.geo()).isNull();
		assertThat(properties.cilium()).isNull();
		assertThat(properties.every()).isEqualTo(Duration.ofMinutes(1));
		assertThat(properties.discover()).isTrue();
		assertThat(properties.discoverEvery()).isEqualTo(Duration.ofMinutes(5));
		assertThat(new Outputs(properties).all()).isEmpty();
	}

	@Test
	void haveDefaultsForEachOutput() {
		IngressProperties properties = bound(Map.of("nginx.namespace", "ingress-nginx", "nginx.name", "controller",
				"envoy.namespace", "web", "envoy.name", "bans", "envoy.target-refs[0].name", "web", "geo.namespace",
				"web", "geo.name", "bans", "cilium.name", "bans"));
		assertThat(properties.envoy().targetRefs())
			.containsExactly(new Target("gateway.networking.k8s.io", "Gateway", "web"));
		assertThat(properties.geo().directory()).isEqualTo("/etc/nginx/bans");
		assertThat(properties.geo().mostShards()).isEqualTo(8);
		assertThat(properties.cilium().endpoints()).isEmpty();
		assertThat(properties.cilium().mostShards()).isEqualTo(8);
		assertThat(problems(properties)).isZero();
		assertThat(new Outputs(properties).all()).extracting(Output::name)
			.containsExactly("nginx", "envoy", "geo", "cilium");
	}

	@Test
	void refuseWhatMakesNoSense() {
		assertThatExceptionOfType(BindException.class).isThrownBy(() -> bound(Map.of("every", "0s")));
		assertThatExceptionOfType(BindException.class).isThrownBy(() -> bound(Map.of("discover-every", "0s")));
		assertThat(problems(bound(Map.of("nginx.namespace", "ingress-nginx")))).isEqualTo(1);
		assertThat(problems(bound(Map.of("envoy.namespace", "web", "envoy.name", "bans")))).isEqualTo(1);
		assertThat(problems(
				bound(Map.of("geo.namespace", "web", "geo.name", "bans", "geo.directory", "/etc/nginx; deny"))))
			.isEqualTo(1);
		assertThat(problems(bound(Map.of("cilium.name", "Bans")))).isEqualTo(1);
	}

	private static int problems(IngressProperties properties) {
		try (var factory = Validation.buildDefaultValidatorFactory()) {
			return factory.getValidator().validate(properties).size();
		}
	}

	static IngressProperties bound(Map<String, String> values) {
		Map<String, String> prefixed = new HashMap<>();
		values.forEach((name, value) -> prefixed.put("gatehouse.bans.ingress." + name, value));
		return new Binder(new MapConfigurationPropertySource(prefixed)).bindOrCreate("gatehouse.bans.ingress",
				IngressProperties.class);
	}

}
