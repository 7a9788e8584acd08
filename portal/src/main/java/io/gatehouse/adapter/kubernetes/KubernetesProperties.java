package io.gatehouse.adapter.kubernetes;

import java.net.URI;
import java.nio.file.Path;

import io.gatehouse.adapter.GuardLimits;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where the cluster is and what the portal may ask of it.
 *
 * @param url the address of the API server
 * @param token the token of the portal's service account
 * @param caCertificate the certificate authority of the API server, as a PEM file; null
 * where the system's own authorities know it
 * @param consoleUrl the page of a namespace in a web console, with {@code {namespace}} in
 * it; null where there is none
 * @param containers what a container gets that does not say what it needs
 * @param limits how much the portal may ask at once, and how long it waits
 */
@Validated
@ConfigurationProperties("gatehouse.kubernetes")
record KubernetesProperties(@NotNull URI url, @NotBlank String token, @Nullable Path caCertificate,
		@Pattern(regexp = ".*\\{namespace}.*") @Nullable String consoleUrl, @DefaultValue Containers containers,
		@DefaultValue @Valid GuardLimits limits) {

	@Override
	public String toString() {
		return "KubernetesProperties[url=" + this.url + "]";
	}

	/**
	 * What a container gets that does not say what it needs. There is no limit of CPU: it
	 * would slow containers down while the node has nothing else to do.
	 *
	 * @param cpu the CPU that is reserved
	 * @param memory the memory that is reserved
	 * @param memoryLimit the memory beyond which the container is ended
	 */
	record Containers(@DefaultValue("100m") String cpu, @DefaultValue("128Mi") String memory,
			@DefaultValue("256Mi") String memoryLimit) {

		Containers {
			cpu = Quantities.canonical(cpu);
			memory = Quantities.canonical(memory);
			memoryLimit = Quantities.canonical(memoryLimit);
		}

	}

}
