package io.gatehouse.ban.ingress;

import java.util.List;
import java.util.Optional;

import io.gatehouse.adapter.kubernetes.Cluster;
import io.gatehouse.adapter.kubernetes.Posting;
import io.gatehouse.adapter.kubernetes.Posting.Found;
import io.gatehouse.ban.list.Layout;
import io.gatehouse.request.Text;

/** One way of telling the cluster what is banned. */
interface Output {

	/** By which it is recorded. */
	String name();

	/** As people call it. */
	String title();

	/** The objects that say what a list says. */
	Plan plan(Layout list);

	/**
	 * The name of one of the parts.
	 * @param number counted from 0
	 * @return empty where there is none of such a number, whatever the list
	 */
	default Optional<Posting.Name> shard(int number) {
		return Optional.empty();
	}

	/** What keeps the list from holding somewhere although it is published. */
	default List<Text> warnings(Cluster cluster, Found head) {
		return List.of();
	}

}
