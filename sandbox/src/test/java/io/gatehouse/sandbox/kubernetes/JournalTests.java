package io.gatehouse.sandbox.kubernetes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class JournalTests {

	@TempDir
	Path folder;

	private KubernetesStandIn start() {
		return KubernetesStandIn.start(new KubernetesStandIn.Settings(0, this.folder, StandInTest.TOKENS,
				Duration.ofMillis(50), Clock.systemUTC()));
	}

	@Test
	void keepsWhatWasAcknowledgedThoughTheLastLineIsTorn() throws IOException {
		String version;
		try (KubernetesStandIn standIn = start()) {
			Api api = new Api(standIn.uri(), "root");
			api.namespace("kept");
			api.namespace("deleted");
			api.delete("/api/v1/namespaces/kept/serviceaccounts/default");
			version = api.get("/api/v1/namespaces/kept").version();
		}
		Files.writeString(this.folder.resolve("objects.journal"), "{\"version\":99,\"ki", StandardOpenOption.APPEND);
		try (KubernetesStandIn standIn = start()) {
			Api api = new Api(standIn.uri(), "root");
			assertThat(api.get("/api/v1/namespaces/kept").version()).isEqualTo(version);
			assertThat(api.get("/api/v1/namespaces/kept/serviceaccounts/default").status()).isEqualTo(404);
			assertThat(api.get("/api/v1/namespaces").body().at("/metadata/resourceVersion").asLong())
				.isGreaterThan(Long.parseLong(version));
		}
	}

	@Test
	void goesOnWithADeletionThatAStopInterrupted() {
		try (KubernetesStandIn standIn = KubernetesStandIn.start(new KubernetesStandIn.Settings(0, this.folder,
				StandInTest.TOKENS, Duration.ofHours(1), Clock.systemUTC()))) {
			Api api = new Api(standIn.uri(), "root");
			api.namespace("going");
			api.delete("/api/v1/namespaces/going");
		}
		try (KubernetesStandIn standIn = start()) {
			Api api = new Api(standIn.uri(), "root");
			StandInTest.await(() -> api.get("/api/v1/namespaces/going").status() == 404);
		}
	}

}
