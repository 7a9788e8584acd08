package io.gatehouse.ban.list;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import io.gatehouse.ban.list.Protection.Kept;
import io.gatehouse.ban.list.Protection.Origin;
import io.gatehouse.ban.net.Network;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What may be banned, and what is told to those who enforce it.
 *
 * @param minimumPrefixV4 wider IPv4 networks can't be banned, in bits
 * @param minimumPrefixV6 the same for IPv6
 * @param widePrefixV4 wider IPv4 networks than this need two people, in bits
 * @param widePrefixV6 the same for IPv6
 * @param bulk more entries than this need two people
 * @param mostEntries more entries than this one ban can't have
 * @param mostAdded a version that adds more entries than this is not published
 * @param mostDropPercent a version that lacks more than this share of the one before is
 * not published
 * @param staleAfter a host that has not reported for this long is stale
 * @param accessLogs whose lines begin with a client's address; what a ban would hit is
 * told from them
 * @param protect networks that can never be banned
 */
@Validated
@ConfigurationProperties("gatehouse.bans")
public record BanProperties(@DefaultValue("16") @Min(1) @Max(32) int minimumPrefixV4,
		@DefaultValue("32") @Min(1) @Max(128) int minimumPrefixV6,
		@DefaultValue("24") @Min(1) @Max(32) int widePrefixV4, @DefaultValue("48") @Min(1) @Max(128) int widePrefixV6,
		@DefaultValue("1000") @Min(1) int bulk, @DefaultValue("1000000") @Min(1) @Max(2_000_000) int mostEntries,
		@DefaultValue("1100000") @Min(1) int mostAdded, @DefaultValue("50") @Min(1) @Max(100) int mostDropPercent,
		@DefaultValue("5m") Duration staleAfter, @DefaultValue List<Path> accessLogs,
		@DefaultValue @Valid List<Protect> protect) {

	public BanProperties {
		if (!staleAfter.isPositive()) {
			throw new IllegalArgumentException("gatehouse.bans.stale-after must be longer than nothing");
		}
		accessLogs = List.copyOf(accessLogs);
		protect = List.copyOf(protect);
	}

	/**
	 * A network that can never be banned.
	 *
	 * @param owner who answers for it
	 */
	public record Protect(@NotBlank String network, @NotBlank String owner, @NotBlank String reason) {
	}

	/** What can't be banned at all. */
	public Limits minimum() {
		return new Limits(this.minimumPrefixV4, this.minimumPrefixV6);
	}

	/** What needs two people. */
	public Limits wide() {
		return new Limits(this.widePrefixV4, this.widePrefixV6);
	}

	List<Kept> keptNetworks() {
		return this.protect.stream()
			.map((one) -> new Kept(network(one), Origin.CONFIGURATION, one.owner(), one.reason(), null))
			.toList();
	}

	private static Network network(Protect one) {
		Network network = Network.parse(one.network());
		if (Protection.WIDEST.exceededBy(network)) {
			throw new IllegalArgumentException("gatehouse.bans.protect: " + network + " is wider than /"
					+ Protection.WIDEST.of(network.family()) + ", the most that can be protected");
		}
		return network;
	}

}
