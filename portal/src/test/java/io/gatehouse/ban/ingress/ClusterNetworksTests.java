package io.gatehouse.ban.ingress;

import java.util.List;
import java.util.Map;

import io.gatehouse.Journey;
import io.gatehouse.OnStage;
import io.gatehouse.adapter.kubernetes.Cluster;
import io.gatehouse.ban.list.Protection;
import io.gatehouse.ban.list.Protection.Kept;
import io.gatehouse.ban.list.Protection.Origin;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

@OnStage
class ClusterNetworksTests {

	@Autowired
	Journey journey;

	@Autowired
	Cluster cluster;

	@Autowired
	Protection protection;

	@Test
	void areProtectedOnlyWhereTheyAreToBeRead() {
		// The portal finds them itself right after its start, which must not come in
		// between.
		this.journey.until(this::ofTheCluster, (kept) -> !kept.isEmpty());
		networks(Map.of("discover", "false")).find();
		assertThat(ofTheCluster()).isEmpty();
		networks(Map.of()).find();
		List<Kept> found = ofTheCluster();
		assertThat(found).extracting(Kept::reason).contains("address of the service default/kubernetes");
		networks(Map.of("discover", "false")).find();
		assertThat(ofTheCluster()).isEmpty();
		networks(Map.of()).find();
		assertThat(ofTheCluster()).extracting(Kept::network)
			.containsExactlyElementsOf(found.stream().map(Kept::network).toList());
	}

	private ClusterNetworks networks(Map<String, String> properties) {
		return new ClusterNetworks(this.cluster, this.protection, IngressPropertiesTests.bound(properties));
	}

	private List<Kept> ofTheCluster() {
		return this.protection.all().stream().filter((kept) -> kept.origin() == Origin.CLUSTER).toList();
	}

}
