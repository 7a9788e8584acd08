package io.gatehouse.request.execution;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;

import io.gatehouse.request.RequestType.Verb;
import io.gatehouse.request.Resource.Key;
import io.gatehouse.request.Resource.State;
import io.gatehouse.request.Text;
import io.gatehouse.request.asset.Asset;
import io.gatehouse.request.asset.AssetState;
import io.gatehouse.request.asset.Assets;
import io.gatehouse.request.event.Happened;
import io.gatehouse.request.lifecycle.RequestProperties;
import io.gatehouse.request.lifecycle.RequestState;
import io.gatehouse.request.lifecycle.ServiceRequest;
import io.gatehouse.request.lifecycle.ServiceRequests;
import io.gatehouse.request.lifecycle.Step;
import io.gatehouse.request.plan.Holdings;
import io.gatehouse.request.plan.PlanRow;
import io.gatehouse.request.plan.Target;
import io.gatehouse.request.plan.Target.Work;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What a worker makes durable: each method is one transaction, with the request locked,
 * and throws {@link Superseded} where another worker has taken the request since.
 */
@Component
class Checkpoints {

	private final ServiceRequests requests;

	private final Assets assets;

	private final Holdings holdings;

	private final Locks locks;

	private final JdbcClient jdbc;

	private final Clock clock;

	private final RequestProperties properties;

	Checkpoints(ServiceRequests requests, Assets assets, Holdings holdings, Locks locks, JdbcClient jdbc, Clock clock,
			RequestProperties properties) {
		this.requests = requests;
		this.assets = assets;
		this.holdings = holdings;
		this.locks = locks;
		this.jdbc = jdbc;
		this.clock = clock;
		this.properties = properties;
	}

	/**
	 * Takes the request for this worker; empty where there is nothing to be done for it.
	 */
	@Transactional
	Optional<Long> claim(UUID id) {
		Optional<ServiceRequest> request = this.requests.lock(id)
			.filter((found) -> found.state() == RequestState.APPROVED || found.state() == RequestState.RUNNING);
		request.ifPresent((found) -> {
			found.claim();
			this.requests.save(found);
		});
		return request.map(ServiceRequest::fence);
	}

	/** The request as it is, with its steps and notes. */
	@Transactional(readOnly = true)
	ServiceRequest read(UUID id) {
		return this.requests.findById(id).orElseThrow().loaded();
	}

	/** Whether the request is still this worker's. */
	@Transactional(readOnly = true)
	void verify(UUID id, long fence) {
		long now = this.jdbc.sql("select fence from service_request where id = ?").param(id).query(Long.class).single();
		if (now != fence) {
			throw new Superseded(id, fence);
		}
	}

	/** Takes the resources; where another request has one, says so and takes none. */
	@Transactional
	boolean lock(UUID id, long fence, Set<Key> keys) {
		ServiceRequest request = mine(id, fence);
		Optional<Long> holder = this.locks.take(id, keys);
		holder.ifPresent((number) -> request.waits(Text.of("request.waits-for-request", number)));
		this.requests.save(request);
		return holder.isEmpty();
	}

	/**
	 * It can't be looked at what would change.
	 * @return for how long that has been so
	 */
	@Transactional
	Duration troubled(UUID id, long fence, Text trouble) {
		ServiceRequest request = mine(id, fence);
		Instant since = request.steps()
			.stream()
			.filter((step) -> !step.isDone())
			.findFirst()
			.map((step) -> step.unreachable(now()))
			.orElseGet(this::now);
		waits(request, trouble);
		return Duration.between(since, now());
	}

	@Transactional
	void waits(UUID id, long fence, Text progress) {
		waits(mine(id, fence), progress);
	}

	private void waits(ServiceRequest request, Text progress) {
		request.waits(progress);
		if (request.state() == RequestState.APPROVED) {
			// One that has begun keeps what it works on.
			this.locks.release(request.id());
		}
		this.requests.save(request);
	}

	@Transactional
	void planChanged(UUID id, long fence, List<PlanRow> rows) {
		ServiceRequest request = mine(id, fence);
		request.planChanged(rows, now(), this.properties.lapse());
		this.locks.release(id);
		this.requests.save(request);
	}

