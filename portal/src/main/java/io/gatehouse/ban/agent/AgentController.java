package io.gatehouse.ban.agent;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

import io.gatehouse.ban.agent.Hosts.Host;
import io.gatehouse.ban.agent.Hosts.Report;
import io.gatehouse.ban.list.Answers;
import io.gatehouse.ban.list.Answers.Answer;
import io.gatehouse.ban.list.ListRefresh;
import io.gatehouse.ban.list.Lists;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What hosts ask for and report; docs/bans.md has the protocol. */
@RestController
@RequestMapping("/agents")
class AgentController {

	private static final Duration LONGEST_WAIT = Duration.ofSeconds(55);

	private static final Set<String> STATES = Set.of("enforced", "dry-run", "refused", "failed", "flushed");

	private static final int LONGEST_TEXT = 200;

	private final Hosts hosts;

	private final Answers answers;

	private final Lists lists;

	private final ListRefresh refresh;

	AgentController(Hosts hosts, Answers answers, Lists lists, ListRefresh refresh) {
		this.hosts = hosts;
		this.answers = answers;
		this.lists = lists;
		this.refresh = refresh;
	}

	/**
	 * The list, or what has changed in it.
	 * @param version that the host has; 0 for none
	 * @param wait for how many seconds the answer may wait for a change
	 */
	@GetMapping("/bans")
	void bans(@AuthenticationPrincipal Host host, @RequestParam(defaultValue = "0") long version,
			@RequestParam(defaultValue = "0") int wait,
			@RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) @Nullable String has,
			@RequestHeader(name = HttpHeaders.ACCEPT_ENCODING, defaultValue = "") String accepted,
			HttpServletResponse response) throws InterruptedException, IOException {
		this.hosts.seen(host.name());
		String digest = (has != null) ? has.replaceFirst("^W/", "").replace("\"", "") : "";
		Duration patience = Duration.ofSeconds(Math.clamp(wait, 0, LONGEST_WAIT.toSeconds()));
		Optional<Answer> answer = this.answers.newer(host.target(), version, digest, patience);
		response.setHeader(HttpHeaders.ETAG, quoted(answer.map(Answer::digest).orElse(digest)));
		if (answer.isEmpty()) {
			response.setStatus(HttpStatus.NOT_MODIFIED.value());
			return;
		}
		write(answer.get(), accepted.contains("gzip"), response);
	}

	/** On its way out bit by bit: many hosts may ask for a long list at once. */
	private static void write(Answer answer, boolean gzip, HttpServletResponse response) throws IOException {
		response.setContentType("text/plain;charset=US-ASCII");
		response.setHeader(HttpHeaders.CACHE_CONTROL, CacheControl.noStore().getHeaderValue());
		response.setHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
		if (gzip) {
			response.setHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
		}
		answer.writeTo(response.getOutputStream(), gzip);
	}

	private static String quoted(String digest) {
		return '"' + digest + '"';
	}

	/** What the host enforces. */
	@PostMapping("/report")
	ResponseEntity<Void> report(@AuthenticationPrincipal Host host, @RequestParam String state,
			@RequestParam(required = false) @Nullable Long version,
			@RequestParam(required = false) @Nullable String digest,
			@RequestParam(required = false) @Nullable String message,
			@RequestParam(required = false) @Nullable String backend,
			@RequestParam(required = false) @Nullable String agent,
			@RequestParam(required = false) @Nullable Integer singles,
			@RequestParam(required = false) @Nullable Integer networks,
			@RequestParam(required = false) @Nullable Integer took) {
		if (!STATES.contains(state)) {
			return ResponseEntity.badRequest().build();
		}
		this.hosts.reported(host.name(), new Report(version, clean(digest), state, clean(message), clean(backend),
				clean(agent), singles, networks, took));
		// It stays with what it has until the list has a higher number.
		if (state.equals("refused") && version != null && this.lists.overtaken(host.target(), version)) {
			this.refresh.soon();
		}
		return ResponseEntity.noContent().build();
	}

	/** What comes from a host is foreign text. */
	private static @Nullable String clean(@Nullable String text) {
		if (text == null) {
			return null;
		}
		String printable = text.replaceAll("[^\\x20-\\x7e]", " ").strip();
		return printable.substring(0, Math.min(LONGEST_TEXT, printable.length()));
	}

}
