package io.gatehouse.request.submission;

import java.time.Clock;
import java.util.Objects;

import io.gatehouse.request.Text;
import io.gatehouse.request.asset.Assets;
import io.gatehouse.request.event.Happened;
import io.gatehouse.request.execution.Runs;
import io.gatehouse.request.execution.Targets;
import io.gatehouse.request.execution.TooLate;
import io.gatehouse.request.lifecycle.Conflict;
import io.gatehouse.request.lifecycle.RequestProperties;
import io.gatehouse.request.lifecycle.ServiceRequest;
import io.gatehouse.request.lifecycle.ServiceRequests;
import io.gatehouse.request.plan.Preview;
import io.gatehouse.request.plan.Previewer;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What can be done about a request that stopped: try the rest again, or undo what was
 * done.
 */
@Component
public class Mending {

	private final ServiceRequests requests;

	private final Assets assets;

	private final Targets targets;

	private final Previewer previewer;

	private final Runs runs;

	private final Room room;

	private final TransactionTemplate transactions;

	private final RequestProperties properties;

	private final Clock clock;

	Mending(ServiceRequests requests, Assets assets, Targets targets, Previewer previewer, Runs runs, Room room,
			TransactionTemplate transactions, RequestProperties properties, Clock clock) {
		this.requests = requests;
		this.assets = assets;
		this.targets = targets;
		this.previewer = previewer;
		this.runs = runs;
		this.room = room;
		this.transactions = transactions;
		this.properties = properties;
		this.clock = clock;
	}

	/** What trying again would do: what is there already is unchanged. */
	public Preview retryPreview(ServiceRequest request) {
		return this.previewer.preview(this.targets.of(request));
	}

	/** What undoing would do. */
	public Preview undoPreview(ServiceRequest request) {
		return this.previewer.preview(this.targets.undoing(request));
	}

	/**
	 * Tries the rest again, as it was shown; where that is more than was approved, it
	 * waits for approval again.
	 * @param sawPlan the hash of the retry's preview that the person saw
	 */
	public void retry(long number, String person, String sawPlan) {
		ServiceRequest stopped = read(number);
		refuseTooLate(stopped);
		Preview preview = shown(retryPreview(stopped), sawPlan);
		if (!takesBack(stopped)) {
			// What was done once is done again where it is gone: it must still be the
			// requester's to have.
			this.targets.problems(stopped).stream().findFirst().ifPresent((problem) -> {
				throw new Conflict(problem.text());
			});
		}
		this.transactions.executeWithoutResult((transaction) -> {
			ServiceRequest request = unchanged(stopped);
			if (!takesBack(request)) {
				requireRoom(request, person);
			}
			if (request.approves(preview.rows())) {
				request.retry(person, preview.rows(), this.clock.instant());
				this.runs.schedule(request);
			}
			else {
				request.planChanged(preview.rows(), this.clock.instant(), this.properties.lapse());
			}
			this.requests.save(request);
		});
	}

	/** What is half gone is for whoever cleans up, however its requester is doing. */
	private static boolean takesBack(ServiceRequest request) {
		return request.undoing() || (request.verb().removes() && request.startedAt() != null);
	}

	private ServiceRequest read(long number) {
		return Objects.requireNonNull(
				this.transactions.execute((transaction) -> this.requests.findByNumber(number).orElseThrow().loaded()));
	}

	/**
	 * What has ended meanwhile does not come back by the rest of an old request, nor is
	 * what was handed over changed by it.
	 */
	private void refuseTooLate(ServiceRequest request) {
		request.asset()
			.flatMap(this.assets::findById)
			.flatMap((asset) -> TooLate.reason(request, asset))
			.ifPresent((reason) -> {
				throw new Conflict(reason);
			});
	}

	/** Undoes what was done, as it was shown. */
	public void undo(long number, String person, String sawPlan) {
		ServiceRequest stopped = read(number);
		Preview preview = shown(undoPreview(stopped), sawPlan);
		this.transactions.executeWithoutResult((transaction) -> {
			ServiceRequest request = unchanged(stopped);
			request.undo(person, preview.rows(), this.clock.instant());
			this.runs.schedule(request);
			this.requests.save(request);
		});
	}

	/**
	 * The request, locked, if nothing has happened to it since it was looked at: what was
	 * previewed then is what is there now.
	 */
	private ServiceRequest unchanged(ServiceRequest looked) {
		return this.requests.lock(looked.number())
			.filter((request) -> request.version() == looked.version())
			.orElseThrow(() -> new Conflict(Text.of("request.plan-changed")));
	}

	/**
	 * What has stopped does not count as open until it is tried again. The portal has as
	 * much to do as comes up.
	 */
	private void requireRoom(ServiceRequest request, String person) {
		if (request.requester().equals(Happened.PORTAL)) {
			return;
		}
		this.room.holdBackOthers(request.requester());
		this.room.lacking(request.requester(), person).ifPresent((words) -> {
			throw new Conflict(words);
		});
	}

	private static Preview shown(Preview preview, String sawPlan) {
		if (!preview.troubles().isEmpty()) {
			throw new Conflict(preview.troubles().getFirst());
		}
		if (!preview.problems().isEmpty()) {
			throw new Conflict(preview.problems().getFirst().text());
		}
		if (!preview.hash().equals(sawPlan)) {
			throw new Conflict(Text.of("request.plan-changed"));
		}
		return preview;
	}

}
