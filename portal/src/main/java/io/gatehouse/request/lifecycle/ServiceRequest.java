package io.gatehouse.request.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import io.gatehouse.request.ApprovalPolicy;
import io.gatehouse.request.RequestType.Owner;
import io.gatehouse.request.RequestType.Verb;
import io.gatehouse.request.Resource.Key;
import io.gatehouse.request.Text;
import io.gatehouse.request.event.Happened;
import io.gatehouse.request.event.Happened.About;
import io.gatehouse.request.plan.Digest;
import io.gatehouse.request.plan.PlanRow;
import io.gatehouse.request.plan.Preview;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import org.hibernate.annotations.BatchSize;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.AbstractAggregateRoot;
import org.springframework.data.domain.Persistable;

/**
 * What a person submitted, from then until nothing will happen to it any more.
 *
 * <p>
 * Every change of state is a method here; each refuses where the state is not the one for
 * it ({@link Conflict}) and says what happened. They are called with the row locked
 * ({@link ServiceRequests#lock}).
 */
@Entity
@Table(name = "service_request")
public class ServiceRequest extends AbstractAggregateRoot<ServiceRequest> implements Persistable<UUID> {

	@Id
	private UUID id;

	private long number;

	private String type;

	@Enumerated(EnumType.STRING)
	private Verb verb;

	private String title;

	@JdbcTypeCode(SqlTypes.JSON)
	private String form;

	private String requester;

	@Enumerated(EnumType.STRING)
	private Owner.Kind ownerKind;

	private String ownerName;

	private @Nullable UUID assetId;

	@Enumerated(EnumType.STRING)
	private RequestState state = RequestState.SUBMITTED;

	private boolean undoing;

	private @Nullable Long lifetime;

	private boolean restartsClock;

	private String reason;

	@JdbcTypeCode(SqlTypes.JSON)
	private ApprovalPolicy policy;

	private String planHash;

	@JdbcTypeCode(SqlTypes.JSON)
	private @Nullable Text message;

	private Instant submittedAt;

	private @Nullable Instant lapsesAt;

	private @Nullable Instant decidedAt;

	private @Nullable Instant startedAt;

	private @Nullable Instant endedAt;

	private long fence;

	private long progress;

	private String submission;

	private String search;

	@Version
	private @Nullable Long version;

	@OneToMany(cascade = CascadeType.ALL, orphanRemoval = true)
	@BatchSize(size = 50)
	@JoinColumn(name = "request_id", insertable = false, updatable = false)
	@OrderBy("position")
	private List<Step> steps = new ArrayList<>();

	@OneToMany(cascade = CascadeType.ALL)
	@BatchSize(size = 50)
	@JoinColumn(name = "request_id", insertable = false, updatable = false)
	@OrderBy("at")
	private List<Note> notes = new ArrayList<>();

	@SuppressWarnings("NullAway.Init") // for JPA
	protected ServiceRequest() {
	}

	private ServiceRequest(long number, Ask ask, String submission, Instant now, Duration lapse) {
		this.id = UUID.randomUUID();
		this.number = number;
		this.type = ask.type();
		this.verb = ask.verb();
		this.requester = ask.requester();
		this.assetId = ask.asset();
		this.submission = submission;
		this.planHash = "";
		take(ask, now, lapse);
		this.notes.add(new Note(this.id, now, ask.requester(), Note.Kind.ASKED, ask.reason()));
		tell(ask.requester(), Happened.Action.REQUEST_SUBMITTED,
				Map.of(About.PLAN, this.planHash, About.REASON, ask.reason()));
	}

	/**
	 * A new request.
	 * @param submission what tells two sendings of one form from two forms
	 * @param lapse after how long it lapses where nobody decides
	 */
	public static ServiceRequest submitted(long number, Ask ask, String submission, Instant now, Duration lapse) {
		return new ServiceRequest(number, ask, submission, now, lapse);
	}

	private void take(Ask ask, Instant now, Duration lapse) {
		this.title = ask.title();
		this.form = ask.form();
		this.ownerKind = ask.owner().kind();
		this.ownerName = ask.owner().name();
		this.lifetime = ask.lifetime().map(Duration::toSeconds).orElse(null);
		this.restartsClock = ask.restartsClock();
		this.reason = ask.reason();
		this.policy = ask.policy();
		this.search = ask.search();
		this.submittedAt = now;
		this.lapsesAt = now.plus(lapse);
		show(ask.preview().rows());
	}

	private void show(List<PlanRow> rows) {
		this.planHash = Preview.hash(rows);
		this.steps.removeIf((step) -> step.position() >= rows.size());
		for (int i = 0; i < rows.size(); i++) {
			if (i < this.steps.size()) {
				this.steps.get(i).show(rows.get(i));
			}
			else {
				this.steps.add(new Step(this.id, i, rows.get(i)));
			}
		}
	}

