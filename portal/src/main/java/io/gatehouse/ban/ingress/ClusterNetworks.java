package io.gatehouse.ban.ingress;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import io.gatehouse.adapter.kubernetes.Cluster;
import io.gatehouse.adapter.kubernetes.ClusterAddress;
import io.gatehouse.ban.list.Protection;
import io.gatehouse.ban.list.Protection.Kept;
import io.gatehouse.ban.list.Protection.Origin;
import io.gatehouse.ban.net.Network;
import io.gatehouse.request.ExternalSystem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Protects the cluster's own addresses: with a wrong load balancer all clients come from
 * one of them, and a ban of it means everybody.
 */
@Component
class ClusterNetworks {

	private static final String OWNER = "cluster";

	private static final Logger log = LoggerFactory.getLogger(ClusterNetworks.class);

	private final Cluster cluster;

	private final Protection protection;

	private final boolean discovers;

	/** What could not be read last time, so that it is logged once. */
	private volatile Set<String> unread = Set.of();

	ClusterNetworks(Cluster cluster, Protection protection, IngressProperties properties) {
		this.cluster = cluster;
		this.protection = protection;
		this.discovers = properties.discover();
	}

	/**
	 * Reads them; what can't be read stays protected as it was. Where they are not to be
	 * read, none is protected: it could not be taken back when it is somebody else's.
	 */
	void find() {
		if (!this.discovers) {
			this.protection.found(List.of());
			return;
		}
		Set<String> missing = new HashSet<>();
		List<ClusterAddress> addresses = new ArrayList<>(read("nodes", this.cluster::nodeAddresses, missing));
		addresses.addAll(read("services", this.cluster::serviceAddresses, missing));
		this.unread = missing;
		Map<Network, Kept> found = new LinkedHashMap<>();
		addresses.forEach((address) -> keep(address, found));
		Map<Network, Kept> before = this.protection.all()
			.stream()
			.filter((kept) -> kept.origin() == Origin.CLUSTER)
			.collect(Collectors.toMap(Kept::network, (kept) -> kept));
		if (!missing.isEmpty()) {
			before.forEach(found::putIfAbsent);
		}
		if (!words(found).equals(words(before))) {
			this.protection.found(found.values());
		}
	}

	/**
	 * A cluster has nodes and services: where there are none, the answer is not believed.
	 */
	private List<ClusterAddress> read(String what, Supplier<List<ClusterAddress>> reading, Set<String> missing) {
		String why;
		try {
			List<ClusterAddress> addresses = reading.get();
			if (!addresses.isEmpty()) {
				return addresses;
			}
			why = "there are none";
		}
		catch (ExternalSystem.Failure ex) {
			why = ex.words().toString();
		}
		missing.add(what);
		if (!this.unread.contains(what)) {
			log.warn("The addresses of the cluster's {} can't be read; those known stay protected: {}", what, why);
		}
		return List.of();
	}

	private static void keep(ClusterAddress address, Map<Network, Kept> found) {
		try {
			Network network = Network.parse(address.network());
			found.putIfAbsent(network, new Kept(network, Origin.CLUSTER, OWNER, reason(address), null));
		}
		catch (IllegalArgumentException ex) {
			log.warn("The cluster has an address that is none: {}", address);
		}
	}

	private static String reason(ClusterAddress address) {
		return switch (address.use()) {
			case NODE -> "address of the node " + address.of();
			case PODS -> "pods of the node " + address.of();
			case SERVICE -> "address of the service " + address.of();
			case LOAD_BALANCER -> "outside address of the service " + address.of();
		};
	}

	private static Map<Network, String> words(Map<Network, Kept> kept) {
		return kept.values().stream().collect(Collectors.toMap(Kept::network, Kept::reason));
	}

}
