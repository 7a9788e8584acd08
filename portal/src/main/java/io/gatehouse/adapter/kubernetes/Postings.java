package io.gatehouse.adapter.kubernetes;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.gatehouse.adapter.kubernetes.Posting.Found;
import io.gatehouse.adapter.kubernetes.Posting.Kind;
import io.gatehouse.adapter.kubernetes.Posting.Name;
import io.gatehouse.request.ExternalSystem.Refused;
import io.gatehouse.request.ExternalSystem.Unavailable;
import io.gatehouse.request.Outcome;
import io.gatehouse.request.Resource;
import io.gatehouse.request.Text;
import org.jspecify.annotations.Nullable;

/**
 * Keeps objects up to date by server-side apply, outside any request.
 *
 * <p>
 * What another manager holds is taken back only where the object is the portal's own; in
 * somebody else's object it is left, and told. An object that changed since it was read
 * is not written, so that of two writers the later never undoes what it has not seen.
 */
public final class Postings {

	private static final Duration PAUSE = Duration.ofSeconds(3);

	private static final int CHANGED_MEANWHILE = 409;

	private static final int UNKNOWN = 404;

	private final ApiServer server;

	Postings(ApiServer server) {
		this.server = server;
	}

	/**
	 * Reads an object.
	 * @throws io.gatehouse.request.ExternalSystem.Failure where it can't be read
	 */
	public Optional<Found> find(Name name) {
		return this.server.find(object(name)).map((found) -> {
			ObjectMeta metadata = found.getMetadata();
			Map<String, String> annotations = metadata.getAnnotations();
			return new Found((annotations != null) ? annotations : Map.of(), content(name.kind(), found),
					ClusterObject.ours(found), ClusterObject.going(found), ManagedFields.managers(metadata),
					Objects.requireNonNullElse(metadata.getResourceVersion(), ""));
		});
	}

	@SuppressWarnings("unchecked")
	private static Map<String, ?> content(Kind kind, GenericKubernetesResource found) {
		return (found.get(part(kind)) instanceof Map<?, ?> content) ? (Map<String, ?>) content : Map.of();
	}

	private static String part(Kind kind) {
		return (kind == Kind.CONFIG_MAP) ? "data" : "spec";
	}

	/**
	 * Writes an object as it should be.
	 * @param annotations what is noted on it, by name
	 * @param before what was read of it; null where there was none
	 * @param notes is told what a person should know who looks at it
	 */
	public Outcome put(Posting posting, Map<String, String> annotations, @Nullable Found before, Consumer<Text> notes) {
		ObjectName name = object(posting.name());
		if (before == null && posting.shared()) {
			return Outcome.failed(Text.of("kubernetes.missing", name));
		}
		if (before != null && before.going()) {
			return Outcome.retryAfter(PAUSE, Text.of("kubernetes.going", name));
		}
		if (before != null && !posting.shared() && !before.ours()) {
			return Outcome.failed(Text.of("kubernetes.foreign", name, before.managers()));
		}
		boolean own = before != null && !posting.shared();
		GenericKubernetesResource manifest = manifest(name, posting, annotations, before);
		return tried(name, () -> {
			Applied applied = this.server.apply(Unfenced.UNFENCED, manifest, name, false);
			if (own && applied instanceof Applied.Contested contested) {
				notes.accept(Text.of("kubernetes.taken-back", name, contested.toString()));
				applied = this.server.apply(Unfenced.UNFENCED, manifest, name, true);
			}
			return switch (applied) {
				case Applied.Done done -> Outcome.done();
				case Applied.NamespaceGoing going ->
					Outcome.retryAfter(PAUSE, Text.of("kubernetes.namespace-going", name.home()));
				case Applied.Contested contested ->
					Outcome.failed(Text.of("kubernetes.contested", name, contested.toString()));
			};
		});
	}

	private static GenericKubernetesResource manifest(ObjectName name, Posting posting, Map<String, String> annotations,
			@Nullable Found before) {
		GenericKubernetesResource manifest = new GenericKubernetesResource();
		manifest.setApiVersion(name.kind().apiVersion());
		manifest.setKind(name.kind().kind());
		ObjectMetaBuilder metadata = new ObjectMetaBuilder().withName(name.name())
			.withNamespace(name.namespace())
			.withAnnotations(annotations);
		if (!posting.shared()) {
			metadata.addToLabels(ClusterObject.MANAGED_BY, ManagedFields.MANAGER);
		}
		if (before != null && !before.version().isEmpty()) {
			metadata.withResourceVersion(before.version());
		}
		manifest.setMetadata(metadata.build());
		manifest.setAdditionalProperty(part(posting.name().kind()), posting.content());
		return manifest;
	}

	/**
	 * Removes an object of the portal's own; where it is gone already, that is success.
	 */
	public Outcome remove(Name posting) {
		ObjectName name = object(posting);
		return tried(name, () -> {
			Optional<GenericKubernetesResource> found = this.server.find(name);
			if (found.isPresent() && !ClusterObject.ours(found.get())) {
				return Outcome
					.failed(Text.of("kubernetes.foreign", name, ManagedFields.managers(found.get().getMetadata())));
			}
			if (found.isPresent() && !ClusterObject.going(found.get())) {
				this.server.delete(Unfenced.UNFENCED, name);
			}
			return Outcome.done();
		});
	}

	private static Outcome tried(ObjectName name, Supplier<Outcome> attempt) {
		try {
			return attempt.get();
		}
		catch (Refused ex) {
			return switch ((ex.getCause() instanceof KubernetesClientException fault) ? fault.getCode() : 0) {
				case CHANGED_MEANWHILE -> Outcome.retryAfter(PAUSE, Text.of("kubernetes.changed-meanwhile", name));
				case UNKNOWN -> Outcome
					.failed(Text.of("kubernetes.no-kind", name, name.kind().apiVersion() + " " + name.kind().kind()));
				default -> Outcome.failed(ex.words());
			};
		}
		catch (Unavailable ex) {
			return Outcome.retryAfter(Objects.requireNonNullElse(ex.retryAfter(), PAUSE), ex.words());
		}
	}

	private ObjectName object(Name name) {
		return new ObjectName(kind(name.kind()), name.namespace(), name.name());
	}

	private ApiKind kind(Kind kind) {
		return switch (kind) {
			case CONFIG_MAP -> ApiKind.CONFIG_MAP;
			case SECURITY_POLICY -> ApiKind.SECURITY_POLICY;
			case CLUSTERWIDE_POLICY -> ApiKind.CLUSTERWIDE_POLICY;
			// Older releases of Cilium have them as an alpha only.
			case CIDR_GROUP -> (!this.server.knows(ApiKind.CIDR_GROUP) && this.server.knows(ApiKind.CIDR_GROUP_ALPHA))
					? ApiKind.CIDR_GROUP_ALPHA : ApiKind.CIDR_GROUP;
		};
	}

	/** Of a write that no worker can take over: the server itself tells who was first. */
	private enum Unfenced implements Resource.Context {

		UNFENCED;

		@Override
		public Optional<Instant> end() {
			return Optional.empty();
		}

		@Override
		public Optional<Resource.State> before() {
			return Optional.empty();
		}

		@Override
		public String reference() {
			return "Gatehouse";
		}

		@Override
		public void beforeWrite() {
			// Nobody else can have taken it over.
		}

	}

}
