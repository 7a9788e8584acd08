package io.gatehouse.request.upkeep;

import io.gatehouse.identity.People;
import io.gatehouse.request.Text;
import io.gatehouse.request.asset.Assets;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Flags what a blocked person has, for ops to look at. */
@Component
class BlockedOwners {

	private final Assets assets;

	BlockedOwners(Assets assets) {
		this.assets = assets;
	}

	@EventListener
	@Transactional(propagation = Propagation.MANDATORY)
	void changed(People.StandingChanged event) {
		this.assets.lockOf(event.username()).forEach((asset) -> {
			if (event.blocked()) {
				asset.flag(Text.of("asset.owner-blocked", event.username()));
			}
			else {
				asset.unflag();
			}
			this.assets.save(asset);
		});
	}

}
