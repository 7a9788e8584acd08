package io.gatehouse.adapter.kubernetes;

import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.gatehouse.request.Outcome;
import io.gatehouse.request.Resource;
import io.gatehouse.request.Text;
import org.jspecify.annotations.Nullable;

/**
 * An object of the cluster that the portal holds by server-side apply.
 *
 * <p>
 * An apply never takes a field away from another manager by itself. Only where the object
 * is ours and each contested field is one that {@link #read} compares, it is applied once
 * more with force: such a field was shown as drift, with the other manager's name, in the
 * plan that led here. All else (somebody's object, a field that no plan shows) ends in
 * words that name the field and its holder.
 */
abstract class ClusterObject implements Resource {

	static final String MANAGED_BY = "app.kubernetes.io/managed-by";

	static final String REASON = "gatehouse.io/reason";

	static final Duration PAUSE = Duration.ofSeconds(3);

	protected final ApiServer server;

	private final Function<String, @Nullable URI> console;

	private final Key key;

	protected final ObjectName name;

	private final SortedMap<String, String> desired;

	ClusterObject(Origin origin, ApiKind kind, Key key, Map<String, String> desired) {
		this.server = origin.server();
		this.console = origin.console();
		this.key = key;
		this.name = ObjectName.of(kind, key.name());
		this.desired = Collections.unmodifiableSortedMap(new TreeMap<>(desired));
	}

	@Override
	public Key key() {
		return this.key;
	}

	@Override
	public SortedMap<String, String> desired() {
		return this.desired;
	}

	@Override
	public State read(Context context) {
		return this.server.find(this.name).filter((found) -> !going(found)).map(this::state).orElse(State.absent());
	}

	private State state(GenericKubernetesResource found) {
		SortedMap<String, String> attributes = attributes(found);
		State state = State.present(attributes).changedBy(changedBy(found, attributes));
		URI page = this.console.apply(this.name.home());
		return (page != null) ? state.at(page) : state;
	}

	private Map<String, String> changedBy(GenericKubernetesResource found, SortedMap<String, String> attributes) {
		Map<String, String> others = new HashMap<>();
		this.desired.forEach((attribute, value) -> {
			if (!value.equals(attributes.get(attribute))) {
				ManagedFields.otherOwner(found.getMetadata(), fields(attribute))
					.ifPresent((other) -> others.put(attribute, other));
			}
		});
		return others;
	}

	@Override
	public Outcome apply(Context context) {
		return applied(context, this.desired);
	}

	private Outcome applied(Context context, SortedMap<String, String> attributes) {
		Optional<GenericKubernetesResource> found = this.server.find(this.name);
		if (found.isPresent()) {
			if (going(found.get())) {
				return Outcome.retryAfter(PAUSE, Text.of("kubernetes.going", this.name));
			}
			if (!ours(found.get())) {
				return Outcome.failed(
						Text.of("kubernetes.foreign", this.name, ManagedFields.managers(found.get().getMetadata())));
			}
			if (mustBeMadeAnew(found.get(), attributes)) {
				this.server.delete(context, this.name);
			}
		}
		GenericKubernetesResource manifest = manifest(context, attributes);
		Applied applied = this.server.apply(context, manifest, this.name, false);
		if (applied instanceof Applied.Contested contested && found.isPresent() && wasShown(contested)) {
			applied = this.server.apply(context, manifest, this.name, true);
		}
		return switch (applied) {
			case Applied.Done done -> Outcome.done();
			case Applied.NamespaceGoing going ->
				Outcome.retryAfter(PAUSE, Text.of("kubernetes.namespace-going", this.name.home()));
			case Applied.Contested contested ->
				Outcome.failed(Text.of("kubernetes.contested", this.name, contested.toString()));
		};
	}

	private boolean wasShown(Applied.Contested contested) {
		List<FieldPath> compared = this.desired.keySet().stream().flatMap((each) -> fields(each).stream()).toList();
		return contested.managers()
			.keySet()
			.stream()
			.allMatch((field) -> compared.stream().anyMatch((path) -> path.covers(field)));
	}

	private GenericKubernetesResource manifest(Context context, SortedMap<String, String> attributes) {
		GenericKubernetesResource manifest = new GenericKubernetesResource();
		manifest.setApiVersion(this.name.kind().apiVersion());
		manifest.setKind(this.name.kind().kind());
		manifest.setMetadata(new ObjectMetaBuilder().withName(this.name.name())
			.withNamespace(this.name.namespace())
			.addToLabels(MANAGED_BY, ManagedFields.MANAGER)
			.addToAnnotations(REASON, context.reference())
			.build());
		fill(manifest, attributes);
		return manifest;
	}

	@Override
	public Outcome remove(Context context) {
		Optional<State> before = context.before().filter(State::present);
		if (before.isPresent()) {
			return applied(context, before.get().attributes());
		}
		Optional<GenericKubernetesResource> found = this.server.find(this.name);
		if (found.isEmpty()) {
			return Outcome.done();
		}
		if (!going(found.get())) {
			if (!ours(found.get())) {
				return Outcome.failed(
						Text.of("kubernetes.foreign", this.name, ManagedFields.managers(found.get().getMetadata())));
			}
			this.server.delete(context, this.name);
		}
		return afterRemoval();
	}

	/** What is still to be waited for once the removal was asked for. */
	protected Outcome afterRemoval() {
		return Outcome.done();
	}

	static boolean going(GenericKubernetesResource found) {
		return found.getMetadata().getDeletionTimestamp() != null;
	}

	static boolean ours(GenericKubernetesResource found) {
		Map<String, String> labels = found.getMetadata().getLabels();
		return (labels != null && ManagedFields.MANAGER.equals(labels.get(MANAGED_BY)))
				|| ManagedFields.ours(found.getMetadata());
	}

	/** Puts what the attributes say into a manifest. */
	protected abstract void fill(GenericKubernetesResource manifest, SortedMap<String, String> attributes);

	/** Reads the attributes off an object. */
	protected abstract SortedMap<String, String> attributes(GenericKubernetesResource found);

	/** The fields that an attribute stands for. */
	protected abstract List<FieldPath> fields(String attribute);

	/** Whether what differs can't be changed in place. */
	protected boolean mustBeMadeAnew(GenericKubernetesResource found, SortedMap<String, String> attributes) {
		return false;
	}

	@Override
	public String toString() {
		return this.name.toString();
	}

	/** Where objects come from: the server, and the console's page of a namespace. */
	record Origin(ApiServer server, Function<String, @Nullable URI> console) {
	}

}
