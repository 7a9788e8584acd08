package io.gatehouse.request.lifecycle;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import io.gatehouse.request.Resource.Key;
import io.gatehouse.request.Text;
import io.gatehouse.request.plan.Action;
import io.gatehouse.request.plan.Change;
import io.gatehouse.request.plan.PlanRow;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** One row of the plan that was shown, and how far it is. */
@Entity
@Table(name = "request_step")
@IdClass(Step.Id.class)
public class Step {

	@jakarta.persistence.Id
	@Column(name = "request_id")
	private UUID requestId;

	@jakarta.persistence.Id
	private int position;

	private String system;

	private String kind;

	private String name;

	@Enumerated(EnumType.STRING)
	private Action action;

	@JdbcTypeCode(SqlTypes.JSON)
	private List<Change> changes;

	@JdbcTypeCode(SqlTypes.JSON)
	private List<Text> notes;

	@Enumerated(EnumType.STRING)
	private StepState state = StepState.PENDING;

	private int attempts;

	@JdbcTypeCode(SqlTypes.JSON)
	private @Nullable Text message;

	private @Nullable Instant startedAt;

	private @Nullable Instant endedAt;

	private @Nullable Instant unreachableSince;

	@SuppressWarnings("NullAway.Init") // for JPA
	protected Step() {
	}

	@SuppressWarnings("NullAway.Init") // show() sets the rest
	Step(UUID requestId, int position, PlanRow row) {
		this.requestId = requestId;
		this.position = position;
		show(row);
	}

	/** Becomes the row of a new preview, and starts over. */
	final void show(PlanRow row) {
		this.system = row.key().system();
		this.kind = row.key().kind();
		this.name = row.key().name();
		this.action = row.action();
		this.changes = row.changes();
		this.notes = row.notes();
		this.state = StepState.PENDING;
		this.attempts = 0;
		this.message = null;
		this.startedAt = null;
		this.endedAt = null;
		this.unreachableSince = null;
	}

	/**
	 * Begins an attempt; one that only looks whether it is ready by now does not count.
	 */
	public void begin(Instant now, boolean counts) {
		this.attempts += counts ? 1 : 0;
		this.state = StepState.RUNNING;
		if (this.startedAt == null) {
			this.startedAt = now;
		}
	}

	/** It is on its way, or its system does not answer. */
	public void waits(Text progress) {
		this.state = StepState.WAITING;
		this.message = progress;
	}

	/** Its system answers. */
	public void reached() {
		this.unreachableSince = null;
	}

	/**
	 * Its system does not answer.
	 * @return since when it has not
	 */
	public Instant unreachable(Instant now) {
		Instant since = Objects.requireNonNullElse(this.unreachableSince, now);
		this.unreachableSince = since;
		return since;
	}

	public void done(Instant now) {
		this.state = StepState.DONE;
		this.message = null;
		this.endedAt = now;
	}

	public void fail(Text reason, Instant now) {
		this.state = StepState.FAILED;
		this.message = reason;
		this.endedAt = now;
	}

	/** Whether a row asks for nothing that this one does not ask for. */
	boolean covers(PlanRow row) {
		if (!row.key().equals(key())) {
			return false;
		}
		if (!row.action().changes()) {
			return true;
		}
		boolean removes = row.action() == Action.REMOVE;
		if (removes != (this.action == Action.REMOVE) || (this.action == Action.UNCHANGED)) {
			return false;
		}
		return row.changes()
			.stream()
			.allMatch((change) -> this.changes.stream()
				.anyMatch((shown) -> shown.name().equals(change.name())
						&& Objects.equals(shown.after(), change.after())));
	}

	public PlanRow row() {
		return new PlanRow(key(), this.action, this.changes, this.notes, null);
	}

	public Key key() {
		return new Key(this.system, this.kind, this.name);
	}

	public int position() {
		return this.position;
	}

	public Action action() {
		return this.action;
	}

	public StepState state() {
		return this.state;
	}

	public boolean isDone() {
		return this.state == StepState.DONE;
	}

	public int attempts() {
		return this.attempts;
	}

	public @Nullable Text message() {
		return this.message;
	}

	public @Nullable Instant startedAt() {
		return this.startedAt;
	}

	/** From its first attempt until it was done or failed; null while it is neither. */
	public @Nullable Duration took() {
		return (this.startedAt != null && this.endedAt != null) ? Duration.between(this.startedAt, this.endedAt) : null;
	}

	/** The identity of a step. */
	public record Id(UUID requestId, int position) implements Serializable {
	}

}
