package io.gatehouse.adapter.kubernetes;

import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.gatehouse.adapter.kubernetes.ClusterObject.Origin;
import io.gatehouse.adapter.kubernetes.KubernetesProperties.Containers;
import io.gatehouse.adapter.kubernetes.NetworkPolicyObject.Traffic;
import io.gatehouse.request.ExternalSystem;
import io.gatehouse.request.Resource;
import io.gatehouse.request.Resource.Key;
import io.gatehouse.request.Text;

/** A Kubernetes cluster, and what the portal can hold in it. */
public final class Cluster implements ExternalSystem, AutoCloseable {

	static final String NAME = "kubernetes";

	private final ApiServer server;

	private final Origin origin;

	private final Containers containers;

	private final Postings postings;

	private Cluster(ApiServer server, Origin origin, Containers containers) {
		this.server = server;
		this.origin = origin;
		this.containers = containers;
		this.postings = new Postings(server);
	}

	static Cluster at(KubernetesProperties properties, Clock clock) {
		ApiServer server = ApiServer.at(properties, clock);
		String page = properties.consoleUrl();
		return new Cluster(server,
				new Origin(server,
						(namespace) -> (page != null) ? URI.create(page.replace("{namespace}", namespace)) : null),
				properties.containers());
	}

	/** What is wrong with a name for a new namespace; empty where nothing is. */
	public static Optional<Text> nameProblem(String name) {
		return Names.problem(name);
	}

	/** Whether a text is a quantity that a cluster understands, such as {@code 4Gi}. */
	public static boolean isQuantity(String text) {
		return Quantities.valid(text);
	}

	public Namespace namespace(String name) {
		return new NamespaceObject(this.origin, key(NamespaceObject.KIND, name), Map.of());
	}

	/**
	 * What all pods of a namespace may take together.
	 * @param cpu the CPU that may be reserved, such as {@code 4} or {@code 500m}
	 * @param memory the memory that may be reserved and used, such as {@code 8Gi}
	 * @param pods how many there may be
	 * @throws IllegalArgumentException where {@link #isQuantity} does not hold
	 */
	public Resource quota(String namespace, String cpu, String memory, int pods) {
		return new QuotaObject(this.origin, key(QuotaObject.KIND, namespace + "/gatehouse"),
				Map.of("cpu", Quantities.canonical(cpu), "memory", Quantities.canonical(memory), "pods",
						Quantities.canonical(Integer.toString(pods))));
	}

	/**
	 * What a container of a namespace gets that does not say what it needs, as
	 * configured; without it a quota refuses such containers.
	 */
	public Resource limitRange(String namespace) {
		return new LimitRangeObject(this.origin, key(LimitRangeObject.KIND, namespace + "/gatehouse"),
				Map.of(LimitRangeObject.CPU, this.containers.cpu(), LimitRangeObject.MEMORY, this.containers.memory(),
						LimitRangeObject.MEMORY_LIMIT, this.containers.memoryLimit()));
	}

	/**
	 * Lets no traffic into or out of a namespace's pods, except to the cluster's DNS; not
	 * between them either: {@link #allowInside}.
	 */
	public Resource defaultDeny(String namespace) {
		return traffic(namespace + "/default-deny", Traffic.NONE, Traffic.DNS);
	}

	/** Lets the pods of a namespace talk with each other. */
	public Resource allowInside(String namespace) {
		return traffic(namespace + "/allow-inside", Traffic.INSIDE, Traffic.INSIDE);
	}

	private Resource traffic(String name, Traffic incoming, Traffic outgoing) {
		return new NetworkPolicyObject(this.origin, key(NetworkPolicyObject.KIND, name),
				Map.of(NetworkPolicyObject.INCOMING, incoming.words(), NetworkPolicyObject.OUTGOING, outgoing.words()));
	}

	/**
	 * Lets the members of a group do in a namespace what a role of the cluster says.
	 * @param group the group's name as the cluster's login gives it
	 */
	public Resource roleBinding(String namespace, String clusterRole, String group) {
		return new RoleBindingObject(this.origin,
				key(RoleBindingObject.KIND, namespace + "/" + RoleBindingObject.nameFor(group)),
				Map.of(RoleBindingObject.ROLE, clusterRole, RoleBindingObject.GROUP, group));
	}

	/** Objects that are kept up to date outside any request. */
	public Postings postings() {
		return this.postings;
	}

	/** The addresses of nodes, and those that their pods get. */
	public List<ClusterAddress> nodeAddresses() {
		return ClusterAddress.ofNodes(this.server.list(ApiKind.NODE));
	}

	/** The addresses at which services are reached, from inside and from outside. */
	public List<ClusterAddress> serviceAddresses() {
		return ClusterAddress.ofServices(this.server.list(ApiKind.SERVICE));
	}

	/** All ingresses with what they are annotated with. */
	public List<Ingress> ingresses() {
		return this.server.list(ApiKind.INGRESS).stream().map(Ingress::of).toList();
	}

	@Override
	public String name() {
		return NAME;
	}

	@Override
	public Resource recorded(Key key, Map<String, String> attributes) {
		return switch (key.kind()) {
			case NamespaceObject.KIND -> new NamespaceObject(this.origin, key, attributes);
			case QuotaObject.KIND -> new QuotaObject(this.origin, key, attributes);
			case LimitRangeObject.KIND -> new LimitRangeObject(this.origin, key, attributes);
			case NetworkPolicyObject.KIND -> new NetworkPolicyObject(this.origin, key, attributes);
			case RoleBindingObject.KIND -> new RoleBindingObject(this.origin, key, attributes);
			default -> throw new IllegalArgumentException("Nothing of a cluster: " + key);
		};
	}

	@Override
	public Health health() {
		return this.server.health();
	}

	@Override
	public void probe() {
		this.server.probe();
	}

	@Override
	public void close() {
		this.server.close();
	}

	private static Key key(String kind, String name) {
		return new Key(NAME, kind, name);
	}

}
