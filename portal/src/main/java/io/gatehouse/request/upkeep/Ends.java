package io.gatehouse.request.upkeep;

import java.time.Clock;
import java.util.UUID;

import io.gatehouse.request.asset.Asset;
import io.gatehouse.request.asset.Assets;
import io.gatehouse.request.lifecycle.ServiceRequests;
import io.gatehouse.request.submission.Submissions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Ends what has come to its end: grants, and requests that nobody decided. */
@Component
class Ends {

	private static final Logger log = LoggerFactory.getLogger(Ends.class);

	private final Assets assets;

	private final ServiceRequests requests;

	private final Submissions submissions;

	private final TransactionTemplate transactions;

	private final Clock clock;

	Ends(Assets assets, ServiceRequests requests, Submissions submissions, TransactionTemplate transactions,
			Clock clock) {
		this.assets = assets;
		this.requests = requests;
		this.submissions = submissions;
		this.transactions = transactions;
		this.clock = clock;
	}

	void due() {
		this.assets.ended().forEach(this::end);
		this.requests.lapsed().forEach(this::lapse);
	}

	private void end(Asset asset) {
		try {
			this.submissions.expire(asset);
		}
		catch (RuntimeException ex) {
			// One that can't be removed now must not hold back the others; it is found
			// again at the next look.
			log.warn("Asset {} has come to its end and could not be queued for removal: {}", asset.number(),
					ex.toString());
		}
	}

	private void lapse(UUID id) {
		try {
			this.transactions.executeWithoutResult((transaction) -> this.requests.lock(id)
				.filter((request) -> request.state().undecided())
				.ifPresent((request) -> {
					request.lapse(this.clock.instant());
					this.requests.save(request);
				}));
		}
		catch (RuntimeException ex) {
			// Nor must a request that can't lapse now.
			log.warn("Request {} could not lapse: {}", id, ex.toString());
		}
	}

}
