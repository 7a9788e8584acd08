package io.gatehouse.request.upkeep;

import java.time.Clock;
import java.util.List;
import java.util.UUID;

import io.gatehouse.request.asset.Asset;
import io.gatehouse.request.asset.AssetState;
import io.gatehouse.request.asset.Assets;
import io.gatehouse.request.execution.Targets;
import io.gatehouse.request.plan.PlanRow;
import io.gatehouse.request.plan.Preview;
import io.gatehouse.request.plan.Previewer;
import io.gatehouse.request.plan.RequestTypes;
import io.gatehouse.request.submission.Submissions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Holds assets against the outside: what is not as it was carried out is drift. */
@Component
public class DriftCheck {

	private static final Logger log = LoggerFactory.getLogger(DriftCheck.class);

	private final Assets assets;

	private final Targets targets;

	private final Previewer previewer;

	private final RequestTypes types;

	private final Submissions submissions;

	private final TransactionTemplate transactions;

	private final UpkeepProperties properties;

	private final Clock clock;

	DriftCheck(Assets assets, Targets targets, Previewer previewer, RequestTypes types, Submissions submissions,
			TransactionTemplate transactions, UpkeepProperties properties, Clock clock) {
		this.assets = assets;
		this.targets = targets;
		this.previewer = previewer;
		this.types = types;
		this.submissions = submissions;
		this.transactions = transactions;
		this.properties = properties;
		this.clock = clock;
	}

	void due() {
		for (UUID id : this.assets.unchecked(this.properties.drift().toSeconds())) {
			try {
				check(id);
			}
			catch (RuntimeException ex) {
				log.warn("Asset {} could not be checked for drift: {}", id, ex.toString());
			}
		}
	}

	/** Checks one now; where a system does not answer, what was known stays. */
	public void check(UUID id) {
		Asset asset = this.assets.findById(id).filter((found) -> found.state() == AssetState.ACTIVE).orElse(null);
		if (asset == null) {
			return;
		}
		Preview preview = this.previewer.preview(this.targets.asItIs(asset));
		boolean read = preview.troubles().isEmpty();
		List<PlanRow> drift = read ? preview.rows().stream().filter((row) -> row.action().changes()).toList()
				: asset.drift();
		if (record(asset, drift) && read && !drift.isEmpty() && this.types.get(asset.type()).type().repairsDrift()) {
			this.submissions.repair(asset);
		}
	}

	private boolean record(Asset asset, List<PlanRow> drift) {
		return Boolean.TRUE.equals(this.transactions.execute((transaction) -> this.assets.lock(asset.id())
			// Where it became another thing while it was read, what was read says
			// nothing.
			.filter((found) -> found.state() == AssetState.ACTIVE && found.form().equals(asset.form())
					&& found.madeBy().equals(asset.madeBy()) && found.endsAt().equals(asset.endsAt()))
			.map((found) -> {
				found.checked(drift, this.clock.instant());
				this.assets.save(found);
				return true;
			})
			.orElse(false)));
	}

}
