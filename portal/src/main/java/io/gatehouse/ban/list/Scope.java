package io.gatehouse.ban.list;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.gatehouse.request.Text;

/**
 * Where a ban holds, as it is stored: everywhere, at the cluster's ingress, or on a group
 * of hosts. What is told to drop something, a target, has the name of its own scope.
 */
public record Scope(String name) {

	// Before the scopes below, which it checks.
	private static final Pattern FORM = Pattern.compile("everywhere|ingress|hosts/[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?");

	public static final Scope EVERYWHERE = new Scope("everywhere");

	public static final Scope INGRESS = new Scope("ingress");

	private static final String HOSTS = "hosts/";

	public Scope {
		if (!FORM.matcher(name).matches()) {
			throw new IllegalArgumentException("'" + name + "' is no scope of bans");
		}
	}

	/** The hosts of a group. */
	public static Scope hosts(String group) {
		return new Scope(HOSTS + group);
	}

	/**
	 * In words.
	 * @param key of a message that takes everywhere, ingress or hosts, and the group
	 */
	public Text said(String key, Object... more) {
		return Text.of(key,
				Stream
					.concat(Stream.of(this.name.startsWith(HOSTS) ? "hosts" : this.name,
							this.name.startsWith(HOSTS) ? this.name.substring(HOSTS.length()) : ""), Stream.of(more))
					.toArray());
	}

	/** The scopes whose bans a target of this name gets. */
	List<String> reaching() {
		return List.of(EVERYWHERE.name(), this.name);
	}

	@Override
	public String toString() {
		return this.name;
	}

}
