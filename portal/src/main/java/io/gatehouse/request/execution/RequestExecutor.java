package io.gatehouse.request.execution;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import io.gatehouse.request.ExternalSystem;
import io.gatehouse.request.Outcome;
import io.gatehouse.request.RequestType.Problem;
import io.gatehouse.request.RequestType.Verb;
import io.gatehouse.request.Resource.Key;
import io.gatehouse.request.Text;
import io.gatehouse.request.asset.Asset;
import io.gatehouse.request.asset.Assets;
import io.gatehouse.request.execution.Milestones.Milestone;
import io.gatehouse.request.lifecycle.RequestState;
import io.gatehouse.request.lifecycle.ServiceRequest;
import io.gatehouse.request.plan.Preview;
import io.gatehouse.request.plan.Previewer;
import io.gatehouse.request.plan.Target;
import io.gatehouse.request.plan.Target.Work;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Carries a request out from wherever it is: takes it, holds the plan against what was
 * approved, and does one step after the other, each made durable before the next.
 */
@Component
class RequestExecutor {

	private static final Duration NEXT_TURN = Duration.ofMillis(500);

	private static final Duration SOON = Duration.ofSeconds(2);

	private static final Duration LATER = Duration.ofSeconds(10);

	private final Checkpoints checkpoints;

	private final Targets targets;

	private final Previewer previewer;

	private final StepExecutor steps;

	private final PausedSystems paused;

	private final Assets assets;

	private final Lanes lanes;

	private final ExecutionProperties properties;

	private final List<Milestones> milestones;

	RequestExecutor(Checkpoints checkpoints, Targets targets, Previewer previewer, StepExecutor steps,
			PausedSystems paused, Assets assets, Lanes lanes, ExecutionProperties properties,
			List<Milestones> milestones) {
		this.checkpoints = checkpoints;
		this.targets = targets;
		this.previewer = previewer;
		this.steps = steps;
		this.paused = paused;
		this.assets = assets;
		this.lanes = lanes;
		this.properties = properties;
		this.milestones = milestones;
	}

	/** Does what there is to do, where the systems that it is about have a place left. */
	Next run(UUID id) {
		Set<String> systems = this.lanes.of(id);
		if (!this.lanes.enter(systems)) {
			return Next.after(NEXT_TURN);
		}
		try {
			return claim(id);
		}
		finally {
			this.lanes.leave(systems);
		}
	}

	private Next claim(UUID id) {
		Optional<Long> fence = this.checkpoints.claim(id);
		if (fence.isEmpty()) {
			return Next.nothing();
		}
		reached(Milestone.CLAIMED, id);
		try {
			return guarded(id, fence.get());
		}
		catch (Superseded ex) {
			return Next.nothing();
		}
	}

	/** A plan may look things up, and what fails then must be said too. */
	private Next guarded(UUID id, long fence) {
		try {
			return run(id, fence);
		}
		catch (ExternalSystem.Unavailable ex) {
			this.checkpoints.waits(id, fence, ex.words());
			return Next.after(LATER);
		}
		catch (ExternalSystem.Refused ex) {
			this.checkpoints.failed(id, fence, ex.words());
			return Next.nothing();
		}
		catch (Superseded | DataAccessException | TransactionException ex) {
			throw ex;
		}
		catch (RuntimeException ex) {
			// A fault of ours, such as a type that is gone: the next try would end the
			// same.
			this.checkpoints.failed(id, fence, Incident.logged("Request %s can't be carried out".formatted(id), ex));
			return Next.nothing();
		}
	}

	private Next run(UUID id, long fence) {
		ServiceRequest request = this.checkpoints.read(id);
		Target target = this.targets.of(request);
		Optional<String> pausedSystem = pausedSystem(target.keys());
		if (pausedSystem.isPresent()) {
			this.checkpoints.waits(id, fence, Text.of("request.system-paused", "@system." + pausedSystem.get()));
			return Next.after(LATER);
		}
		if (!this.checkpoints.lock(id, fence, target.keys())) {
			return Next.after(SOON);
		}
		Optional<Text> tooLate = tooLate(request);
		if (tooLate.isPresent()) {
			this.checkpoints.tooLate(id, fence, tooLate.get());
			return Next.nothing();
		}
		if (request.state() == RequestState.APPROVED) {
			Optional<Next> instead = begin(request, target, fence);
			if (instead.isPresent()) {
				return instead.get();
			}
			request = this.checkpoints.read(id);
			target = this.targets.of(request);
		}
		return carryOut(request, target, fence);
	}

