package io.gatehouse.survival;

import java.util.List;
import java.util.UUID;

import io.gatehouse.Journey;
import io.gatehouse.request.asset.Asset;
import io.gatehouse.request.audit.AuditChain;
import io.gatehouse.request.upkeep.DriftCheck;

import org.springframework.boot.test.context.TestComponent;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/** What must hold after each scenario, whatever went wrong in it. */
@TestComponent
class Aftermath {

	private final Journey journey;

	private final AuditChain chain;

	private final DriftCheck drift;

	private final JdbcClient jdbc;

	Aftermath(Journey journey, AuditChain chain, DriftCheck drift, JdbcClient jdbc) {
		this.journey = journey;
		this.chain = chain;
		this.drift = drift;
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

	/** The chain verifies, and each transition has its event, once. */
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
		assertThat(numbers("""
				select number from asset a where state <> 'FORMING' and not exists (select from audit_event e
					where e.asset_number = a.number and action in ('ASSET_CREATED', 'ASSET_ENDED'))"""))
			.as("assets without events")
			.isEmpty();
	}

	private void event(String action, String where) {
		assertThat(numbers("select number from service_request r where " + where
				+ " and 1 <> (select count(*) from audit_event e where e.request_number = r.number and action = '"
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
			this.drift.check(id);
			Asset asset = this.journey.asset(id);
			assertThat(asset.drift()).as(asset.title()).isEmpty();
		}
	}

	private List<Long> numbers(String sql) {
		return this.jdbc.sql(sql).query(Long.class).list();
	}

}
