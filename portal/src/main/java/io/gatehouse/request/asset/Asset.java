package io.gatehouse.request.asset;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import io.gatehouse.request.RequestType.Owner;
import io.gatehouse.request.Text;
import io.gatehouse.request.event.Happened;
import io.gatehouse.request.event.Happened.About;
import io.gatehouse.request.plan.PlanRow;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.AbstractAggregateRoot;
import org.springframework.data.domain.Persistable;

/** What a carried-out request left behind: somebody has it, until an end. */
@Entity
public class Asset extends AbstractAggregateRoot<Asset> implements Persistable<UUID> {

	@Id
	private UUID id;

	private long number;

	private String type;

	private String title;

	@JdbcTypeCode(SqlTypes.JSON)
	private String form;

	private String madeBy;

	@Enumerated(EnumType.STRING)
	private Owner.Kind ownerKind;

	private String ownerName;

	@Enumerated(EnumType.STRING)
	private AssetState state = AssetState.FORMING;

	private Instant createdAt;

	private @Nullable Instant endsAt;

	private @Nullable Instant endedAt;

	private @Nullable Instant checkedAt;

	@JdbcTypeCode(SqlTypes.JSON)
	private List<PlanRow> drift = List.of();

	@JdbcTypeCode(SqlTypes.JSON)
	private @Nullable Text flag;

	@Version
	private @Nullable Long version;

	@SuppressWarnings("NullAway.Init") // for JPA
	protected Asset() {
	}

	/**
	 * One that is about to be made.
	 * @param end when it ends, however far it gets
	 */
	public Asset(long number, String type, String title, String form, String madeBy, Owner owner, Instant now,
			Optional<Instant> end) {
		this.id = UUID.randomUUID();
		this.number = number;
		this.type = type;
		this.title = title;
		this.form = form;
		this.madeBy = madeBy;
		this.ownerKind = owner.kind();
		this.ownerName = owner.name();
		this.createdAt = now;
		this.endsAt = end.orElse(null);
	}

	/** A request was carried out: it is as that one asked. */
	public void become(String title, String form, String madeBy, Owner owner, Optional<Instant> end, long request,
			String actor, Instant now) {
		if (this.state == AssetState.ENDED) {
			throw new IllegalStateException("asset " + this.number + " has ended");
		}
		boolean first = this.state == AssetState.FORMING;
		this.title = title;
		this.form = form;
		this.madeBy = madeBy;
		this.ownerKind = owner.kind();
		this.ownerName = owner.name();
		this.endsAt = end.orElse(null);
		this.state = AssetState.ACTIVE;
		this.drift = List.of();
		this.checkedAt = now;
		tell(actor, first ? Happened.Action.ASSET_CREATED : Happened.Action.ASSET_CHANGED, request,
				end.map((instant) -> Map.of(About.ENDS, instant.toString())).orElse(Map.of()));
	}

	/**
	 * All it stood for is gone. The second of two removals may find nothing left to lock,
	 * and so not wait for the first: it ends once.
	 */
	public void end(long request, String actor, Instant now) {
		if (this.state == AssetState.ENDED) {
			return;
		}
		this.state = AssetState.ENDED;
		this.endedAt = now;
		this.drift = List.of();
		this.flag = null;
		tell(actor, Happened.Action.ASSET_ENDED, request, Map.of());
	}

	/** It was held against the outside. */
	public void checked(List<PlanRow> drift, Instant now) {
		this.checkedAt = now;
		if (!drift.equals(this.drift)) {
			this.drift = List.copyOf(drift);
			if (!drift.isEmpty()) {
				tell(Happened.PORTAL, Happened.Action.ASSET_DRIFTED, null, Map.of(About.RESOURCES,
						String.join(", ", drift.stream().map((row) -> row.key().toString()).toList())));
			}
		}
	}

	/** Ops should look at it. */
	public void flag(Text why) {
		if (!why.equals(this.flag)) {
			this.flag = why;
			tell(Happened.PORTAL, Happened.Action.ASSET_FLAGGED, null, Map.of(About.WHY, why.packed()));
		}
	}

	public void unflag() {
		if (this.flag != null) {
			this.flag = null;
			tell(Happened.PORTAL, Happened.Action.ASSET_UNFLAGGED, null, Map.of());
		}
	}

	private void tell(String actor, Happened.Action action, @Nullable Long request,
			Map<? extends Happened.Detail, String> detail) {
		registerEvent(Happened.of(actor, action, this.type, this.title, request, this.number, detail));
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

	public String title() {
		return this.title;
	}

	/** As JSON. */
	public String form() {
		return this.form;
	}

	/** The user name of the person for whom it is planned. */
	public String madeBy() {
		return this.madeBy;
	}

	public Owner owner() {
		return new Owner(this.ownerKind, this.ownerName);
	}

	public AssetState state() {
		return this.state;
	}

	public Instant createdAt() {
		return this.createdAt;
	}

	public Optional<Instant> endsAt() {
		return Optional.ofNullable(this.endsAt);
	}

	/**
	 * Names its removal at the end that it has now: where it was extended meanwhile, that
	 * is another one.
	 */
	public String expiry() {
		return "end/" + this.id + "/" + endsAt().map(Instant::toString).orElse("");
	}

	public @Nullable Instant endedAt() {
		return this.endedAt;
	}

	public @Nullable Instant checkedAt() {
		return this.checkedAt;
	}

	/** What is not as it should be: the rows of a plan that would mend it. */
	public List<PlanRow> drift() {
		return this.drift;
	}

	/** Why ops should look at it. */
	public Optional<Text> flag() {
		return Optional.ofNullable(this.flag);
	}

}
