package io.gatehouse.request.web;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import io.gatehouse.identity.Person;
import io.gatehouse.request.approval.Access;
import io.gatehouse.request.asset.Asset;
import io.gatehouse.request.asset.Assets;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds assets, of those that a person may see. */
@Component
class AssetSearch {

	private static final String MINE = "(made_by = :me or (owner_kind = 'PERSON' and owner_name = :me)"
			+ " or (owner_kind = 'TEAM' and owner_name = any(:teams)))";

	private final JdbcClient jdbc;

	private final Assets assets;

	AssetSearch(JdbcClient jdbc, Assets assets) {
		this.jdbc = jdbc;
		this.assets = assets;
	}

	/**
	 * Those that are there, the soonest to end first.
	 * @param scope {@code mine} (the person's and their teams'), {@code flagged}
	 * (drifted, or for ops to look at), or all
	 */
	List<Asset> find(Person person, String scope, @Nullable String type, int limit) {
		String visible = (scope.equals("mine") || !Access.allSeeing(person)) ? MINE : "true";
		String flagged = scope.equals("flagged") ? " and (flag is not null or drift <> '[]')" : "";
		List<UUID> ids = this.jdbc
			.sql("select id from asset where state = 'ACTIVE' and " + visible + flagged
					+ " and (type = :type or :type = '') order by ends_at nulls last, number desc limit :limit")
			.param("me", person.username())
			.param("teams", person.groups().toArray(String[]::new))
			.param("type", (type != null) ? type : "")
			.param("limit", limit)
			.query(UUID.class)
			.list();
		List<Asset> found = new ArrayList<>(this.assets.findByIdIn(ids));
		found.sort((one, other) -> Integer.compare(ids.indexOf(one.id()), ids.indexOf(other.id())));
		return found;
	}

}
