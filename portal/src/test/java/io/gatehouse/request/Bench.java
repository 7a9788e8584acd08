package io.gatehouse.request;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import io.gatehouse.Journey;
import io.gatehouse.request.Kits.Kit;
import io.gatehouse.request.RequestType.Owner;
import io.gatehouse.request.RequestType.Verb;
import io.gatehouse.request.asset.Asset;
import io.gatehouse.request.audit.AuditEvent;
import io.gatehouse.request.audit.AuditFilter;
import io.gatehouse.request.audit.AuditLog;
import io.gatehouse.request.form.Forms;
import io.gatehouse.request.lifecycle.RequestState;
import io.gatehouse.request.lifecycle.ServiceRequest;
import io.gatehouse.request.lifecycle.ServiceRequests;
import io.gatehouse.request.plan.RequestTypes;
import io.gatehouse.request.plan.RequestTypes.Known;
import io.gatehouse.request.submission.Considered;
import io.gatehouse.request.submission.Submissions;
import io.gatehouse.request.submission.Wish;

import org.springframework.boot.test.context.TestComponent;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Asks for kits. */
@TestComponent
public class Bench {

	private final Journey journey;

	private final Submissions submissions;

	private final RequestTypes types;

	private final Forms forms;

	private final AuditLog audit;

	private final JdbcClient jdbc;

	private final ServiceRequests requests;

	private final TransactionTemplate transactions;

	private final Clock clock;

	Bench(Journey journey, Submissions submissions, RequestTypes types, Forms forms, AuditLog audit, JdbcClient jdbc,
			ServiceRequests requests, TransactionTemplate transactions, Clock clock) {
		this.journey = journey;
		this.submissions = submissions;
		this.types = types;
		this.forms = forms;
		this.audit = audit;
		this.jdbc = jdbc;
		this.requests = requests;
		this.transactions = transactions;
		this.clock = clock;
	}

	private Known known() {
		return this.types.get("kit");
	}

	public Wish wish(String person, Kit kit) {
		return Wish.create(known(), kit, this.journey.person(person));
	}

	public Wish wish(String person, Asset asset, Verb verb, Kit kit) {
		return Wish.about(asset, known(), verb, kit, this.journey.person(person));
	}

	/** What a kit would come to. */
	public Considered consider(String person, Kit kit) {
		return this.submissions.consider(wish(person, kit));
	}

	/** What something done to a kit would come to. */
	public Considered consider(String person, Asset asset, Verb verb, Kit kit) {
		return this.submissions.consider(wish(person, asset, verb, kit));
	}

	public ServiceRequest ask(String person, Kit kit) {
		return send(wish(person, kit));
	}

	/** Asks for something to be done to a kit, which else stays as it is. */
	public ServiceRequest ask(String person, Asset asset, Verb verb) {
		return ask(person, asset, verb, kit(asset));
	}

	public ServiceRequest ask(String person, Asset asset, Verb verb, Kit kit) {
		return send(wish(person, asset, verb, kit));
	}

	/** Asks for a kit to become somebody else's. */
	public ServiceRequest handOver(String person, Asset asset, Owner heir) {
		return send(Wish.handOver(asset, known(), kit(asset), this.journey.person(person), heir));
	}

	/** Sends a request again with another form. */
	public void revise(ServiceRequest request, String person, Kit kit) {
		Wish wish = wish(person, kit);
		this.submissions.revise(request.number(), wish, this.submissions.consider(wish), "once more");
	}

	private ServiceRequest send(Wish wish) {
		return this.submissions.submit(wish, this.submissions.consider(wish), "because", UUID.randomUUID().toString());
	}

	/** Asks, and waits until it was carried out. */
	public Asset have(String person, Kit kit) {
		return this.journey.asset(this.journey.await(ask(person, kit), RequestState.SUCCEEDED));
	}

	/** What an asset was asked for with. */
	public Kit kit(Asset asset) {
		return (Kit) this.forms.record(known().form(), asset.form());
	}

	/** The names of what was audited about a request, oldest first. */
	public List<String> audited(ServiceRequest request) {
		return this.audit.find(new AuditFilter(null, null, null, request.number(), null, null), Long.MAX_VALUE, 1000)
			.reversed()
			.stream()
			.map(AuditEvent::action)
			.toList();
	}

	/** How many resources are locked by a request. */
	public long locks(ServiceRequest request) {
		return this.jdbc.sql("select count(*) from resource_lock where request_id = ?")
			.param(request.id())
			.query(Long.class)
			.single();
	}

	/** Whether the queue still has something to do for a request. */
	public boolean queued(ServiceRequest request) {
		return this.jdbc.sql("select count(*) from scheduled_tasks where task_instance like ?")
			.param(request.id() + "/%")
			.query(Long.class)
			.single() > 0;
	}

	/** Takes a request back, as its page does. */
	public void withdraw(ServiceRequest request, String person) {
		this.transactions.executeWithoutResult((transaction) -> {
			ServiceRequest locked = this.requests.lock(request.number()).orElseThrow();
			locked.withdraw(person, "no more", this.clock.instant());
			this.requests.save(locked);
		});
	}

	/** The one request that the portal itself made about an asset. */
	public Optional<Map<String, Object>> byItself(Asset asset, Verb verb) {
		return this.jdbc.sql("select number, state from service_request where asset_id = ? and verb = ?")
			.params(asset.id(), verb.name())
			.query()
			.listOfRows()
			.stream()
			.findFirst();
	}

}
