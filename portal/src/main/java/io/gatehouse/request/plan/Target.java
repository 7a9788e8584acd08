package io.gatehouse.request.plan;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

import io.gatehouse.request.Plan;
import io.gatehouse.request.Resource;
import io.gatehouse.request.Resource.Key;
import io.gatehouse.request.Resource.State;
import org.jspecify.annotations.Nullable;

/**
 * Where an asset shall get: what is planned is applied, in order; what it holds beyond
 * that is removed, last made first.
 *
 * @param asset null where there is none yet
 * @param works one per resource, in order
 */
public record Target(@Nullable UUID asset, List<Work> works) {

	/** What is to be done with a resource. */
	public enum Mode {

		APPLY, REMOVE,

		/**
		 * The asset lets go of it, another one keeps it, so it shall be as that one asks.
		 */
		HAND_BACK

	}

	/**
	 * What to do with one resource.
	 *
	 * @param holding what the asset holds of it already
	 * @param end when the grant that the resource serves ends, if that is known
	 */
	public record Work(Resource resource, Mode mode, @Nullable Holding holding, Optional<Instant> end) {

		public Key key() {
			return this.resource.key();
		}

		/**
		 * What was there before the asset took hold of it; empty where it has not yet.
		 */
		public Optional<State> before() {
			return Optional.ofNullable(this.holding).map(Holding::before);
		}

		/** What was asked of it when it was carried out last. */
		public Optional<SortedMap<String, String>> held() {
			return Optional.ofNullable(this.holding).map(Holding::attributes).map(TreeMap::new);
		}

	}

	/**
	 * Sets a plan against what is held.
	 * @param systems gives back resources that are held and not planned any more
	 */
	public static Target of(@Nullable UUID asset, Plan plan, List<Holding> holdings, Optional<Instant> end,
			Systems systems) {
		Map<Key, Holding> held = new HashMap<>();
		holdings.forEach((holding) -> held.put(holding.key(), holding));
		List<Work> works = new ArrayList<>();
		Set<Key> planned = new HashSet<>();
		for (Resource resource : plan.resources()) {
			planned.add(resource.key());
			works.add(new Work(resource, Mode.APPLY, held.get(resource.key()), end));
		}
		for (Holding holding : holdings.reversed()) {
			if (!planned.contains(holding.key())) {
				works.add(letGo(holding, end, systems));
			}
		}
		return new Target(asset, List.copyOf(works));
	}

	private static Work letGo(Holding holding, Optional<Instant> end, Systems systems) {
		Holding.Other other = holding.other();
		return (other != null)
				? new Work(systems.recorded(holding.key(), other.attributes()), Mode.HAND_BACK, holding, other.end())
				: new Work(systems.recorded(holding.key(), holding.attributes()), Mode.REMOVE, holding, end);
	}

	public Set<Key> keys() {
		Set<Key> keys = new HashSet<>();
		this.works.forEach((work) -> keys.add(work.key()));
		return keys;
	}

}
