package io.gatehouse.survival;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

import io.gatehouse.Journey;
import io.gatehouse.request.Resource;
import io.gatehouse.request.Resource.Key;
import io.gatehouse.request.Resource.State;
import io.gatehouse.request.asset.Asset;
import io.gatehouse.request.audit.AuditChain;
import io.gatehouse.request.execution.Targets;
import io.gatehouse.request.plan.Change;
import io.gatehouse.request.plan.Preview;
import io.gatehouse.request.plan.Previewer;
import io.gatehouse.request.plan.Systems;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.test.context.TestComponent;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/** What must hold after each scenario, whatever went wrong in it. */
@TestComponent
class Aftermath {

	private static final TypeReference<List<Change>> CHANGES = new TypeReference<>() {
	};

	private final Journey journey;

	private final AuditChain chain;

	private final Targets targets;

	private final Previewer previewer;

	private final Systems systems;

	private final JsonMapper json;

	private final JdbcClient jdbc;

	Aftermath(Journey journey, AuditChain chain, Targets targets, Previewer previewer, Systems systems, JsonMapper json,
			JdbcClient jdbc) {
		this.journey = journey;
		this.chain = chain;
		this.targets = targets;
		this.previewer = previewer;
		this.systems = systems;
		this.json = json;
		this.jdbc = jdbc;
	}

	/** Waits until the portal reaches its database again. */
	void awaitDatabase() {
		this.journey.until(this::reachesDatabase, (there) -> there);
	}

	boolean reachesDatabase() {
		try {
			this.journey.person("dana");
			return true;
		}
		catch (RuntimeException ex) {
			return false;
		}
	}

	/** All of it, of all that there is in the database. */
	void holds() {
		endsWhatWasAccepted();
		endsGrants();
		isAudited();
		locksNothing();
		isOutsideAsItSays();
		leftNothing();
	}

	/** Nothing is under way any more, and what stopped says why. */
	void endsWhatWasAccepted() {
		this.journey.until(() -> numbers("select number from service_request where state in ('APPROVED', 'RUNNING')"),
				List::isEmpty);
		assertThat(numbers("select number from service_request where state = 'FAILED' and message is null"))
			.as("stopped without a word")
			.isEmpty();
		assertThat(numbers("""
				select number from service_request r where state = 'SUCCEEDED'
					and exists (select from request_step s where s.request_id = r.id and s.state <> 'DONE')"""))
			.as("done, but for some steps")
			.isEmpty();
		assertThat(numbers("""
				select r.number from service_request r join asset a on a.id = r.asset_id
					where r.verb = 'CREATE' and r.state = 'SUCCEEDED' and a.state = 'FORMING'"""))
			.as("done, but not there")
			.isEmpty();
	}

	/** No grant outlives its end. */
	private void endsGrants() {
		this.journey.until(
				() -> numbers(
						"select number from asset where ends_at < now() - interval '5 seconds' and state = 'ACTIVE'"),
				List::isEmpty);
	}

	/** The chain verifies, and each transition has its event. */
	private void isAudited() {
		assertThat(this.chain.verify().unbroken()).isTrue();
		event("REQUEST_SUBMITTED", "true");
		event("REQUEST_SUCCEEDED", "state = 'SUCCEEDED'");
		event("REQUEST_REJECTED", "state = 'REJECTED'");
		event("REQUEST_WITHDRAWN", "state = 'WITHDRAWN'");
		event("REQUEST_LAPSED", "state = 'LAPSED'");
		event("REQUEST_UNDONE", "state = 'ROLLED_BACK'");
		assertThat(numbers("""
				select number from service_request r where (state = 'SUCCEEDED' and not undoing)
					and (select count(*) from audit_event e where e.request_number = r.number and action = 'STEP_DONE')
						<> (select count(*) from request_step s where s.request_id = r.id)"""))
			.as("steps without events")
			.isEmpty();
		somewhere("REQUEST_APPROVED", "started_at is not null");
		somewhere("EXECUTION_STARTED", "started_at is not null");
		somewhere("REQUEST_FAILED", "state = 'FAILED' and message ->> 'key' <> 'request.turned-down-halfway'");
		asset("ASSET_CREATED", "state = 'ACTIVE'");
		asset("ASSET_ENDED", "state = 'ENDED'");
	}

	private void event(String action, String where) {
		assertThat(numbers("select number from service_request r where " + where
				+ " and 1 <> (select count(*) from audit_event e where e.request_number = r.number and action = '"
				+ action + "')"))
			.as(action + " not told once")
			.isEmpty();
	}

	/** As {@link #event}, of what can happen to a request more than once. */
	private void somewhere(String action, String where) {
		assertThat(numbers("select number from service_request r where " + where
				+ " and not exists (select from audit_event e where e.request_number = r.number and action = '" + action
				+ "')"))
			.as(action + " not told")
			.isEmpty();
	}

	private void asset(String action, String where) {
		assertThat(numbers("select number from asset a where " + where
				+ " and 1 <> (select count(*) from audit_event e where e.asset_number = a.number and action = '"
				+ action + "')"))
			.as(action + " not told once")
			.isEmpty();
	}

	/** No lock, and no work in the queue. */
	private void locksNothing() {
		this.journey.until(() -> numbers("select count(*) from scheduled_tasks where task_name = 'service-request'"),
				List.of(0L)::equals);
		assertThat(numbers("""
				select r.number from resource_lock l join service_request r on r.id = l.request_id
					where r.state <> 'FAILED'""")).as("locked by what is over").isEmpty();
	}

	/** What is recorded as held is outside just as it is recorded. */
	private void isOutsideAsItSays() {
		for (UUID id : this.jdbc.sql("select id from asset where state = 'ACTIVE'").query(UUID.class).list()) {
			Asset asset = this.journey.asset(id);
			Preview now = this.previewer.preview(this.targets.asItIs(asset));
			assertThat(now.troubles()).as("asset %s", asset.number()).isEmpty();
			assertThat(now.rows()).as("asset %s", asset.number()).noneMatch((row) -> row.action().changes());
		}
	}

	/**
	 * What nobody holds is not outside either: what was made and taken away since, what
	 * was undone, and what was never carried out.
	 */
	private void leftNothing() {
		this.jdbc.sql("""
				select distinct on (s.system, s.kind, s.name) s.system, s.kind, s.name, s.changes from request_step s
					where s.action = 'CREATE' and not exists (select from asset_resource h
						where (h.system, h.kind, h.name) = (s.system, s.kind, s.name))""").query((row, index) -> {
			Key key = new Key(row.getString("system"), row.getString("kind"), row.getString("name"));
			return Map.entry(key, this.json.readValue(row.getString("changes"), CHANGES));
		}).list().forEach((made) -> {
			Map<String, String> attributes = made.getValue()
				.stream()
				.filter((change) -> change.after() != null)
				.collect(Collectors.toMap(Change::name, Change::after));
			assertThat(this.systems.recorded(made.getKey(), attributes).read(new Reading()).present())
				.as("%s is nobody's", made.getKey())
				.isFalse();
		});
	}

	/** Of something that nobody holds. */
	private static final class Reading implements Resource.Context {

		@Override
		public Optional<Instant> end() {
			return Optional.empty();
		}

		@Override
		public Optional<State> before() {
			return Optional.empty();
		}

		@Override
		public String reference() {
			return "after a scenario";
		}

		@Override
		public void beforeWrite() {
			throw new IllegalStateException("a look changes nothing");
		}

	}

	private List<Long> numbers(String sql) {
		return this.jdbc.sql(sql).query(Long.class).list();
	}

}