	/**
	 * Starts an approved request, unless the plan that would be carried out is not the
	 * one that was approved.
	 */
	private Optional<Next> begin(ServiceRequest request, Target target, long fence) {
		UUID id = request.id();
		Preview preview = this.previewer.preview(target);
		if (!preview.troubles().isEmpty()) {
			return Optional.of(troubled(request, fence, preview.troubles().getFirst()));
		}
		// What holds of the person and of other systems may have changed since it was
		// asked.
		Optional<Problem> problem = Stream.concat(preview.problems().stream(), this.targets.problems(request).stream())
			.findFirst();
		if (!this.checkpoints.read(id).requester().equals(request.requester())) {
			// As they were read it turned out that the user name is another account's by
			// now: what was found out is of somebody else.
			return Optional.of(Next.after(SOON));
		}
		if (problem.isPresent()) {
			this.checkpoints.failed(id, fence, problem.get().text());
			return Optional.of(Next.nothing());
		}
		boolean changed = !preview.hash().equals(request.planHash());
		if (changed && !request.needsNobody()) {
			this.checkpoints.planChanged(id, fence, preview.rows());
			return Optional.of(Next.nothing());
		}
		this.checkpoints.start(id, fence, changed ? preview.rows() : null);
		reached(Milestone.STARTED, id);
		return Optional.empty();
	}

	/** Like a step that is tried again, it must not be so for ever. */
	private Next troubled(ServiceRequest request, long fence, Text trouble) {
		Duration away = this.checkpoints.troubled(request.id(), fence, trouble);
		if (request.verb() != Verb.EXPIRE && away.compareTo(this.properties.patience()) > 0) {
			this.checkpoints.failed(request.id(), fence,
					Text.of("request.gave-up-looking", this.properties.patience().toMinutes()));
			return Next.nothing();
		}
		return Next.after(LATER);
	}

	private Optional<Text> tooLate(ServiceRequest request) {
		return request.asset().flatMap(this.assets::findById).flatMap((asset) -> TooLate.reason(request, asset));
	}

	private Next carryOut(ServiceRequest request, Target target, long fence) {
		Map<Key, Work> works = new HashMap<>();
		target.works().forEach((work) -> works.put(work.key(), work));
		for (var step : request.steps()) {
			if (step.isDone()) {
				continue;
			}
			Work work = works.get(step.key());
			if (work == null) {
				// Released by an earlier attempt, whose checkpoint was the last thing
				// that it did.
				this.checkpoints.failed(request.id(), fence, Text.of("request.plan-changed-under-way"));
				return Next.nothing();
			}
			Outcome outcome = this.steps.carryOut(request, step, target, work, fence, this::reached);
			switch (outcome) {
				case Outcome.Done done -> reached(Milestone.STEP_DONE, request.id(), step.position());
				case Outcome.RetryAfter wait -> {
					return Next.after(wait.delay());
				}
				case Outcome.Failed failure -> {
					return Next.nothing();
				}
			}
		}
		Asset asset = request.asset().flatMap(this.assets::findById).orElse(null);
		String madeBy = this.targets.planFor(request.verb(), request.requester(), request.owner(), asset);
		this.checkpoints.finish(request.id(), fence, madeBy);
		reached(Milestone.FINISHED, request.id());
		return Next.nothing();
	}

	private Optional<String> pausedSystem(Set<Key> keys) {
		Set<String> names = this.paused.names();
		return keys.stream().map(Key::system).filter(names::contains).findFirst();
	}

	private void reached(Milestone milestone, UUID request) {
		reached(milestone, request, -1);
	}

	private void reached(Milestone milestone, UUID request, int position) {
		this.milestones.forEach((listener) -> listener.reached(milestone, request, position));
	}

}
