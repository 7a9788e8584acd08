package io.gatehouse.sandbox.vault;

import java.time.Clock;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
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
class SpringVaultTests {

	private final VaultStandIn standIn = VaultStandIn
		.start(new VaultStandIn.Settings(0, null, "root", Clock.systemUTC()));

	private final VaultTemplate vault = template("root");

	@AfterEach
	void stop() {
		this.standIn.close();
	}

	private VaultTemplate template(String token) {
		return new VaultTemplate(VaultEndpoint.from(this.standIn.uri()), new TokenAuthentication(token));
	}

	@Test
	void writesReadsAndDeletesVersions() {
		VaultVersionedKeyValueOperations secrets = this.vault.opsForVersionedKeyValue("secret");
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
		this.vault.opsForVersionedKeyValue("secret").put("a", Map.of("k", "v"));
		var metadata = this.vault.opsForVersionedKeyValue("secret").opsForKeyValueMetadata().get("a");
		assertThat(metadata.getCurrentVersion()).isEqualTo(1);
		assertThat(metadata.getVersions()).hasSize(1);
	}

	@Test
	void managesPoliciesAndMounts() {
		Policy policy = Policy
			.of(Policy.Rule.builder().path("secret/data/team/*").capability(BuiltinCapabilities.READ).build());
		this.vault.opsForSys().createOrUpdatePolicy("team", policy);
		assertThat(this.vault.opsForSys().getPolicyNames()).contains("team", "default", "root");
		assertThat(this.vault.opsForSys().getPolicy("team").getRules()).hasSize(1);
		assertThat(this.vault.opsForSys().getMounts()).containsKey("secret/");
		assertThat(this.vault.opsForSys().health().isInitialized()).isTrue();
		this.vault.opsForSys().deletePolicy("team");
		assertThat(this.vault.opsForSys().getPolicy("team")).isNull();
	}

	@Test
	void createsTokensThatMayLess() {
		String token = this.vault.opsForToken().create().getToken().getToken();
		assertThat(token).startsWith("hvs.");
		assertThat(this.vault.read("auth/token/lookup-self").getRequiredData()).containsEntry("id", "root");
		assertThatExceptionOfType(RuntimeException.class)
			.isThrownBy(() -> template("hvs.none").opsForKeyValue("secret", KeyValueBackend.KV_2).list("/"))
			.withMessageContaining("403");
	}

}
