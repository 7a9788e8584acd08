package io.gatehouse.identity;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where people and groups are read from: GitLab. Every call asks GitLab now, within a
 * time limit, and throws a RuntimeException where it does not answer.
 */
public interface Directory {

	/** The account of a user name, blocked ones too; empty where there is none. */
	Optional<Account> account(String username);

	/**
	 * Ids of all accounts that GitLab lets in no more (blocked, banned, deactivated by an
	 * administrator), whatever they are called by now.
	 */
	Set<Long> blocked();

	/**
	 * Full paths of the groups that a person is in, the ones inherited from a parent
	 * group too.
	 */
	Set<String> groupsOf(Account account);

	/**
	 * Full paths of all groups below a group, not those that are marked for deletion;
	 * none where it does not exist.
	 */
	List<String> subgroups(String groupPath);

	/**
	 * An account.
	 *
	 * @param id GitLab's id of the user
	 * @param username in lower case
	 * @param name as the person wrote it: foreign text
	 */
	record Account(long id, String username, String name, boolean blocked) {
	}

}
