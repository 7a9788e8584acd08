package io.gatehouse.adapter.vault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

import io.gatehouse.request.Outcome;
import tools.jackson.databind.JsonNode;

/** See {@link KubernetesRole}. Lists are compared without order, times as times. */
final class KubernetesRoleObject extends VaultObject implements KubernetesRole {

	static final String KIND = "kubernetes-role";

	static final Map<String, String> DEFAULTS = Map.of("service-accounts", "*", "login-lasts", "20m");

	private static final String NAMESPACES = "namespaces";

	private static final String ACCOUNTS = "service-accounts";

	private static final String POLICIES = "policies";

	private static final String TTL = "login-lasts";

	KubernetesRoleObject(VaultServer server, VaultProperties properties, Key key, Map<String, String> desired) {
		super(server, properties, key, desired);
	}

	@Override
	public KubernetesRole namespace(String... names) {
		return with(NAMESPACES, joined(Arrays.asList(names)));
	}

	@Override
	public KubernetesRole serviceAccounts(String... names) {
		return with(ACCOUNTS, joined(Arrays.asList(names)));
	}

	@Override
	public KubernetesRole policies(String... names) {
		return with(POLICIES, joined(Arrays.asList(names)).toLowerCase(Locale.ROOT));
	}

	@Override
	public KubernetesRole ttl(Duration ttl) {
		return with(TTL, words(ttl));
	}

	private KubernetesRole with(String attribute, String value) {
		SortedMap<String, String> more = new TreeMap<>(desired());
		more.put(attribute, value);
		return new KubernetesRoleObject(this.server, this.properties, key(), more);
	}

	@Override
	protected String path() {
		return "auth/" + this.properties.kubernetesMount() + "/role/" + key().name();
	}

	@Override
	protected SortedMap<String, String> attributes(JsonNode data) {
		return new TreeMap<>(Map.of(NAMESPACES, joined(names(data.path("bound_service_account_namespaces"))), ACCOUNTS,
				joined(names(data.path("bound_service_account_names"))), POLICIES,
				joined(names(data.path("token_policies"))).toLowerCase(Locale.ROOT), TTL,
				words(Duration.ofSeconds(data.path("token_ttl").asLong(0)))));
	}

	@Override
	protected Outcome write(Context context, SortedMap<String, String> attributes) {
		this.server.write(context, path(),
				Map.of("bound_service_account_namespaces", split(attributes, NAMESPACES), "bound_service_account_names",
						split(attributes, ACCOUNTS), "token_policies", split(attributes, POLICIES), "token_ttl",
						duration(attributes.getOrDefault(TTL, "0s")).toSeconds()));
		return Outcome.done();
	}

	private static List<String> names(JsonNode list) {
		List<String> names = new ArrayList<>();
		list.forEach((name) -> names.add(name.asString()));
		return names;
	}

	private static String joined(Collection<String> names) {
		return String.join(", ", new TreeSet<>(names));
	}

	private static List<String> split(Map<String, String> attributes, String attribute) {
		String names = attributes.getOrDefault(attribute, "");
		return names.isEmpty() ? List.of() : Arrays.asList(names.split(", "));
	}

	private static String words(Duration duration) {
		return duration.toString().substring("PT".length()).toLowerCase(Locale.ROOT);
	}

	private static Duration duration(String words) {
		return Duration.parse("PT" + words);
	}

	@Override
	protected String page() {
		return "/vault/access/" + this.properties.kubernetesMount() + "/item/role/" + key().name();
	}

}
