package io.gatehouse.survival;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/**
 * A host that enforces bans, as far as the portal sees: it takes a list only if that is
 * not older than the one that it has.
 */
final class TestHost {

	private final HttpClient http = HttpClient.newHttpClient();

	private final String token;

	private long version;

	private String digest = "";

	private String lines = "";

	TestHost(String token) {
		this.token = token;
	}

	/** Asks a portal once, and tells it what came of it. */
	TestHost poll(URI portal) {
		HttpResponse<String> answer = send(
				HttpRequest.newBuilder(portal.resolve("/agents/bans?version=" + this.version))
					.header("If-None-Match", '"' + this.digest + '"'));
		String state = "enforced";
		if (answer.statusCode() == 200) {
			String[] end = answer.body().substring(answer.body().lastIndexOf("end ")).strip().split(" ");
			boolean whole = answer.body().startsWith("segment full");
			if (whole && Long.parseLong(end[1]) < this.version) {
				state = "refused";
			}
			else {
				this.version = Long.parseLong(end[1]);
				this.digest = end[2];
				this.lines = (whole ? "" : this.lines) + answer.body();
			}
		}
		send(HttpRequest.newBuilder(portal.resolve("/agents/report"))
			.header("Content-Type", "application/x-www-form-urlencoded")
			.POST(BodyPublishers
				.ofString("state=" + state + "&version=" + this.version + "&digest=" + this.digest + "&backend=nft")));
		return this;
	}

	private HttpResponse<String> send(HttpRequest.Builder request) {
		try {
			return this.http.send(request.header("Authorization", "Bearer " + this.token).build(),
					BodyHandlers.ofString());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	long version() {
		return this.version;
	}

	/** What it was told last, from the last whole list on. */
	String lines() {
		return this.lines;
	}

}
