package io.gatehouse.request.audit;

import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** What the last check of the chain found, checked again where that is some time ago. */
@Component
public class ChainState {

	private static final Logger log = LoggerFactory.getLogger(ChainState.class);

	private final AuditChain chain;

	private final Clock clock;

	private final AtomicReference<@Nullable Checked> latest = new AtomicReference<>();

	ChainState(AuditChain chain, Clock clock) {
		this.chain = chain;
		this.clock = clock;
	}

	/**
	 * Checks the whole chain; where it is broken, that is logged as an error for
	 * alerting.
	 */
	public Checked check() {
		return keep(this.chain.verify());
	}

	/**
	 * The last check's result, gone on from to the newest event; a full check where there
	 * was none yet.
	 */
	public Checked latest() {
		Checked checked = this.latest.get();
		return (checked != null) ? keep(this.chain.goOn(checked.verdict())) : check();
	}

	private Checked keep(AuditChain.Verdict verdict) {
		if (!verdict.unbroken()) {
			log.error("The audit chain is broken at event {} ({}); {} events before it hold", verdict.broken(),
					verdict.flaw(), verdict.verified());
		}
		Checked checked = new Checked(verdict, this.clock.instant());
		this.latest.set(checked);
		return checked;
	}

	/** A verdict and when it was reached. */
	public record Checked(AuditChain.Verdict verdict, Instant at) {
	}

}
