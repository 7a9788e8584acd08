package io.gatehouse.ban.ingress;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * To what in the cluster the list of bans is published: to each output that is set.
 *
 * @param nginx the ConfigMap of an ingress-nginx controller
 * @param envoy a SecurityPolicy of Envoy Gateway
 * @param geo ConfigMaps for an nginx whose configuration includes them
 * @param cilium CIDR groups and a policy of Cilium
 * @param every how often is looked whether all is still as published
 * @param discover whether the cluster's own addresses are read, so that they can't be
 * banned
 * @param discoverEvery how often they are
 */
@Validated
@ConfigurationProperties("gatehouse.bans.ingress")
record IngressProperties(@Valid @Nullable Nginx nginx, @Valid @Nullable Envoy envoy, @Valid @Nullable Geo geo,
		@Valid @Nullable Cilium cilium, @DefaultValue("1m") Duration every, @DefaultValue("true") boolean discover,
		@DefaultValue("5m") Duration discoverEvery) {

	private static final String LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";

	/** Short enough for a number after it. */
	private static final String NAME = "[a-z0-9]([a-z0-9.-]{0,198}[a-z0-9])?";

	IngressProperties {
		if (!every.isPositive() || !discoverEvery.isPositive()) {
			throw new IllegalArgumentException(
					"gatehouse.bans.ingress.every and .discover-every must be longer than nothing");
		}
	}

	/** The controller's own ConfigMap, of which one key is set. */
	record Nginx(@NotNull @Pattern(regexp = LABEL) String namespace, @NotNull @Pattern(regexp = NAME) String name) {
	}

	/**
	 * A policy, and what it is attached to.
	 *
	 * @param targetRefs gateways or routes in the same namespace
	 */
	record Envoy(@NotNull @Pattern(regexp = LABEL) String namespace, @NotNull @Pattern(regexp = NAME) String name,
			@Valid @NotEmpty List<Target> targetRefs) {

		Envoy {
			targetRefs = (targetRefs != null) ? List.copyOf(targetRefs) : List.of();
		}

	}

	/** A gateway or route. */
	record Target(@DefaultValue("gateway.networking.k8s.io") String group, @DefaultValue("Gateway") String kind,
			@NotBlank String name) {
	}

	/**
	 * Files for nginx.
	 *
	 * @param directory where they are mounted: the one that is included names the others
	 * @param mostShards so many more ConfigMaps, of about 60,000 entries each, there may
	 * be
	 */
	record Geo(@NotNull @Pattern(regexp = LABEL) String namespace, @NotNull @Pattern(regexp = NAME) String name,
			@DefaultValue("/etc/nginx/bans") @Pattern(regexp = "/[A-Za-z0-9/._-]*[A-Za-z0-9._-]") String directory,
			@DefaultValue("8") @Min(1) @Max(100) int mostShards) {
	}

	/**
	 * Groups and a policy.
	 *
	 * @param name of the policy; the groups have it with a number after it
	 * @param endpoints the labels of the pods that are protected; none for all
	 * @param mostShards so many groups, of about 50,000 entries each, there may be
	 */
	record Cilium(@NotNull @Pattern(regexp = NAME) String name, @DefaultValue Map<String, String> endpoints,
			@DefaultValue("8") @Min(1) @Max(100) int mostShards) {

		Cilium {
			endpoints = Map.copyOf(endpoints);
		}

	}

}
