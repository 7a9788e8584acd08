package io.gatehouse.ban.net;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** A set of addresses of both families. */
public record AddressSet(Ranges v4, Ranges v6) {

	private static final AddressSet NONE = new AddressSet(Ranges.none(Family.V4), Ranges.none(Family.V6));

	public static AddressSet none() {
		return NONE;
	}

	/** The addresses of networks, however they overlap. */
	public static AddressSet of(Iterable<Network> networks) {
		Builder builder = new Builder();
		networks.forEach(builder::add);
		return builder.build();
	}

	public boolean isEmpty() {
		return this.v4.isEmpty() && this.v6.isEmpty();
	}

	public boolean covers(Network network) {
		return of(network.family()).covers(network);
	}

	public boolean touches(Network network) {
		return of(network.family()).touches(network);
	}

	public Ranges of(Family family) {
		return (family == Family.V4) ? this.v4 : this.v6;
	}

	public AddressSet plus(AddressSet other) {
		return with(other, Ranges::plus);
	}

	public AddressSet minus(AddressSet other) {
		return with(other, Ranges::minus);
	}

	/** What is in both. */
	public AddressSet and(AddressSet other) {
		return minus(minus(other));
	}

	private AddressSet with(AddressSet other, BinaryOperator<Ranges> operation) {
		return new AddressSet(operation.apply(this.v4, other.v4), operation.apply(this.v6, other.v6));
	}

	/** How many networks {@link #networks} gives, without listing them. */
	public long count() {
		return this.v4.count() + this.v6.count();
	}

	/** The fewest networks that are just this set: IPv4 first, each family in order. */
	public void networks(Consumer<Network> consumer) {
		this.v4.networks(consumer);
		this.v6.networks(consumer);
	}

	/** The first of these networks. */
	public List<Network> some(int most) {
		return some(most, (network) -> true);
	}

	/** The first of these networks that are looked for. */
	public List<Network> some(int most, Predicate<Network> sought) {
		List<Network> found = new ArrayList<>();
		Predicate<Network> taken = (network) -> {
			if (found.size() < most && sought.test(network)) {
				found.add(network);
			}
			return found.size() < most;
		};
		if (this.v4.whole(taken)) {
			this.v6.whole(taken);
		}
		return found;
	}

	/** Collects addresses in any order. */
	public static final class Builder {

		private final RangesBuilder v4 = new RangesBuilder(Family.V4);

		private final RangesBuilder v6 = new RangesBuilder(Family.V6);

		public Builder add(Network network) {
			((network.family() == Family.V4) ? this.v4 : this.v6).add(network);
			return this;
		}

		public Builder add(Ranges ranges) {
			ranges.addTo((ranges.family() == Family.V4) ? this.v4 : this.v6);
			return this;
		}

		public AddressSet build() {
			return new AddressSet(this.v4.build(), this.v6.build());
		}

	}

}
