package io.gatehouse.web;

import java.net.URI;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class GitlabAddressTests {

	@Test
	void putsPathsBehindIt() {
		assertThat(new GitlabAddress(URI.create("https://gitlab.example.org/")).at("/users/sign_out"))
			.isEqualTo("https://gitlab.example.org/users/sign_out");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "/path", "localhost:8080", "gitlab.example.org" })
	void refusesWhatIsNoAddress(String url) {
		assertThatThrownBy(() -> new GitlabAddress(URI.create(url))).hasMessageContaining("gatehouse.gitlab.url");
	}

}
