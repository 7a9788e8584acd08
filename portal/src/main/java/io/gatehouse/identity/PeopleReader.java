package io.gatehouse.identity;

import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;

import io.gatehouse.identity.Directory.Account;
import io.gatehouse.identity.People.Renamed;
import io.gatehouse.identity.People.StandingChanged;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Brings people, teams and standings from GitLab into the database. */
@Component
class PeopleReader {

	private static final Logger log = LoggerFactory.getLogger(PeopleReader.class);

	private static final int FAILURES_THAT_MEAN_AWAY = 3;

	private final Directory directory;

	private final PersonRows rows;

	private final Sessions sessions;

	private final TeamProperties teams;

	private final ApplicationEventPublisher events;

	private final TransactionOperations transaction;

	private final Clock clock;

	PeopleReader(Directory directory, PersonRows rows, Sessions sessions, TeamProperties teams,
			ApplicationEventPublisher events, TransactionOperations transaction, Clock clock) {
		this.directory = directory;
		this.rows = rows;
		this.sessions = sessions;
		this.teams = teams;
		this.events = events;
		this.transaction = transaction;
		this.clock = clock;
	}

	/**
	 * Reads everybody known, and the teams. One person who cannot be read does not stop
	 * the others; several in a row do.
	 */
	void readAll() {
		this.rows.replaceTeams(this.directory.subgroups(this.teams.teamsGroup()));
		int failures = 0;
		for (String username : this.rows.usernames()) {
			try {
				readKnown(username);
				failures = 0;
			}
			catch (RuntimeException ex) {
				failures++;
				if (failures == FAILURES_THAT_MEAN_AWAY) {
					throw ex;
				}
				log.warn("Cannot read {} from GitLab: {}", username, ex.getMessage());
			}
		}
	}

	private void readKnown(String username) {
		try {
			read(username);
		}
		catch (NoSuchElementException ex) {
			log.debug("{} is no account in GitLab any more", username);
		}
	}

	/**
	 * Reads one person now.
	 * @throws NoSuchElementException where GitLab has no such account
	 */
	void read(String username) {
		Instant asked = this.clock.instant();
		Optional<Account> account = this.directory.account(username.toLowerCase(Locale.ROOT));
		if (account.isEmpty()) {
			this.rows.called(username.toLowerCase(Locale.ROOT))
				.forEach((id, name) -> takeOut(id, name, Standing.GONE, asked));
			throw new NoSuchElementException("GitLab has no account " + username);
		}
		// A blocked person is let in nowhere, whatever groups say; they are read for
		// the day when the person comes back.
		Set<String> groups = this.directory.groupsOf(account.get());
		this.transaction.executeWithoutResult((status) -> record(account.get(), groups, asked));
		if (account.get().blocked()) {
			this.sessions.endAll(account.get().username());
		}
	}

	private void record(Account account, Set<String> groups, Instant asked) {
		Optional<Standing> before = this.rows.lock(account.id());
		Optional<String> name = this.rows.username(account.id());
		this.rows.vacate(account.username(), account.id()).ifPresent((vacated) -> {
			log.warn("The user name {} belongs to another GitLab account now: {}", account.username(), account.id());
			rename(account.username(), vacated);
		});
		boolean saved = this.rows.save(account, groups, asked);
		if (saved) {
			name.filter((earlier) -> !earlier.equals(account.username()))
				.ifPresent((earlier) -> rename(earlier, account.username()));
		}
		if (saved && before.isPresent() && (before.get() == Standing.IN) == account.blocked()) {
			announce(account.username(), account.blocked());
		}
	}

	private void rename(String from, String to) {
		log.info("{} is called {} now", from, to);
		this.events.publishEvent(new Renamed(from, to));
	}

	/** Asks who is blocked, and ends the sessions of those who were not before. */
	void checkBlocked() {
		Instant asked = this.clock.instant();
		Set<Long> blocked = this.directory.blocked();
		Map<Long, String> before = this.rows.blocked();
		this.rows.letIn(blocked).forEach((id, username) -> takeOut(id, username, Standing.BLOCKED, asked));
		before.forEach((id, username) -> {
			if (!blocked.contains(id)) {
				readKnown(username);
			}
		});
	}

	/**
	 * One transaction a person: each announcement is audited, and who may write the audit
	 * must not wait for what the next one has.
	 */
	private void takeOut(long id, String username, Standing standing, Instant asked) {
		boolean changed = this.transaction.execute((status) -> {
			boolean taken = this.rows.takeOut(id, username, standing, asked);
			if (taken) {
				announce(username, true);
			}
			return taken;
		});
		if (changed) {
			this.sessions.endAll(username);
		}
	}

	private void announce(String username, boolean blocked) {
		log.info("{} is {}", username, blocked ? "let in no more" : "let in again");
		this.events.publishEvent(new StandingChanged(username, blocked));
	}

}
