package io.gatehouse.request.plan;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

import io.gatehouse.request.Resource.Key;
import io.gatehouse.request.Resource.State;
import io.gatehouse.request.plan.Holding.Other;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Which asset holds which resources, and what was there before the portal came. */
@Component
public class Holdings {

	private static final TypeReference<Map<String, String>> ATTRIBUTES = new TypeReference<>() {
	};

	private final JdbcClient jdbc;

	private final JsonMapper json;

	Holdings(JdbcClient jdbc, JsonMapper json) {
		this.jdbc = jdbc;
		this.json = json;
	}

	/** What an asset holds, in the order in which it was made. */
	public List<Holding> of(UUID asset) {
		return this.jdbc.sql("""
				select r.*, h.was_there, h.attributes as before, o.title as other_title,
					o.attributes as other_attributes, o.ends_at as other_end
				from asset_resource r
				join held_resource h on (h.system, h.kind, h.name) = (r.system, r.kind, r.name)
				left join lateral (
					select a.title, a.ends_at, x.attributes from asset_resource x join asset a on a.id = x.asset_id
					where (x.system, x.kind, x.name) = (r.system, r.kind, r.name) and x.asset_id <> r.asset_id
					order by a.number desc limit 1) o on true
				where r.asset_id = ? order by r.position""").param(asset).query(this::holding).list();
	}

	/** The title of an asset, other than the given one, that holds a resource. */
	public Optional<String> otherHolder(Key key, @Nullable UUID asset) {
		return this.jdbc.sql("""
				select a.title from asset_resource r join asset a on a.id = r.asset_id
				where r.system = ? and r.kind = ? and r.name = ? and r.asset_id is distinct from ?::uuid
				limit 1""")
			.params(Arrays.asList(key.system(), key.kind(), key.name(), asset))
			.query(String.class)
			.optional();
	}

	/** Where the resources of an asset can be looked at, by key. */
	public Map<Key, String> links(UUID asset) {
		return this.jdbc
			.sql("select system, kind, name, link from asset_resource where asset_id = ? and link is not null")
			.param(asset)
			.query((row, index) -> Map.entry(key(row), row.getString("link")))
			.list()
			.stream()
			.collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
	}

	/**
	 * Records that an asset is about to hold a resource, before it is made, and what is
	 * there now if it is the first.
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void take(UUID asset, int position, Key key, Map<String, String> attributes, State now) {
		this.jdbc.sql("""
				insert into held_resource (system, kind, name, was_there, attributes) values (?, ?, ?, ?, ?::jsonb)
				on conflict do nothing""")
			.params(key.system(), key.kind(), key.name(), now.present(), this.json.writeValueAsString(now.attributes()))
			.update();
		this.jdbc.sql("""
				insert into asset_resource (asset_id, position, system, kind, name, attributes)
				values (?, ?, ?, ?, ?, ?::jsonb)
				on conflict (asset_id, system, kind, name) do update set attributes = excluded.attributes,
					position = excluded.position""")
			.params(asset, position, key.system(), key.kind(), key.name(), this.json.writeValueAsString(attributes))
			.update();
	}

	/** Records where a resource can be looked at. */
	@Transactional(propagation = Propagation.MANDATORY)
	public void link(UUID asset, Key key, String link) {
		this.jdbc.sql("update asset_resource set link = ? where asset_id = ? and system = ? and kind = ? and name = ?")
			.params(link, asset, key.system(), key.kind(), key.name())
			.update();
	}

	/** Records that an asset holds a resource no more. */
	@Transactional(propagation = Propagation.MANDATORY)
	public void release(UUID asset, Key key) {
		this.jdbc.sql("delete from asset_resource where asset_id = ? and system = ? and kind = ? and name = ?")
			.params(asset, key.system(), key.kind(), key.name())
			.update();
		this.jdbc.sql("""
				delete from held_resource h where system = ? and kind = ? and name = ? and not exists (
					select from asset_resource r where (r.system, r.kind, r.name) = (h.system, h.kind, h.name))""")
			.params(key.system(), key.kind(), key.name())
			.update();
	}

	private Holding holding(ResultSet row, int index) throws SQLException {
		State before = row.getBoolean("was_there") ? State.present(attributes(row.getString("before")))
				: State.absent();
		return new Holding(key(row), attributes(row.getString("attributes")), before, other(row));
	}

	private @Nullable Other other(ResultSet row) throws SQLException {
		String title = row.getString("other_title");
		if (title == null) {
			return null;
		}
		OffsetDateTime end = row.getObject("other_end", OffsetDateTime.class);
		return new Other(title, attributes(row.getString("other_attributes")),
				Optional.ofNullable(end).map(OffsetDateTime::toInstant));
	}

	private Map<String, String> attributes(String text) {
		return this.json.readValue(text, ATTRIBUTES);
	}

	private static Key key(ResultSet row) throws SQLException {
		return new Key(row.getString("system"), row.getString("kind"), row.getString("name"));
	}

}
