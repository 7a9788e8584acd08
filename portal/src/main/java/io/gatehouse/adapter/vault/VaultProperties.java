package io.gatehouse.adapter.vault;

import java.net.URI;

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
 * Where Vault (or OpenBao) is and what the portal may ask of it.
 *
 * @param url the address, without {@code /v1}
 * @param token the portal's token
 * @param namespace the namespace that the portal works in; null where there are none
 * @param kvMount where secrets are mounted (KV version 2)
 * @param kubernetesMount where the login of the cluster's service accounts is mounted
 * @param prefix below what path the portal keeps all secrets
 * @param uiUrl the address of the web interface, up to and with {@code /ui}; null where
 * there is none
 * @param limits how much the portal may ask at once, and how long it waits
 */
@Validated
@ConfigurationProperties("gatehouse.vault")
record VaultProperties(@NotNull URI url, @NotBlank String token, @Nullable String namespace,
		@DefaultValue("secret") @Pattern(regexp = Paths.FORM) String kvMount,
		@DefaultValue("kubernetes") @Pattern(regexp = Paths.FORM) String kubernetesMount,
		@DefaultValue("gatehouse") @Pattern(regexp = Paths.FORM) String prefix, @Nullable URI uiUrl,
		@DefaultValue @Valid GuardLimits limits) {

	@Override
	public String toString() {
		return "VaultProperties[url=" + this.url + "]";
	}

}