	/**
	 * It is carried out from now on, under an asset that is there from the first resource
	 * on.
	 */
	@Transactional
	void start(UUID id, long fence, @Nullable List<PlanRow> fresh) {
		ServiceRequest request = mine(id, fence);
		if (fresh != null) {
			request.refresh(fresh);
		}
		Instant now = now();
		UUID asset = request.asset()
			.orElseGet(() -> this.assets
				.save(new Asset(this.assets.nextNumber(), request.type(), request.title(), request.form(),
						request.requester(), request.owner(), now, request.lifetime().map(now::plus)))
				.id());
		// What could not be looked at for a while is there now.
		request.steps().forEach(Step::reached);
		request.start(asset, now);
		this.requests.save(request);
	}

	/**
	 * A step begins: from here on the asset holds the resource, whether or not it will be
	 * made.
	 */
	@Transactional
	void begin(UUID id, long fence, int position, Work work, @Nullable State read, boolean counts) {
		ServiceRequest request = mine(id, fence);
		step(request, position).begin(now(), counts);
		if (read != null && work.mode() == Target.Mode.APPLY) {
			this.holdings.take(request.asset().orElseThrow(), position, work.key(), work.resource().desired(), read);
		}
		this.requests.save(request);
	}

	/**
	 * An attempt at a step found that its system does not answer.
	 * @return for how long it has not answered now
	 */
	@Transactional
	Duration unreachable(UUID id, long fence, int position, Work work, boolean counts) {
		begin(id, fence, position, work, null, counts);
		ServiceRequest request = mine(id, fence);
		Instant since = step(request, position).unreachable(now());
		this.requests.save(request);
		return Duration.between(since, now());
	}

	@Transactional
	void stepWaits(UUID id, long fence, int position, Text progress, boolean answered) {
		change(id, fence, (request, now) -> {
			Step step = step(request, position);
			step.waits(progress);
			if (answered) {
				step.reached();
			}
		});
	}

	@Transactional
	void stepFailed(UUID id, long fence, int position, Text reason) {
		change(id, fence, (request, now) -> {
			step(request, position).fail(reason, now);
			request.fail(reason, now);
			this.locks.release(id);
		});
	}

	@Transactional
	void failed(UUID id, long fence, Text reason) {
		change(id, fence, (request, now) -> {
			request.fail(reason, now);
			this.locks.release(id);
		});
	}

	/**
	 * What it is about has ended; where the portal itself wanted it changed, that is
	 * nothing that a person must look at.
	 */
	@Transactional
	void tooLate(UUID id, long fence, Text reason) {
		change(id, fence, (request, now) -> {
			if (request.requester().equals(Happened.PORTAL) && request.withdrawable()) {
				request.withdraw(Happened.PORTAL, "", now);
			}
			else {
				request.fail(reason, now);
			}
			this.locks.release(id);
		});
	}

	@Transactional
	void stepDone(UUID id, long fence, int position, Work work, @Nullable String link) {
		change(id, fence, (request, now) -> {
			request.stepDone(step(request, position), now);
			UUID asset = request.asset().orElseThrow();
			if (work.mode() != Target.Mode.APPLY) {
				this.holdings.release(asset, work.key());
			}
			else if (link != null) {
				this.holdings.link(asset, work.key(), link);
			}
		});
	}

	/** All steps are done: the asset becomes what was asked for. */
	@Transactional
	void finish(UUID id, long fence, String madeBy) {
		change(id, fence, (request, now) -> {
			Asset asset = this.assets.lock(request.asset().orElseThrow()).orElseThrow();
			boolean removed = request.verb().removes();
			if (removed != request.undoing() && (removed || asset.state() == AssetState.FORMING)) {
				asset.end(request.number(), request.requester(), now);
			}
			else if (!request.undoing()) {
				Verb verb = request.verb();
				asset.become(verb.setsForm() ? request.title() : asset.title(),
						verb.setsForm() ? request.form() : asset.form(), madeBy,
						verb.setsOwner() ? request.owner() : asset.owner(),
						request.restartsClock() ? request.end() : asset.endsAt(), request.number(), request.requester(),
						now);
			}
			this.assets.save(asset);
			request.succeed(now);
			this.locks.release(id);
		});
	}

	private void change(UUID id, long fence, BiConsumer<ServiceRequest, Instant> change) {
		ServiceRequest request = mine(id, fence);
		change.accept(request, now());
		this.requests.save(request);
	}

	private ServiceRequest mine(UUID id, long fence) {
		ServiceRequest request = this.requests.lock(id).orElseThrow();
		if (request.fence() != fence) {
			throw new Superseded(id, fence);
		}
		return request;
	}

	private static Step step(ServiceRequest request, int position) {
		return request.working(position);
	}

	private Instant now() {
		return this.clock.instant();
	}

}