	/**
	 * One person approves what they saw.
	 * @param saw what {@link #shown} was then
	 */
	public void giveApproval(String person, String saw, String words, @Nullable Duration trimmed, Instant now) {
		require(RequestState.SUBMITTED);
		if (!saw.equals(shown())) {
			throw new Conflict(Text.of("request.plan-changed"));
		}
		if (trimmed != null
				&& (this.lifetime == null || trimmed.toSeconds() > this.lifetime || !trimmed.isPositive())) {
			throw new Conflict(Text.of("request.trim-too-long"));
		}
		this.notes.add(Note.approval(this.id, now, person, words, this.planHash, trimmed));
		if (trimmed != null) {
			this.lifetime = trimmed.toSeconds();
		}
		tell(person, Happened.Action.APPROVAL_GIVEN, Map.of(About.PLAN, this.planHash, About.REASON, words,
				About.LIFETIME, (trimmed != null) ? trimmed.toString() : ""));
	}

	/** Who must approve, as it is just now: owners come and go. */
	public void seatAnew(ApprovalPolicy now) {
		this.policy = now;
	}

	/** All seats are filled, or none is asked for. */
	public void approve(String actor, String why, Instant now) {
		require(RequestState.SUBMITTED);
		this.state = RequestState.APPROVED;
		this.decidedAt = now;
		this.message = null;
		tell(actor, Happened.Action.REQUEST_APPROVED, Map.of(About.PLAN, this.planHash, About.BY, why));
	}

	public void reject(String person, String words, Instant now) {
		require(RequestState.SUBMITTED);
		turnDown(RequestState.REJECTED, now);
		note(person, Note.Kind.REJECTED, words, now);
		tell(person, Happened.Action.REQUEST_REJECTED, Map.of(About.REASON, words));
	}

	public void askForChanges(String person, String words, Instant now) {
		require(RequestState.SUBMITTED);
		this.state = RequestState.CHANGES_REQUESTED;
		note(person, Note.Kind.CHANGES_ASKED, words, now);
		tell(person, Happened.Action.CHANGES_ASKED, Map.of(About.REASON, words));
	}

	/**
	 * The requester sends it again, with another form; approvals of the old plan count no
	 * more.
	 */
	public void revise(Ask ask, Instant now, Duration lapse) {
		if (!this.state.undecided()) {
			throw unfit();
		}
		take(ask, now, lapse);
		this.state = RequestState.SUBMITTED;
		this.message = null;
		this.notes.forEach(Note::expire);
		note(ask.requester(), Note.Kind.REVISED, ask.reason(), now);
		tell(ask.requester(), Happened.Action.REQUEST_REVISED,
				Map.of(About.PLAN, this.planHash, About.REASON, ask.reason()));
	}

	public void withdraw(String person, String words, Instant now) {
		if (!withdrawable()) {
			throw unfit();
		}
		end(RequestState.WITHDRAWN, now);
		// A worker that looks at it just now writes nothing any more.
		this.fence++;
		note(person, Note.Kind.WITHDRAWN, words, now);
		tell(person, Happened.Action.REQUEST_WITHDRAWN, Map.of(About.REASON, words));
	}

	public void lapse(Instant now) {
		if (!this.state.undecided()) {
			throw unfit();
		}
		turnDown(RequestState.LAPSED, now);
		note(Happened.PORTAL, Note.Kind.LAPSED, "", now);
		tell(Happened.PORTAL, Happened.Action.REQUEST_LAPSED, Map.of());
	}

	/**
	 * The rest of it will not be carried out; what was carried out before it was asked
	 * about again must not lie around, so that it stops where it can be undone.
	 */
	private void turnDown(RequestState end, Instant now) {
		if (this.startedAt == null) {
			end(end, now);
			return;
		}
		this.state = RequestState.FAILED;
		this.message = Text.of("request.turned-down-halfway");
		this.endedAt = now;
	}

	/** A worker takes it; whoever took it before writes nothing any more. */
	public long claim() {
		if (this.state != RequestState.APPROVED && this.state != RequestState.RUNNING) {
			throw unfit();
		}
		return ++this.fence;
	}

	/** It is carried out from now on; the grant's clock starts. */
	public void start(UUID asset, Instant now) {
		require(RequestState.APPROVED);
		this.state = RequestState.RUNNING;
		this.assetId = asset;
		this.startedAt = now;
		this.message = null;
		tell(Happened.PORTAL, Happened.Action.EXECUTION_STARTED, Map.of(About.PLAN, this.planHash));
	}

