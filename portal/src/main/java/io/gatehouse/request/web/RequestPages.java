package io.gatehouse.request.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

import io.gatehouse.identity.Person;
import io.gatehouse.limit.RateLimits;
import io.gatehouse.request.RequestType.Verb;
import io.gatehouse.request.approval.Access;
import io.gatehouse.request.approval.ApprovalDesk;
import io.gatehouse.request.approval.NotYours;
import io.gatehouse.request.asset.Asset;
import io.gatehouse.request.asset.AssetState;
import io.gatehouse.request.asset.Assets;
import io.gatehouse.request.lifecycle.RequestState;
import io.gatehouse.request.lifecycle.ServiceRequest;
import io.gatehouse.request.lifecycle.ServiceRequests;
import io.gatehouse.request.lifecycle.Step;
import io.gatehouse.request.plan.Preview;
import io.gatehouse.request.submission.Mending;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Puts a request's page together, as one person sees it. */
@Component
class RequestPages {

	private final ServiceRequests requests;

	private final Assets assets;

	private final ApprovalDesk desk;

	private final Mending mending;

	private final RateLimits limits;

	private final Lines lines;

	private final Clock clock;

	RequestPages(ServiceRequests requests, Assets assets, ApprovalDesk desk, Mending mending, RateLimits limits,
			Lines lines, Clock clock) {
		this.requests = requests;
		this.assets = assets;
		this.desk = desk;
		this.mending = mending;
		this.limits = limits;
		this.lines = lines;
		this.clock = clock;
	}

	/**
	 * One that the person may see; any other is not found, whether or not it is there.
	 */
	@Transactional(readOnly = true)
	public ServiceRequest visible(long number, Person me) {
		return this.requests.findByNumber(number)
			.filter((found) -> Access.sees(me, found))
			.orElseThrow(NotYours::new)
			.loaded();
	}

	RequestPage page(ServiceRequest request, Person me) {
		RequestActions actions = actions(request, me);
		Duration lifetime = request.lifetime().orElse(null);
		boolean mendable = request.state() == RequestState.FAILED && (actions.retry() || actions.undo());
		return new RequestPage(this.lines.request(request), request.verb(), request.reason(),
				this.lines.summary(request.rows()), request.steps().stream().map(this.lines::step).toList(),
				(int) request.steps().stream().filter(Step::isDone).count(), live(request),
				this.desk.seats(request).stream().map(this.lines::seat).toList(), this.lines.notes(request.notes()),
				this.lines.values(request.type(), request.form()), this.lines.particulars(request), actions,
				request.shown(), (lifetime != null) ? this.lines.duration(lifetime) : null,
				(lifetime != null) ? Lines.unitOfLess(lifetime) : null, end(request), extension(request),
				request.lapsesAt(), asset(request, me),
				(mendable && actions.retry()) ? plan(me, () -> this.mending.retryPreview(request)) : null,
				(mendable && actions.undo()) ? plan(me, () -> this.mending.undoPreview(request)) : null,
				request.version());
	}

	private PlanView plan(Person me, Supplier<Preview> look) {
		this.limits.countPreview(me.id());
		return this.lines.plan(look.get());
	}

	RequestActions actions(ServiceRequest request, Person me) {
		boolean decides = this.desk.mayDecide(request, me);
		boolean mends = request.state() == RequestState.FAILED && mends(request, me);
		boolean mine = Access.withdraws(me, request);
		return new RequestActions(decides, decides && request.lifetime().isPresent(), mine && request.withdrawable(),
				mine && request.state().undecided() && revisable(request), mends, mends && request.undoable());
	}

	boolean mends(ServiceRequest request, Person me) {
		return Access.mends(me, request, request.asset().flatMap(this.assets::findById).orElse(null));
	}

	/**
	 * What has a form of its own can be sent again at any time; of the rest, what waits
	 * for the requester can be sent again as it is. What was to be handed over is asked
	 * for anew, as its form does not tell to whom.
	 */
	static boolean revisable(ServiceRequest request) {
		return switch (request.verb()) {
			case CREATE, CHANGE -> true;
			case RENEW, REPAIR, REVOKE -> request.state() == RequestState.CHANGES_REQUESTED;
			case TRANSFER, EXPIRE -> false;
		};
	}

	private static boolean live(ServiceRequest request) {
		return !request.state().ended();
	}

	/** What becomes of an asset's end; null where nothing does, or it has by now. */
	@Nullable Extension extension(ServiceRequest request) {
		if (request.verb() == Verb.CREATE || !request.restartsClock() || request.end().isPresent()) {
			return null;
		}
		return request.asset()
			.flatMap(this.assets::findById)
			.filter((asset) -> asset.state() == AssetState.ACTIVE)
			.map((asset) -> Extension.of(asset, request.lifetime(), this.clock.instant()))
			.orElse(null);
	}

	/** The end that this request set, while it is the end of what is there. */
	private @Nullable Instant end(ServiceRequest request) {
		boolean another = request.asset()
			.flatMap(this.assets::findById)
			.filter((asset) -> asset.state() == AssetState.ENDED
					|| (asset.state() == AssetState.ACTIVE && !asset.endsAt().equals(request.end())))
			.isPresent();
		return another ? null : request.end().orElse(null);
	}

	private @Nullable AssetLine asset(ServiceRequest request, Person me) {
		return request.asset()
			.flatMap(this.assets::findById)
			.filter((asset) -> asset.state() != AssetState.FORMING && Access.sees(me, asset))
			.map((Asset asset) -> this.lines.asset(asset, this.clock.instant()))
			.orElse(null);
	}

}
