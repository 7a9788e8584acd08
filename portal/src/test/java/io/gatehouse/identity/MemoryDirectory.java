package io.gatehouse.identity;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** A directory that a test fills. */
public class MemoryDirectory implements Directory {

	private final Map<String, Account> accounts = new TreeMap<>();

	private final Map<String, Set<String>> groups = new TreeMap<>();

	private final Set<String> paths = new TreeSet<>();

	private volatile boolean away;

	private volatile CountDownLatch answers = new CountDownLatch(0);

	private final AtomicInteger asked = new AtomicInteger();

	public MemoryDirectory() {
		add(101, "dana", "Dana Dev", "developers", "teams/payments");
		add(102, "olga", "Olga Ops", "platform");
		add(103, "otto", "Otto Outsider");
		add(104, "ada", "Ada Admin", "platform-admins");
	}

	/** Adds an account; one that is there already has another name from then on. */
	public final void add(long id, String username, String name, String... groups) {
		this.accounts.values().removeIf((account) -> account.id() == id);
		this.groups.keySet().retainAll(this.accounts.keySet());
		this.accounts.put(username, new Account(id, username, name, false));
		this.groups.put(username, Set.of(groups));
		this.paths.addAll(List.of(groups));
	}

	public void block(String username, boolean blocked) {
		this.accounts.computeIfPresent(username,
				(name, account) -> new Account(account.id(), name, account.name(), blocked));
	}

	public void remove(String username) {
		this.accounts.remove(username);
	}

	/** From now on nothing is answered, or again. */
	public void away(boolean away) {
		this.away = away;
	}

	/** From now on nothing is answered, until {@link #goOn}. */
	public void hang() {
		this.answers = new CountDownLatch(1);
	}

	public void goOn() {
		this.answers.countDown();
	}

	/** How often it was asked for an account. */
	public int asked() {
		return this.asked.get();
	}

	@Override
	public Optional<Account> account(String username) {
		this.asked.incrementAndGet();
		answer();
		return Optional.ofNullable(this.accounts.get(username));
	}

	@Override
	public Set<Long> blocked() {
		answer();
		return this.accounts.values().stream().filter(Account::blocked).map(Account::id).collect(Collectors.toSet());
	}

	@Override
	public Set<String> groupsOf(Account account) {
		answer();
		return this.groups.getOrDefault(account.username(), Set.of());
	}

	@Override
	public List<String> subgroups(String groupPath) {
		answer();
		return this.paths.stream().filter((path) -> path.startsWith(groupPath + "/")).toList();
	}

	private void answer() {
		try {
			this.answers.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
		if (this.away) {
			throw new IllegalStateException("GitLab does not answer");
		}
	}

}
