package io.gatehouse.ban.list;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import io.gatehouse.ban.net.AddressSet;
import io.gatehouse.ban.net.Network;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What can never be banned: from the configuration, from ops, and found in the cluster.
 */
@Component
public class Protection {

	/**
	 * The widest networks that can be protected: hosts refuse to let everybody through.
	 */
	public static final Limits WIDEST = new Limits(8, 16);

	private static final String SELECT = "select network::text, source, owner, reason, since from protected_network";

	private final JdbcClient jdbc;

	private final List<Kept> configured;

	Protection(JdbcClient jdbc, BanProperties properties) {
		this.jdbc = jdbc;
		this.configured = properties.keptNetworks();
	}

	/**
	 * A network that is kept from being banned.
	 *
	 * @param owner who answers for it
	 * @param since null for one of the configuration
	 */
	public record Kept(Network network, Origin origin, String owner, String reason, @Nullable Instant since) {
	}

	/** Who says that a network is protected. */
	public enum Origin {

		CONFIGURATION, REQUEST, CLUSTER

	}

	/** All of them, in order. */
	public List<Kept> all() {
		List<Kept> all = new ArrayList<>(this.configured);
		all.addAll(this.jdbc.sql(SELECT + " order by network, source").query(Protection::kept).list());
		return all;
	}

	/** One that somebody has asked for. */
	public Optional<Kept> asked(Network network) {
		return this.jdbc.sql(SELECT + " where network = ?::inet and source = 'REQUEST'")
			.param(network.toString())
			.query(Protection::kept)
			.optional();
	}

	private static Kept kept(ResultSet row, int index) throws SQLException {
		return new Kept(Network.parse(row.getString(1)), Origin.valueOf(row.getString(2)), row.getString(3),
				row.getString(4), row.getObject(5, OffsetDateTime.class).toInstant());
	}

	/** All of them together. */
	public AddressSet addresses() {
		return AddressSet.of(all().stream().map(Kept::network).toList());
	}

	/** Those that share an address with a set. */
	public List<Kept> touching(AddressSet set) {
		return all().stream().filter((kept) -> set.touches(kept.network())).toList();
	}

	@Transactional
	public void put(Network network, String owner, String reason) {
		this.jdbc.sql("""
				insert into protected_network (network, source, owner, reason, since)
				values (?::inet, 'REQUEST', ?, ?, now())
				on conflict (network, source) do update set owner = excluded.owner, reason = excluded.reason""")
			.params(network.toString(), owner, reason)
			.update();
	}

	@Transactional
	public void remove(Network network) {
		this.jdbc.sql("delete from protected_network where network = ?::inet and source = 'REQUEST'")
			.param(network.toString())
			.update();
	}

	/**
	 * Keeps what was found in the cluster just now, and nothing that was found before.
	 */
	@Transactional
	public void found(Collection<Kept> inCluster) {
		String[] networks = inCluster.stream().map((kept) -> kept.network().toString()).toArray(String[]::new);
		this.jdbc.sql("delete from protected_network where source = 'CLUSTER' and network <> all(?::inet[])")
			.param(networks)
			.update();
		this.jdbc.sql("""
				insert into protected_network (network, source, owner, reason, since)
				select network, 'CLUSTER', owner, reason, now()
				from unnest(?::inet[], ?::text[], ?::text[]) as found (network, owner, reason)
				on conflict (network, source) do update set owner = excluded.owner, reason = excluded.reason""")
			.params(networks, inCluster.stream().map(Kept::owner).toArray(String[]::new),
					inCluster.stream().map(Kept::reason).toArray(String[]::new))
			.update();
	}

}