	/** What would happen now is not what was approved: it needs approval again. */
	public void planChanged(List<PlanRow> rows, Instant now, Duration lapse) {
		if (this.state != RequestState.APPROVED && this.state != RequestState.FAILED) {
			throw unfit();
		}
		String approved = this.planHash;
		// Where nobody approved it, it is the requester who must look at it again.
		this.state = approvers().isEmpty() ? RequestState.CHANGES_REQUESTED : RequestState.SUBMITTED;
		show(rows);
		this.undoing = false;
		this.submittedAt = now;
		this.lapsesAt = now.plus(lapse);
		this.decidedAt = null;
		this.endedAt = null;
		this.message = Text.of("request.plan-changed-since-approval");
		this.notes.forEach(Note::expire);
		note(Happened.PORTAL, Note.Kind.PLAN_CHANGED, "", now);
		tell(Happened.PORTAL, Happened.Action.PLAN_CHANGED, Map.of(About.APPROVED, approved, About.NOW, this.planHash));
	}

	/** What would happen now is another thing, and nobody needs to approve it. */
	public void refresh(List<PlanRow> rows) {
		require(RequestState.APPROVED);
		show(rows);
	}

	/**
	 * Whether somebody decided for rows to be carried out: they ask for nothing that the
	 * plan that was approved does not ask for.
	 */
	public boolean approves(List<PlanRow> rows) {
		return needsNobody() || this.undoing || (this.decidedAt != null && covers(rows));
	}

	/**
	 * Whether rows are of the same resources, with the same changes or fewer. What was
	 * removed already has no row any more.
	 */
	private boolean covers(List<PlanRow> rows) {
		return rows.stream().allMatch((row) -> this.steps.stream().anyMatch((step) -> step.covers(row)));
	}

	/**
	 * What nobody had to look at must not wait for somebody because something of it is
	 * gone already.
	 */
	public boolean needsNobody() {
		return this.requester.equals(Happened.PORTAL) || (this.verb == Verb.REVOKE && this.policy.seats().isEmpty());
	}

	/**
	 * A step, about to be changed: with it the request is another version, so that who
	 * follows it sees each step.
	 */
	public Step working(int position) {
		this.progress++;
		return this.steps.get(position);
	}

	/** It waits for something, and says for what. */
	public void waits(Text progress) {
		this.message = progress;
	}

	public void stepDone(Step step, Instant now) {
		require(RequestState.RUNNING);
		step.done(now);
		this.message = null;
		tell(Happened.PORTAL, Happened.Action.STEP_DONE,
				Map.of(About.STEP, step.key().toString(), About.ACTION, step.action().name()));
	}

	public void fail(Text reason, Instant now) {
		if (this.state != RequestState.RUNNING && this.state != RequestState.APPROVED) {
			throw unfit();
		}
		this.state = RequestState.FAILED;
		this.message = reason;
		this.endedAt = now;
		tell(Happened.PORTAL, Happened.Action.REQUEST_FAILED, Map.of(About.REASON, reason.packed()));
	}

	/** Somebody wants the rest tried again; the rows are what that would do. */
	public void retry(String person, List<PlanRow> rows, Instant now) {
		require(RequestState.FAILED);
		Map<Key, PlanRow> left = new LinkedHashMap<>();
		rows.forEach((row) -> left.put(row.key(), row));
		for (Step step : this.steps) {
			PlanRow row = left.remove(step.key());
			if (row != null && (!step.isDone() || row.action().changes())) {
				step.show(row);
			}
			else if (row == null && !step.isDone()) {
				// Another request has let go of it since.
				step.done(now);
			}
		}
		left.values().forEach((row) -> this.steps.add(new Step(this.id, this.steps.size(), row)));
		resume();
		note(person, Note.Kind.RETRIED, "", now);
		tell(person, Happened.Action.RETRY_ASKED, Map.of());
	}

	/** Somebody wants what was done of it undone; the rows are what that would do. */
	public void undo(String person, List<PlanRow> rows, Instant now) {
		if (!undoable()) {
			throw unfit();
		}
		this.undoing = true;
		show(rows);
		resume();
		note(person, Note.Kind.UNDONE, "", now);
		tell(person, Happened.Action.UNDO_ASKED, Map.of());
	}

	private void resume() {
		this.state = (this.startedAt != null) ? RequestState.RUNNING : RequestState.APPROVED;
		this.message = null;
		this.endedAt = null;
	}

