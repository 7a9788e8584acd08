package io.gatehouse.sandbox.slack;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;

import io.gatehouse.sandbox.http.Faults;
import io.gatehouse.sandbox.http.Router;
import tools.jackson.databind.JsonNode;

/**
 * A server that answers as Slack does to {@code chat.postMessage} and to an incoming
 * webhook, and keeps the messages in memory. Status codes and error names are those of
 * Slack's documentation.
 */
public final class SlackStandIn implements AutoCloseable {

	/**
	 * How the stand-in is set up.
	 *
	 * @param port 0 for a free one
	 * @param token the bot token that it accepts
	 * @param channels in which the bot may post; the webhook posts to the first
	 * @param webhook the secret end of the webhook's address
	 */
	public record Settings(int port, String token, List<String> channels, String webhook, Clock clock) {

		public Settings {
			channels = List.copyOf(channels);
			if (channels.isEmpty()) {
				throw new IllegalArgumentException("no channel");
			}
		}

	}

	/**
	 * A message that was posted.
	 *
	 * @param payload all that was sent
	 */
	public record Message(Instant at, String channel, JsonNode payload) {

		/** What a notification on a phone would say. */
		public String text() {
			return this.payload.path("text").asString("");
		}

		/** The texts of its blocks; its text where it has none. */
		public List<String> paragraphs() {
			List<String> texts = this.payload.path("blocks")
				.valueStream()
				.map((block) -> block.path("text").path("text").asString(""))
				.toList();
			return texts.isEmpty() ? List.of(text()) : texts;
		}

	}

	private final Workspace workspace;

	private final Router.Running server;

	private final String webhook;

	private SlackStandIn(Workspace workspace, Router.Running server, String webhook) {
		this.workspace = workspace;
		this.server = server;
		this.webhook = webhook;
	}

	/** Starts to listen on loopback; requests meet the faults first. */
	public static SlackStandIn start(Settings settings, Faults faults) {
		Workspace workspace = new Workspace(settings);
		Router router = new Router().faults(faults)
			.on("GET", "/", new Pages(workspace)::messages)
			.on("GET", "/style.css", Pages::style)
			.on("*", "/api/chat.postMessage", workspace::postMessage)
			.on("*", "/services/{team}/{app}/{secret}", workspace::webhook)
			.on("*", "/api/{method}", Workspace::unknownMethod);
		return new SlackStandIn(workspace, router.start(settings.port()), settings.webhook());
	}

	/** Where it listens; people see the messages there. */
	public URI uri() {
		return this.server.uri();
	}

	/** What stands before the name of a method. */
	public URI api() {
		return URI.create(uri() + "/api");
	}

	/** The whole secret address of the webhook. */
	public URI webhook() {
		return URI.create(uri() + "/services/" + Workspace.TEAM + "/" + Workspace.APP + "/" + this.webhook);
	}

	/** All that was posted, oldest first. */
	public List<Message> messages() {
		return this.workspace.messages();
	}

	/** Takes the channels from the bot, or gives them back: they are archived then. */
	public void archive(Set<String> channels) {
		this.workspace.archive(channels);
	}

	public void forget() {
		this.workspace.forget();
	}

	@Override
	public void close() {
		this.server.close();
	}

}
