package io.gatehouse.request.lifecycle;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.gatehouse.request.RequestType.Verb;
import jakarta.persistence.LockModeType;
import org.jspecify.annotations.Nullable;

import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** The service requests. */
public interface ServiceRequests extends Repository<ServiceRequest, UUID> {

	ServiceRequest save(ServiceRequest request);

	Optional<ServiceRequest> findById(UUID id);

	Optional<ServiceRequest> findByNumber(long number);

	Optional<ServiceRequest> findByRequesterAndSubmission(String requester, String submission);

	/** Reads a request for a change; others wait until this transaction ends. */
	@Lock(LockModeType.PESSIMISTIC_WRITE)
	@Query("select r from ServiceRequest r where r.id = :id")
	Optional<ServiceRequest> lock(UUID id);

	@Lock(LockModeType.PESSIMISTIC_WRITE)
	@Query("select r from ServiceRequest r where r.number = :number")
	Optional<ServiceRequest> lock(long number);

	/**
	 * What a person asked for and has nothing of yet: one that has begun has its asset.
	 */
	@Query("""
			select count(r) from ServiceRequest r where r.type = :type and r.requester = :person and r.verb = 'CREATE'
				and r.assetId is null and r.state in ('SUBMITTED', 'CHANGES_REQUESTED', 'APPROVED')""")
	long countOpen(String type, String person);

	/** How many requests of a person wait for somebody or are under way. */
	@Query("""
			select count(r) from ServiceRequest r where r.requester = :person
				and r.state in ('SUBMITTED', 'CHANGES_REQUESTED', 'APPROVED', 'RUNNING')""")
	long countOpen(String person);

	@Query("""
			select count(r) from ServiceRequest r where r.assetId = :asset and r.verb = :verb and r.requester = :person
				and r.state in ('APPROVED', 'RUNNING', 'FAILED')""")
	long countUnfinished(UUID asset, Verb verb, String person);

	/**
	 * All that wait for a decision, by turns: the oldest of each person, then the next of
	 * each. Whoever asks for much is passed by whoever asks for little.
	 */
	@Query(value = """
			select id from service_request where state = 'SUBMITTED'
				order by row_number() over (partition by requester order by number), number""", nativeQuery = true)
	List<UUID> undecided();

	List<ServiceRequest> findByNumberIn(Collection<Long> numbers);

	List<ServiceRequest> findByIdIn(Collection<UUID> ids);

	/** Undecided ones whose time is over, by the database's clock. */
	@Query(value = """
			select r.id from service_request r where r.state in ('SUBMITTED', 'CHANGES_REQUESTED')
				and r.lapses_at <= now() limit 100""", nativeQuery = true)
	List<UUID> lapsed();

	/**
	 * Holds back, until this transaction ends, all others that hold back on the same
	 * name.
	 */
	@Query(value = "select cast(pg_advisory_xact_lock(hashtextextended(:name, 0)) as text)", nativeQuery = true)
	@Nullable String holdBackOthers(String name);

	@Query(value = "select nextval('service_request_number')", nativeQuery = true)
	long nextNumber();

}
