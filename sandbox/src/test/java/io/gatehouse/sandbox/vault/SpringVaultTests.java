package io.gatehouse.sandbox.vault;

import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.vault.authentication.TokenAuthentication;
import org.springframework.vault.client.VaultEndpoint;
import org.springframework.vault.core.VaultKeyValueOperationsSupport.KeyValueBackend;
import org.springframework.vault.core.VaultTemplate;
import org.springframework.vault.core.VaultVersionedKeyValueOperations;
import org.springframework.vault.support.Policy;
import org.springframework.vault.support.Policy.BuiltinCapabilities;
import org.springframework.vault.support.Versioned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** The stand-in is good enough for a real client. */
class SpringVaultTests extends VaultTest {

	private VaultTemplate client;

	@BeforeEach
	void connect() {
		this.client = template(this.root);
	}

	private VaultTemplate template(String token) {
		return new VaultTemplate(VaultEndpoint.from(this.vault.uri()), new TokenAuthentication(token));
	}

	@Test
	void writesReadsAndDeletesVersions() {
		VaultVersionedKeyValueOperations secrets = this.client.opsForVersionedKeyValue("secret");
		assertThat(secrets.get("team/app")).isNull();
		Versioned.Metadata first = secrets.put("team/app",
				Versioned.create(Map.of("k", "1"), Versioned.Version.unversioned()));
		assertThat(first.getVersion().getVersion()).isEqualTo(1);
		assertThat(first.getCreatedAt()).isNotNull();
		assertThatExceptionOfType(RuntimeException.class)
			.isThrownBy(
					() -> secrets.put("team/app", Versioned.create(Map.of("k", "x"), Versioned.Version.unversioned())))
			.withMessageContaining("check-and-set");
		secrets.put("team/app", Map.of("k", "2"));
		assertThat(secrets.get("team/app").getData()).containsEntry("k", "2");
		assertThat(secrets.list("team")).containsExactly("app");
		secrets.delete("team/app");
		assertThat(secrets.get("team/app").hasData()).isFalse();
		secrets.undelete("team/app", Versioned.Version.from(2));
		assertThat(secrets.get("team/app").getData()).containsEntry("k", "2");
		secrets.opsForKeyValueMetadata().delete("team/app");
		assertThat(secrets.get("team/app")).isNull();
	}

	@Test
	void readsMetadata() {
		this.client.opsForVersionedKeyValue("secret").put("a", Map.of("k", "v"));
		var metadata = this.client.opsForVersionedKeyValue("secret").opsForKeyValueMetadata().get("a");
		assertThat(metadata.getCurrentVersion()).isEqualTo(1);
		assertThat(metadata.getVersions()).hasSize(1);
	}

	@Test
	void managesPoliciesAndMounts() {
		Policy policy = Policy
			.of(Policy.Rule.builder().path("secret/data/team/*").capability(BuiltinCapabilities.READ).build());
		this.client.opsForSys().createOrUpdatePolicy("team", policy);
		assertThat(this.client.opsForSys().getPolicyNames()).contains("team", "default", "root");
		assertThat(this.client.opsForSys().getPolicy("team").getRules()).hasSize(1);
		assertThat(this.client.opsForSys().getMounts()).containsKey("secret/");
		assertThat(this.client.opsForSys().health().isInitialized()).isTrue();
		this.client.opsForSys().deletePolicy("team");
		assertThat(this.client.opsForSys().getPolicy("team")).isNull();
	}

	@Test
	void createsTokensThatMayLess() {
		String token = this.client.opsForToken().create().getToken().getToken();
		assertThat(token).startsWith("hvs.");
		assertThat(this.client.read("auth/token/lookup-self").getRequiredData()).containsEntry("id", this.root);
		assertThatExceptionOfType(RuntimeException.class)
			.isThrownBy(() -> template("hvs.none").opsForKeyValue("secret", KeyValueBackend.KV_2).list("/"))
			.withMessageContaining("403");
	}

}
