package io.gatehouse.request.asset;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.persistence.LockModeType;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** The assets. */
public interface Assets extends Repository<Asset, UUID> {

	Asset save(Asset asset);

	Optional<Asset> findById(UUID id);

	Optional<Asset> findByNumber(long number);

	List<Asset> findByNumberIn(Collection<Long> numbers);

	/** Reads an asset for a change; others wait until this transaction ends. */
	@Lock(LockModeType.PESSIMISTIC_WRITE)
	@Query("select a from Asset a where a.id = :id")
	Optional<Asset> lock(UUID id);

	/**
	 * Those whose end has come, by the database's clock, and whose removal was not asked
	 * for yet. A removal that failed counts for the end that it was asked for, not for
	 * one that an extension set since. What stopped halfway ends too: whatever was made
	 * of it is there.
	 */
	@Query(value = """
			select * from asset a where a.ends_at <= now() and (a.state = 'ACTIVE' or a.state = 'FORMING' and exists (
				select from service_request r where r.asset_id = a.id and r.verb = 'CREATE' and r.state = 'FAILED'))
				and not exists (select from service_request r where r.asset_id = a.id and (
					r.verb in ('EXPIRE', 'REVOKE') and r.state in ('APPROVED', 'RUNNING')
					or r.verb = 'EXPIRE' and r.state = 'FAILED' and r.submitted_at >= a.ends_at))
			order by a.ends_at limit 100""", nativeQuery = true)
	List<Asset> ended();

	@Query(value = """
			select a.id from asset a where a.state = 'ACTIVE'
				and (a.checked_at is null or a.checked_at < now() - make_interval(secs => :seconds))
				and not exists (select from service_request r where r.asset_id = a.id and r.state = 'RUNNING')
			order by a.checked_at nulls first limit 50""", nativeQuery = true)
	List<UUID> unchecked(double seconds);

	@Query("select count(a) from Asset a where a.type = :type and a.madeBy = :person and a.state <> 'ENDED'")
	long countOf(String type, String person);

	List<Asset> findByIdIn(Collection<UUID> ids);

	/**
	 * Reads what a person has for a change; others wait until this transaction ends. All
	 * are locked before any is changed, as each change is audited, and who may write the
	 * audit must not wait for an asset.
	 */
	@Lock(LockModeType.PESSIMISTIC_WRITE)
	@Query("""
			select a from Asset a where a.state = 'ACTIVE'
				and (a.madeBy = :person or a.ownerKind = 'PERSON' and a.ownerName = :person)
			order by a.number""")
	List<Asset> lockOf(String person);

	@Query(value = "select nextval('asset_number')", nativeQuery = true)
	long nextNumber();

}
