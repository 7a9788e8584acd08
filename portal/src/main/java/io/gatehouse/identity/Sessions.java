package io.gatehouse.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

import jakarta.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;

import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.stereotype.Component;

/**
 * Who is signed in where. A session holds who somebody is and never what they may: that
 * is looked up for every request.
 */
@Component
public class Sessions {

	private static final String USERNAME = FindByIndexNameSessionRepository.PRINCIPAL_NAME_INDEX_NAME;

	private static final String ID = "gatehouse.id";

	private static final String SINCE = "gatehouse.since";

	private static final String BROWSER = "gatehouse.browser";

	private final FindByIndexNameSessionRepository<? extends Session> store;

	private final SessionProperties properties;

	private final Clock clock;

	Sessions(FindByIndexNameSessionRepository<? extends Session> store, SessionProperties properties, Clock clock) {
		this.store = store;
		this.properties = properties;
		this.clock = clock;
	}

	/** Makes the session one of this person. */
	public void signIn(HttpSession session, SignedIn who, @Nullable String userAgent) {
		session.setMaxInactiveInterval((int) this.properties.idle().toSeconds());
		session.setAttribute(USERNAME, who.username());
		session.setAttribute(ID, who.id());
		session.setAttribute(SINCE, this.clock.instant().toEpochMilli());
		session.setAttribute(BROWSER, Browser.of(userAgent).name());
	}

	/**
	 * Whose session it is; empty where nobody's, or where its time is over, which ends
	 * it.
	 */
	public Optional<SignedIn> signedIn(HttpSession session) {
		if (session.getAttribute(ID) instanceof Long id && session.getAttribute(USERNAME) instanceof String username
				&& session.getAttribute(SINCE) instanceof Long since) {
			Instant end = Instant.ofEpochMilli(since).plus(this.properties.absolute());
			if (this.clock.instant().isBefore(end)) {
				return Optional.of(new SignedIn(id, username));
			}
			session.invalidate();
		}
		return Optional.empty();
	}

	/** The person's sessions, the one used last first. */
	List<Entry> of(Person person, String currentId) {
		return this.store.findByPrincipalName(person.username())
			.values()
			.stream()
			.filter((session) -> !session.isExpired())
			.map((session) -> entry(session, currentId))
			.sorted(Comparator.comparing(Entry::lastUsed).reversed())
			.toList();
	}

	private static Entry entry(Session session, String currentId) {
		Long since = session.getAttribute(SINCE);
		String browser = session.getAttribute(BROWSER);
		return new Entry(handle(session.getId()),
				(since != null) ? Instant.ofEpochMilli(since) : session.getCreationTime(),
				session.getLastAccessedTime(), (browser != null) ? Browser.valueOf(browser) : Browser.OTHER,
				session.getId().equals(currentId));
	}

	/** Ends one of the person's own sessions; nothing where it is over already. */
	void end(Person person, String handle) {
		this.store.findByPrincipalName(person.username())
			.keySet()
			.stream()
			.filter((id) -> handle(id).equals(handle))
			.forEach(this.store::deleteById);
	}

	void endOthers(Person person, String currentId) {
		this.store.findByPrincipalName(person.username())
			.keySet()
			.stream()
			.filter((id) -> !id.equals(currentId))
			.forEach(this.store::deleteById);
	}

	void endAll(String username) {
		this.store.findByPrincipalName(username).keySet().forEach(this.store::deleteById);
	}

	/** Names a session in a page without telling its id, which would be the key to it. */
	private static String handle(String id) {
		try {
			byte[] hash = MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
			return HexFormat.of().formatHex(hash, 0, 8);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Whose session it is.
	 *
	 * @param id GitLab's id of the user
	 * @param username in lower case
	 */
	public record SignedIn(long id, String username) {
	}

	record Entry(String handle, Instant since, Instant lastUsed, Browser browser, boolean current) {
	}

}
