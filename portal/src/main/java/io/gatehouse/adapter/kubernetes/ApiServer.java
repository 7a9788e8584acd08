package io.gatehouse.adapter.kubernetes;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListMeta;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.ServerSideApplicable;
import io.gatehouse.adapter.Guard;
import io.gatehouse.request.ExternalSystem;
import io.gatehouse.request.Resource.Context;
import org.jspecify.annotations.Nullable;

/** The few calls to an API server that the portal makes, each behind the guard. */
final class ApiServer implements AutoCloseable {

	private static final long PAGE = 500;

	private final KubernetesClient client;

	private final Guard guard;

	private ApiServer(KubernetesClient client, Guard guard) {
		this.client = client;
		this.guard = guard;
	}

	static ApiServer at(KubernetesProperties properties, Clock clock) {
		Faults faults = new Faults();
		KubernetesClient client = new KubernetesClientBuilder().withConfig(config(properties))
			.withHttpClientBuilderConsumer(
					(builder) -> builder.addOrReplaceInterceptor("gatehouse-faults", faults.listener()))
			.build();
		return new ApiServer(client, new Guard(Cluster.NAME, properties.limits(), clock, faults::classify));
	}

	private static Config config(KubernetesProperties properties) {
		// Empty: what lies about on the machine, such as a kubeconfig, is not looked for.
		ConfigBuilder config = new ConfigBuilder(Config.empty()).withMasterUrl(properties.url().toString())
			.withOauthToken(properties.token())
			.withConnectionTimeout((int) properties.limits().connect().toMillis())
			.withRequestTimeout((int) properties.limits().read().toMillis())
			.withUploadRequestTimeout((int) properties.limits().read().toMillis())
			.withRequestRetryBackoffLimit(0);
		if (properties.caCertificate() != null) {
			config.withCaCertFile(properties.caCertificate().toString());
		}
		return config.build();
	}

	Optional<GenericKubernetesResource> find(ObjectName name) {
		return this.guard.read(() -> Optional.ofNullable(at(name).get()));
	}

	/**
	 * Applies an object as the portal's own, on the server's side.
	 * @param forced whether fields that another manager holds are taken over
	 */
	Applied apply(Context context, GenericKubernetesResource manifest, ObjectName name, boolean forced) {
		return this.guard.write(context, () -> {
			try {
				ServerSideApplicable<GenericKubernetesResource> apply = object(name, manifest)
					.fieldManager(ManagedFields.MANAGER);
				(forced ? apply.forceConflicts() : apply).serverSideApply();
				return Applied.Done.DONE;
			}
			catch (KubernetesClientException ex) {
				SortedMap<String, String> contested = Faults.contested(ex);
				if (!contested.isEmpty()) {
					return new Applied.Contested(contested);
				}
				if (Faults.namespaceGoing(ex)) {
					return Applied.NamespaceGoing.NAMESPACE_GOING;
				}
				throw ex;
			}
		});
	}

	/** Asks for an object's removal; where it is gone already, that is success. */
	void delete(Context context, ObjectName name) {
		this.guard.write(context, () -> at(name).delete());
	}

	/** All of a kind, in every namespace. */
	List<GenericKubernetesResource> list(ApiKind kind) {
		List<GenericKubernetesResource> all = new ArrayList<>();
		String next = null;
		do {
			String from = next;
			GenericKubernetesResourceList page = this.guard
				.read(() -> this.client.genericKubernetesResources(kind.context())
					.inAnyNamespace()
					.list(new ListOptionsBuilder().withLimit(PAGE).withContinue(from).build()));
			all.addAll(page.getItems());
			next = (page.getMetadata() != null) ? page.getMetadata().getContinue() : null;
		}
		while (next != null && !next.isEmpty());
		return all;
	}

	/** Whether the cluster has a kind: some are brought by what is installed in it. */
	boolean knows(ApiKind kind) {
		return this.guard.read(() -> this.client.supports(kind.apiVersion(), kind.kind()));
	}

	/** How many there are of a kind; null where the portal may not see them. */
	@Nullable Integer count(ApiKind kind, String namespace) {
		return this.guard.<@Nullable Integer>read(() -> {
			try {
				var first = this.client.genericKubernetesResources(kind.context())
					.inNamespace(namespace)
					.list(new ListOptionsBuilder().withLimit(1L).build());
				ListMeta metadata = first.getMetadata();
				Long more = (metadata != null) ? metadata.getRemainingItemCount() : null;
				return first.getItems().size() + ((more != null) ? more.intValue() : 0);
			}
			catch (KubernetesClientException ex) {
				return switch (ex.getCode()) {
					case 403 -> null;
					// The cluster has no such kind.
					case 404 -> 0;
					default -> throw ex;
				};
			}
		});
	}

	void probe() {
		this.guard.probe(this.client::getKubernetesVersion);
	}

	ExternalSystem.Health health() {
		return this.guard.health();
	}

	private Resource<GenericKubernetesResource> at(ObjectName name) {
		var all = this.client.genericKubernetesResources(name.kind().context());
		return (name.namespace() != null) ? all.inNamespace(name.namespace()).withName(name.name())
				: all.withName(name.name());
	}

	private Resource<GenericKubernetesResource> object(ObjectName name, GenericKubernetesResource manifest) {
		var all = this.client.genericKubernetesResources(name.kind().context());
		return (name.namespace() != null) ? all.inNamespace(name.namespace()).resource(manifest)
				: all.resource(manifest);
	}

	@Override
	public void close() {
		this.client.close();
	}

}
