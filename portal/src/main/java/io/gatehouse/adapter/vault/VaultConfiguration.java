package io.gatehouse.adapter.vault;

import java.time.Clock;

import io.gatehouse.request.SecretStore;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class VaultConfiguration {

	@Bean
	VaultServer vaultServer(VaultProperties properties, Clock clock) {
		return VaultServer.at(properties, clock);
	}

	@Bean
	Vault vault(VaultServer server, VaultProperties properties) {
		return new Vault(server, properties);
	}

	@Bean
	SecretStore secretStore(VaultServer server, VaultProperties properties) {
		return new VaultSecretStore(server, properties);
	}

}