	public void succeed(Instant now) {
		require(RequestState.RUNNING);
		end(this.undoing ? RequestState.ROLLED_BACK : RequestState.SUCCEEDED, now);
		tell(Happened.PORTAL, this.undoing ? Happened.Action.REQUEST_UNDONE : Happened.Action.REQUEST_SUCCEEDED,
				Map.of());
	}

	private void end(RequestState end, Instant now) {
		this.state = end;
		this.message = null;
		this.endedAt = now;
		if (this.decidedAt == null) {
			this.decidedAt = now;
		}
	}

	private void note(String person, Note.Kind kind, String words, Instant now) {
		this.notes.add(new Note(this.id, now, person, kind, words));
	}

	/** Whether the requester can still take it back: nothing of it was carried out. */
	public boolean withdrawable() {
		return this.startedAt == null
				&& (this.state.undecided() || this.state == RequestState.APPROVED || this.state == RequestState.FAILED);
	}

	/**
	 * Whether something of it may have been carried out and can be undone. The end of a
	 * grant can't: whoever lost it could have it back like that, for good.
	 */
	public boolean undoable() {
		return this.state == RequestState.FAILED && this.startedAt != null && !this.undoing && this.verb != Verb.EXPIRE;
	}

	private void require(RequestState state) {
		if (this.state != state) {
			throw unfit();
		}
	}

	private Conflict unfit() {
		return new Conflict(Text.of("request.unfit", "@state." + this.state));
	}

	private void tell(String actor, Happened.Action action, Map<? extends Happened.Detail, String> detail) {
		registerEvent(Happened.of(actor, action, this.type, this.title, this.number, null, detail));
	}

	@Override
	public UUID getId() {
		return this.id;
	}

	@Override
	public boolean isNew() {
		return this.version == null;
	}

	public UUID id() {
		return this.id;
	}

	public long number() {
		return this.number;
	}

	public String type() {
		return this.type;
	}

	public Verb verb() {
		return this.verb;
	}

	/** In the portal's own language; pages make it anew in the reader's. */
	public String title() {
		return this.title;
	}

	/** As JSON. */
	public String form() {
		return this.form;
	}

	public String requester() {
		return this.requester;
	}

	public Owner owner() {
		return new Owner(this.ownerKind, this.ownerName);
	}

	public Optional<UUID> asset() {
		return Optional.ofNullable(this.assetId);
	}

	public RequestState state() {
		return this.state;
	}

	public boolean undoing() {
		return this.undoing;
	}

	public Optional<Duration> lifetime() {
		return Optional.ofNullable(this.lifetime).map(Duration::ofSeconds);
	}

	/** Whether the asset's lifetime counts from when this is carried out. */
	public boolean restartsClock() {
		return this.restartsClock;
	}

	/** When the grant ends; empty until it is carried out, and where it has no end. */
	public Optional<Instant> end() {
		Instant started = this.startedAt;
		return (started != null) ? lifetime().map(started::plus) : Optional.empty();
	}

	public String reason() {
		return this.reason;
	}

	public ApprovalPolicy policy() {
		return this.policy;
	}

	public String planHash() {
		return this.planHash;
	}

	/**
	 * The SHA-256 of all that an approver decides about: the plan, and what is no part of
	 * a plan, such as for how long and for whom.
	 */
	public String shown() {
		return new Digest().add(this.planHash).add(this.form).add(this.lifetime).add(owner()).hex();
	}

	public Optional<Text> message() {
		return Optional.ofNullable(this.message);
	}

	public Instant submittedAt() {
		return this.submittedAt;
	}

	public @Nullable Instant lapsesAt() {
		return this.lapsesAt;
	}

	public @Nullable Instant startedAt() {
		return this.startedAt;
	}

	public @Nullable Instant endedAt() {
		return this.endedAt;
	}

	public long fence() {
		return this.fence;
	}

	public String submission() {
		return this.submission;
	}

	/** Changes with every change of the request. */
	public long version() {
		return (this.version != null) ? this.version : 0;
	}

	/**
	 * This one, with its steps and notes read: after the transaction in which it was
	 * found nothing more can be.
	 */
	public ServiceRequest loaded() {
		steps();
		notes();
		return this;
	}

	public List<Step> steps() {
		return List.copyOf(this.steps);
	}

	public List<Note> notes() {
		return List.copyOf(this.notes);
	}

	public List<PlanRow> rows() {
		return this.steps.stream().map(Step::row).toList();
	}

	/** Those whose approval of this very plan counts. */
	public List<String> approvers() {
		return this.notes.stream().filter(Note::approves).map(Note::person).toList();
	}

	/** Those who approved a plan, also where that is no longer the plan. */
	List<String> approversOf(String plan) {
		return this.notes.stream().filter((note) -> note.approved(plan)).map(Note::person).distinct().toList();
	}

}
