package io.gatehouse.ban.ingress;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.gatehouse.adapter.kubernetes.Cluster;
import io.gatehouse.adapter.kubernetes.Ingress;
import io.gatehouse.adapter.kubernetes.Posting;
import io.gatehouse.adapter.kubernetes.Posting.Found;
import io.gatehouse.adapter.kubernetes.Posting.Kind;
import io.gatehouse.ban.list.Layout;
import io.gatehouse.request.ExternalSystem;
import io.gatehouse.request.Text;

/**
 * The global list of an ingress-nginx controller, a key of its ConfigMap.
 *
 * @see <a href=
 * "https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/configmap/">block-cidrs</a>
 */
final class NginxOutput implements Output {

	static final String KEY = "block-cidrs";

	/** Other keys need a little of the ConfigMap too. */
	static final int MOST = Shards.OBJECT - 64 * 1024;

	private static final int MOST_WARNINGS = 100;

	private static final String PREFIX = "nginx.ingress.kubernetes.io/";

	/** What makes the controller write allow or deny into a location. */
	private static final List<String> OWN_LISTS = List.of("whitelist-source-range", "allowlist-source-range",
			"denylist-source-range");

	private static final List<String> SNIPPETS = List.of("configuration-snippet", "server-snippet");

	private static final Pattern RULE = Pattern.compile("(^|[\\s;{}])(allow|deny)\\s", Pattern.MULTILINE);

	private final Posting.Name map;

	NginxOutput(IngressProperties.Nginx properties) {
		this.map = new Posting.Name(Kind.CONFIG_MAP, properties.namespace(), properties.name());
	}

	@Override
	public String name() {
		return "nginx";
	}

	@Override
	public String title() {
		return "ingress-nginx";
	}

	@Override
	public Plan plan(Layout list) {
		List<String> entries = Shards.entries(list);
		long bytes = Shards.bytes(entries, 1);
		if (bytes > MOST) {
			return Plan.TooLarge.of(title(), entries.size(), bytes, MOST);
		}
		return new Plan.Objects(List.of(), Posting.within(this.map, Map.of(KEY, String.join(",", entries))));
	}

	/**
	 * A location with rules of its own inherits none: what is banned globally gets in
	 * there.
	 */
	@Override
	public List<Text> warnings(Cluster cluster, Found head) {
		List<Text> warnings = new ArrayList<>(OWN_LISTS.stream()
			.filter((key) -> !Objects.toString(head.content().get(key), "").isBlank())
			.map((key) -> Text.of("ban.output.bypass-everywhere", key))
			.toList());
		try {
			List<Text> each = cluster.ingresses().stream().flatMap(NginxOutput::bypasses).toList();
			warnings.addAll(each.subList(0, Math.min(MOST_WARNINGS, each.size())));
			if (each.size() > MOST_WARNINGS) {
				warnings.add(Text.of("ban.output.bypass-more", each.size() - MOST_WARNINGS));
			}
		}
		catch (ExternalSystem.Refused ex) {
			warnings.add(Text.of("ban.output.ingresses-unread"));
		}
		catch (ExternalSystem.Unavailable ex) {
			warnings.add(Text.of("ban.output.not-looked"));
		}
		return warnings;
	}

	private static Stream<Text> bypasses(Ingress ingress) {
		Stream<String> lists = OWN_LISTS.stream()
			.filter((key) -> !ingress.annotations().getOrDefault(PREFIX + key, "").isBlank());
		Stream<String> snippets = SNIPPETS.stream()
			.filter((key) -> RULE.matcher(ingress.annotations().getOrDefault(PREFIX + key, "")).find());
		return Stream.concat(lists, snippets).map((key) -> Text.of("ban.output.bypass", ingress, key));
	}

}
