package io.gatehouse.ban.agent;

import io.gatehouse.Journey;
import io.gatehouse.OnStage;
import io.gatehouse.Stage;
import io.gatehouse.request.RequestType.Verb;
import io.gatehouse.request.asset.Asset;
import io.gatehouse.request.lifecycle.RequestState;
import io.gatehouse.request.lifecycle.ServiceRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * From a request to dropped packets and back: the portal itself, the agent itself, real
 * packets.
 */
@OnStage
class WholeWayTests {

	private static final String GROUP = "edge";

	@Autowired
	Stage stage;

	@Autowired
	Journey journey;

	private HostLab lab;

	private Process agent;

	@BeforeEach
	void open() {
		this.lab = HostLab.open();
	}

	@AfterEach
	void close() {
		if (this.agent != null) {
			HostAgent.stop(this.agent);
		}
		if (this.lab != null) {
			this.lab.close();
		}
	}

	@Test
	void dropsPacketsFromTheRequestOnUntilItIsTakenBack() {
		this.journey.person("oscar");
		this.agent = new HostAgent(this.lab,
				"http://%s:%d".formatted(this.lab.portalAddress(), this.stage.portalUri(0).getPort()), token(), "nft")
			.set("WAIT", "5")
			.start("run");
		assertThat(this.lab.reachHost()).isEqualTo(HostLab.allBut());
		protect("192.0.2.77");

		ServiceRequest network = ban("192.0.2.64/26", "2001:db8:1::/48");
		ServiceRequest single = ban("203.0.113.7");
		this.journey.await(network, RequestState.SUCCEEDED);
		Asset asset = this.journey.asset(this.journey.await(single, RequestState.SUCCEEDED));

		assertThat(this.lab.reachHost()).as("banned")
			.isEqualTo(HostLab.allBut("203.0.113.7", "192.0.2.78", "2001:db8:1::10", "2001:db8:1::11"));
		assertThat(this.lab.reachInside()).as("through the host")
			.isEqualTo(HostLab.allBut("203.0.113.7", "192.0.2.78", "2001:db8:1::10", "2001:db8:1::11"));

		this.journey.await(this.journey.ask("olga", asset, Verb.REVOKE), RequestState.SUCCEEDED);
		HostLab.await("the ban taken back on the host",
				() -> this.lab.reachHost().equals(HostLab.allBut("192.0.2.78", "2001:db8:1::10", "2001:db8:1::11")));
		this.stage.sql("update asset set ends_at = now() where number = " + this.journey.asset(network).number());
		HostLab.await("the end of the other", () -> this.lab.reachHost().equals(HostLab.allBut()));
	}

	private String token() {
		this.journey.haveAtOnce("olga", "ban-host", "name=edge-1", "group=" + GROUP);
		return this.stage.vaultHand()
			.send("GET", "/v1/secret/data/gatehouse/ban-hosts/edge-1/token", null, null)
			.ok()
			.body()
			.at("/data/data/token")
			.asString();
	}

	private void protect(String address) {
		ServiceRequest protection = this.journey.ask("olga", "protected-network", "network=" + address,
				"owner=platform", "reason=monitoring", "forGood=true");
		this.journey.approve(protection, "oscar");
		this.journey.await(protection, RequestState.SUCCEEDED);
	}

	private ServiceRequest ban(String... addresses) {
		return this.journey.ask("olga", "ban", "addresses=" + String.join("\n", addresses), "reason=flood",
				"where=HOSTS", "group=" + GROUP, "lasts=1");
	}

}
