package io.gatehouse.request.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** What somebody said or decided about a request. */
@Entity
@Table(name = "request_note")
public class Note {

	@Id
	private UUID id;

	@Column(name = "request_id")
	private UUID requestId;

	private Instant at;

	private String person;

	@Enumerated(EnumType.STRING)
	private Kind kind;

	private String body;

	private @Nullable String planHash;

	private @Nullable Long lifetime;

	@Column(name = "void")
	private boolean isVoid;

	@SuppressWarnings("NullAway.Init") // for JPA
	protected Note() {
	}

	Note(UUID requestId, Instant at, String person, Kind kind, String body) {
		this.id = UUID.randomUUID();
		this.requestId = requestId;
		this.at = at;
		this.person = person;
		this.kind = kind;
		this.body = body;
	}

	static Note approval(UUID requestId, Instant at, String person, String body, String planHash,
			@Nullable Duration lifetime) {
		Note note = new Note(requestId, at, person, Kind.APPROVED, body);
		note.planHash = planHash;
		note.lifetime = (lifetime != null) ? lifetime.toSeconds() : null;
		return note;
	}

	/** An approval counts no more, because the plan is another one now. */
	void expire() {
		this.isVoid = true;
	}

	/** Whether it is an approval that counts. */
	public boolean approves() {
		return this.kind == Kind.APPROVED && !this.isVoid;
	}

	/** Whether it is an approval of that plan, be it of value still or not. */
	boolean approved(String plan) {
		return this.kind == Kind.APPROVED && plan.equals(this.planHash);
	}

	public boolean isVoid() {
		return this.isVoid;
	}

	public Instant at() {
		return this.at;
	}

	public String person() {
		return this.person;
	}

	public Kind kind() {
		return this.kind;
	}

	public String body() {
		return this.body;
	}

	/** The lifetime that an approver trimmed it to; null where it was left as asked. */
	public @Nullable Duration lifetime() {
		return (this.lifetime != null) ? Duration.ofSeconds(this.lifetime) : null;
	}

	/** What was said or decided. */
	public enum Kind {

		ASKED, APPROVED, REJECTED, CHANGES_ASKED, REVISED, WITHDRAWN, LAPSED, PLAN_CHANGED, RETRIED, UNDONE

	}

}
