package io.gatehouse.identity;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/** The people whom the portal knows. */
public interface People {

	/** As last read; empty for somebody who was never seen. */
	Optional<Person> find(String username);

	/** As last read, by user name; those never seen are left out. One look-up for all. */
	Map<String, Person> find(Collection<String> usernames);

	/**
	 * Reads groups, roles and state from GitLab now, and ends the sessions of somebody
	 * who is blocked.
	 * @throws RuntimeException where GitLab does not answer: then nothing may be decided
	 */
	Person refresh(String username);

	/**
	 * As {@link #refresh}, for what nobody else decides. Where GitLab fails, or needs
	 * longer than {@code gatehouse.roles.patience}, what it told last counts, if that is
	 * not longer ago than {@code gatehouse.roles.good-for}; else this waits for what it
	 * says in the end.
	 * @throws NoSuchElementException where GitLab has no such account
	 * @throws RuntimeException where GitLab fails, and has told nothing for too long
	 */
	Person current(String username);

	/**
	 * As {@link #current}, however long ago GitLab told last: for what must be possible
	 * while it is away, such as to take something back or to pause a system.
	 * @throws NoSuchElementException where GitLab has no such account
	 */
	Person latest(String username);

	/**
	 * As {@link #refresh(String)}, of the very account that somebody is.
	 * @throws NoSuchElementException where GitLab has no such account, or the user name
	 * is another one's by now
	 */
	default Person refresh(Person somebody) {
		return same(somebody, refresh(somebody.username()));
	}

	/** As {@link #current(String)}, of the very account that somebody is. */
	default Person current(Person somebody) {
		return same(somebody, current(somebody.username()));
	}

	/** As {@link #latest(String)}, of the very account that somebody is. */
	default Person latest(Person somebody) {
		return same(somebody, latest(somebody.username()));
	}

	private static Person same(Person somebody, Person now) {
		if (now.id() != somebody.id()) {
			throw new NoSuchElementException(somebody.username() + " is another account by now");
		}
		return now;
	}

	List<Person> inRole(Role role);

	/** Members of a group, inherited ones too, as far as they were seen. */
	List<Person> inGroup(String path);

	/** Up to {@code limit} people whose name or user name has the text in it. */
	List<Person> search(String text, int limit);

	/** The teams' groups that exist, by full path, in order. */
	List<String> teams();

	/**
	 * Published in the transaction that records that a person is blocked, or let in
	 * again.
	 */
	record StandingChanged(String username, boolean blocked) {
	}

	/**
	 * Published in the transaction that records that an account has another user name, or
	 * lost the one that it had to another account. What is kept by user name belongs to
	 * the account, and not to whoever comes by the name.
	 */
	record Renamed(String from, String to) {
	}

}
