package io.gatehouse.ban.ingress;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.gatehouse.adapter.kubernetes.Posting;
import io.gatehouse.adapter.kubernetes.Posting.Kind;
import io.gatehouse.ban.list.Layout;

/**
 * A file for the geo block of an nginx, in ConfigMaps. As long as it fits into one, it
 * has the entries; else it includes files that have them, as geo takes no wildcard.
 *
 * @see <a href="https://nginx.org/en/docs/http/ngx_http_geo_module.html">geo</a>
 */
final class GeoOutput implements Output {

	static final String FILE = "banned.conf";

	private static final String VALUE = " 1;\n";

	private static final String HEAD = "# Written by Gatehouse, and written again where it is changed.\n";

	private static final int MOST = Shards.OBJECT - HEAD.length();

	private final IngressProperties.Geo properties;

	GeoOutput(IngressProperties.Geo properties) {
		this.properties = properties;
	}

	@Override
	public String name() {
		return "geo";
	}

	@Override
	public String title() {
		return "nginx geo";
	}

	@Override
	public Plan plan(Layout list) {
		List<String> entries = Shards.entries(list);
		long bytes = Shards.bytes(entries, VALUE.length());
		if (bytes <= MOST) {
			return new Plan.Objects(List.of(), map(this.properties.name(), FILE, lines(entries)));
		}
		List<List<String>> parts = Shards.cut(entries, VALUE.length(), MOST);
		if (parts.size() > this.properties.mostShards()) {
			return Plan.TooLarge.of(title(), entries.size(), bytes, this.properties.mostShards() * Shards.filled(MOST));
		}
		List<Posting> shards = new ArrayList<>();
		StringBuilder index = new StringBuilder(HEAD);
		for (int i = 0; i < parts.size(); i++) {
			shards.add(map(this.properties.name() + "-" + i, file(i), lines(parts.get(i))));
			index.append("include ").append(this.properties.directory()).append('/').append(file(i)).append(";\n");
		}
		return new Plan.Objects(shards, map(this.properties.name(), FILE, index.toString()));
	}

	private static String file(int number) {
		return "banned-" + number + ".conf";
	}

	private static String lines(List<String> entries) {
		StringBuilder lines = new StringBuilder(HEAD);
		entries.forEach((entry) -> lines.append(entry).append(VALUE));
		return lines.toString();
	}

	private Posting map(String name, String file, String text) {
		return Posting.own(name(name), Map.of(file, text));
	}

	private Posting.Name name(String name) {
		return new Posting.Name(Kind.CONFIG_MAP, this.properties.namespace(), name);
	}

	@Override
	public Optional<Posting.Name> shard(int number) {
		return (number < this.properties.mostShards()) ? Optional.of(name(this.properties.name() + "-" + number))
				: Optional.empty();
	}

}
