package io.gatehouse.sandbox.vault;

import java.net.URI;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import tools.jackson.databind.JsonNode;

import io.gatehouse.sandbox.http.Exchange;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A stand-in of its own for each test; or the real server that the environment names,
 * with {@code secret/} made anew and without what an earlier test left. It must be there
 * for nothing else, which {@code GATEHOUSE_VAULT_SCRATCH} says.
 */
abstract class VaultTest {

	private static final List<String> POLICIES = List.of("team", "maker", "app", "team-x", "bad", "json");

	/** How Vault says that there is nothing. */
	static final JsonNode NO_WORDS = Exchange.JSON.readTree("{\"errors\":[]}");

	final TestClock clock = new TestClock();

	VaultStandIn standIn;

	VaultClient vault;

	/** The token that may do all. */
	String root;

	@BeforeEach
	void start() throws InterruptedException {
		String real = System.getenv("GATEHOUSE_VAULT_URL");
		if (real != null && System.getenv("GATEHOUSE_VAULT_SCRATCH") != null) {
			this.root = System.getenv("GATEHOUSE_VAULT_TOKEN");
			this.vault = new VaultClient(URI.create(real), this.root);
			clear();
			return;
		}
		this.root = "root";
		this.standIn = VaultStandIn.start(new VaultStandIn.Settings(0, null, this.root, this.clock));
		this.vault = new VaultClient(this.standIn.uri(), this.root);
	}

	@AfterEach
	void stop() throws InterruptedException {
		if (this.standIn != null) {
			this.standIn.close();
		}
		else if (this.vault != null) {
			clear();
		}
	}

	/** Removes what a test leaves in a real server. */
	private void clear() throws InterruptedException {
		for (String engine : List.of("mounts/secret", "mounts/team", "auth/kubernetes")) {
			assertThat(this.vault.delete("sys/" + engine).status()).as(engine).isEqualTo(204);
		}
		POLICIES.forEach((name) -> this.vault.delete("sys/policies/acl/" + name));
		assertThat(this.vault.post("sys/mounts/secret", "{'type':'kv','options':{'version':'2'}}").status())
			.isEqualTo(204);
		// A new engine answers 400 for a moment.
		for (int i = 0; i < 100 && this.vault.get("secret/config").status() != 200; i++) {
			Thread.sleep(50);
		}
	}

	/** For tests of what only the stand-in has. */
	VaultStandIn standInOnly() {
		Assumptions.assumeTrue(this.standIn != null, "about the stand-in alone");
		return this.standIn;
	}

	/** So long that a test sees it pass: the clock of a real server can't be moved. */
	Duration span() {
		return (this.standIn != null) ? Duration.ofHours(1) : Duration.ofSeconds(2);
	}

	/** Lets time pass, in hundredths of a span. */
	void pass(int percent) throws InterruptedException {
		Duration time = span().multipliedBy(percent).dividedBy(100);
		if (this.standIn != null) {
			this.clock.pass(time);
		}
		else {
			Thread.sleep(time);
		}
	}

}
