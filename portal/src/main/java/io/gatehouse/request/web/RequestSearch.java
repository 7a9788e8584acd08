package io.gatehouse.request.web;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import io.gatehouse.identity.Person;
import io.gatehouse.request.approval.Access;
import io.gatehouse.request.approval.ApprovalDesk;
import io.gatehouse.request.lifecycle.ServiceRequest;
import io.gatehouse.request.lifecycle.ServiceRequests;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Finds requests, of those that a person may see; what they may not see is left out by
 * the database.
 */
@Component
class RequestSearch {

	private static final int AT_ONCE = 200;

	private static final String ALL = "true";

	private static final String MINE = "(requester = :me or (owner_kind = 'PERSON' and owner_name = :me))";

	private static final String TEAMS = "(owner_kind = 'TEAM' and owner_name = any(:teams))";

	private final JdbcClient jdbc;

	private final ServiceRequests requests;

	private final ApprovalDesk desk;

	RequestSearch(JdbcClient jdbc, ServiceRequests requests, ApprovalDesk desk) {
		this.jdbc = jdbc;
		this.requests = requests;
		this.desk = desk;
	}

	/** Newest first, from those older than a number on. */
	@Transactional(readOnly = true)
	List<ServiceRequest> find(Person person, RequestFilter filter, long before, int limit) {
		Map<String, @Nullable Object> values = new HashMap<>();
		List<String> conditions = new ArrayList<>();
		conditions.add(visible(person, filter.scope()));
		values.put("me", person.username());
		values.put("teams", person.groups().toArray(String[]::new));
		conditions.add("number < :before");
		values.put("before", before);
		add(conditions, values, "requester = :person", "person", filter.person());
		add(conditions, values, "type = :type", "type", filter.type());
		add(conditions, values, "state = :state", "state", (filter.state() != null) ? filter.state().name() : null);
		add(conditions, values, "submitted_at >= :since", "since",
				(filter.since() != null) ? filter.since().atOffset(ZoneOffset.UTC) : null);
		add(conditions, values, "submitted_at < :until", "until",
				(filter.until() != null) ? filter.until().atOffset(ZoneOffset.UTC) : null);
		if (filter.text() != null) {
			conditions.add("(search like :text escape '!' or number::text = :number)");
			values.put("text", "%" + filter.text().toLowerCase(Locale.ROOT).replaceAll("([!%_])", "!$1") + "%");
			values.put("number", filter.text().replaceFirst("^#", ""));
		}
		values.put("limit", limit);
		List<UUID> ids = this.jdbc
			.sql("select id from service_request where " + String.join(" and ", conditions)
					+ " order by number desc limit :limit")
			.params(values)
			.query(UUID.class)
			.list();
		return loaded(ids);
	}

	/** What a person can decide now, the oldest of each requester first. */
	@Transactional(readOnly = true)
	List<ServiceRequest> toDecide(Person person, int limit) {
		List<ServiceRequest> found = new ArrayList<>();
		List<UUID> all = this.requests.undecided();
		for (int from = 0; from < all.size() && found.size() < limit; from += AT_ONCE) {
			inOrder(all.subList(from, Math.min(from + AT_ONCE, all.size()))).stream()
				.filter((request) -> this.desk.mayDecide(request, person))
				.limit(limit - found.size())
				.forEach(found::add);
		}
		return found.stream().map(ServiceRequest::loaded).toList();
	}

	private List<ServiceRequest> inOrder(List<UUID> ids) {
		Map<UUID, ServiceRequest> found = new HashMap<>();
		this.requests.findByIdIn(ids).forEach((request) -> found.put(request.id(), request));
		return ids.stream().map(found::get).filter(Objects::nonNull).toList();
	}

	/**
	 * Whether a person ever decided something: then the queue is theirs to look at, also
	 * while it is empty.
	 */
	boolean decides(Person person) {
		return this.jdbc
			.sql("select exists (select from request_note where person = ? and kind in ('APPROVED', 'REJECTED'))")
			.param(person.username())
			.query(Boolean.class)
			.single();
	}

	/** What is not over yet and is a person's own turn or under way. */
	@Transactional(readOnly = true)
	List<ServiceRequest> open(Person person, int limit) {
		List<UUID> ids = this.jdbc.sql("""
				select id from service_request where state in ('SUBMITTED', 'CHANGES_REQUESTED', 'APPROVED', 'RUNNING',
					'FAILED') and (requester = :me or (owner_kind = 'PERSON' and owner_name = :me)
					or (state = 'FAILED' and :ops)) order by number desc limit :limit""")
			.param("me", person.username())
			.param("ops", Access.allSeeing(person))
			.param("limit", limit)
			.query(UUID.class)
			.list();
		return loaded(ids);
	}

	@Transactional(readOnly = true)
	List<ServiceRequest> about(UUID asset) {
		return loaded(this.jdbc.sql("select id from service_request where asset_id = ? order by number desc limit 50")
			.param(asset)
			.query(UUID.class)
			.list());
	}

	private List<ServiceRequest> loaded(List<UUID> ids) {
		List<ServiceRequest> found = new ArrayList<>(this.requests.findByIdIn(ids));
		found.sort((one, other) -> Long.compare(other.number(), one.number()));
		found.forEach(ServiceRequest::loaded);
		return found;
	}

	private static String visible(Person person, @Nullable String scope) {
		return switch (scope) {
			case "mine" -> MINE;
			case "team" -> TEAMS;
			case null, default -> Access.allSeeing(person) ? ALL : "(" + MINE + " or " + TEAMS + ")";
		};
	}

	private static void add(List<String> conditions, Map<String, @Nullable Object> values, String condition,
			String name, @Nullable Object value) {
		if (value != null) {
			conditions.add(condition);
			values.put(name, value);
		}
	}

}
