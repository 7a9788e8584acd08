package io.gatehouse.request.execution;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

import io.gatehouse.request.ExternalSystem;
import io.gatehouse.request.Outcome;
import io.gatehouse.request.RequestType.Verb;
import io.gatehouse.request.Resource;
import io.gatehouse.request.Text;
import io.gatehouse.request.execution.Milestones.Milestone;
import io.gatehouse.request.lifecycle.ServiceRequest;
import io.gatehouse.request.lifecycle.Step;
import io.gatehouse.request.lifecycle.StepState;
import io.gatehouse.request.plan.Action;
import io.gatehouse.request.plan.Previewer;
import io.gatehouse.request.plan.Previewer.Verdict;
import io.gatehouse.request.plan.Target;
import io.gatehouse.request.plan.Target.Work;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Carries one step out: reads, records what it is about to do, does it, waits until it is
 * ready, records that it is.
 */
@Component
class StepExecutor {

	private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

	private final Checkpoints checkpoints;

	private final Previewer previewer;

	private final ExecutionProperties properties;

	StepExecutor(Checkpoints checkpoints, Previewer previewer, ExecutionProperties properties) {
		this.checkpoints = checkpoints;
		this.previewer = previewer;
		this.properties = properties;
	}

	/**
	 * Where the outcome is not done, what the step waits for or failed at is recorded
	 * already.
	 */
	Outcome carryOut(ServiceRequest request, Step step, Target target, Work work, long fence, Milestones milestones) {
		UUID id = request.id();
		WorkingContext context = new WorkingContext(work, "Gatehouse request " + request.number(),
				() -> this.checkpoints.verify(id, fence));
		Outcome outcome;
		boolean answered = true;
		String link = null;
		Verdict verdict = null;
		try {
			verdict = this.previewer.verdict(target, work, context);
			link = verdict.row().link();
			outcome = verdict.problem().isPresent() ? Outcome.failed(verdict.problem().get().text())
					: act(id, step, work, verdict, context, fence, milestones);
		}
		catch (ExternalSystem.Unavailable ex) {
			// One that got as far as to act was counted there.
			answered = false;
			outcome = unavailable(request, step, work, fence, verdict == null, ex);
		}
		catch (ExternalSystem.Refused ex) {
			outcome = Outcome.failed(ex.words());
		}
		catch (Superseded | DataAccessException | TransactionException ex) {
			throw ex;
		}
		catch (RuntimeException ex) {
			outcome = Outcome.failed(Incident.logged("Request %s step %s (%s) failed unexpectedly"
				.formatted(request.number(), step.position(), step.key()), ex));
		}
		if (outcome == Outcome.done() && link == null && work.mode() == Target.Mode.APPLY) {
			link = link(work, context);
		}
		record(id, step, work, outcome, link, fence, answered);
		return outcome;
	}

	/** Where what was just made can be looked at: a comfort, and no reason to fail. */
	private static @Nullable String link(Work work, WorkingContext context) {
		try {
			URI link = work.resource().read(context).link();
			return (link != null) ? link.toString() : null;
		}
		catch (ExternalSystem.Failure ex) {
			return null;
		}
	}

	private Outcome act(UUID id, Step step, Work work, Verdict verdict, WorkingContext context, long fence,
			Milestones milestones) {
		Action action = verdict.row().action();
		boolean onlyLooks = step.state() == StepState.WAITING && !action.changes();
		this.checkpoints.begin(id, fence, step.position(), work, verdict.state(), !onlyLooks);
		milestones.reached(Milestone.STEP_RECORDED, id, step.position());
		Resource resource = work.resource();
		Outcome outcome = switch (work.mode()) {
			case APPLY, HAND_BACK -> action.changes() ? resource.apply(context) : Outcome.done();
			case REMOVE -> action.changes() || maybeGoing(work, verdict) ? resource.remove(context) : Outcome.done();
		};
		milestones.reached(Milestone.STEP_APPLIED, id, step.position());
		return (outcome == Outcome.done() && work.mode() == Target.Mode.APPLY) ? resource.ready(context) : outcome;
	}

	/**
	 * What is not found any more may still be on its way out, with all that is in it:
	 * only the resource knows when it is gone.
	 */
	private static boolean maybeGoing(Work work, Verdict verdict) {
		return !verdict.state().present() && work.before().filter(Resource.State::present).isEmpty();
	}

	private Outcome unavailable(ServiceRequest request, Step step, Work work, long fence, boolean counts,
			ExternalSystem.Unavailable fault) {
		Duration away = this.checkpoints.unreachable(request.id(), fence, step.position(), work, counts);
		// Nobody waits for the end of a grant, and it must come however long that takes.
		if (request.verb() != Verb.EXPIRE && away.compareTo(this.properties.patience()) > 0) {
			return Outcome.failed(Text.of("request.gave-up", this.properties.patience().toMinutes(),
					"@system." + step.key().system()));
		}
		Duration pause = Optional.ofNullable(fault.retryAfter())
			.orElseGet(() -> Duration.ofSeconds(1L << Math.min(step.attempts(), 5)));
		return Outcome.retryAfter((pause.compareTo(LONGEST_PAUSE) < 0) ? pause : LONGEST_PAUSE, fault.words());
	}

	private void record(UUID id, Step step, Work work, Outcome outcome, @Nullable String link, long fence,
			boolean answered) {
		switch (outcome) {
			case Outcome.Done done -> this.checkpoints.stepDone(id, fence, step.position(), work, link);
			case Outcome.RetryAfter wait ->
				this.checkpoints.stepWaits(id, fence, step.position(), wait.progress(), answered);
			case Outcome.Failed failure -> this.checkpoints.stepFailed(id, fence, step.position(), failure.reason());
		}
	}

}
