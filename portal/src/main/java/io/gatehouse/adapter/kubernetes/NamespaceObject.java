package io.gatehouse.adapter.kubernetes;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.gatehouse.request.Outcome;
import io.gatehouse.request.Text;
import org.jspecify.annotations.Nullable;

/** See {@link Namespace}. */
final class NamespaceObject extends ClusterObject implements Namespace {

	static final String KIND = "namespace";

	private static final String POD_SECURITY = "pod-security";

	private static final String TEAM = "team";

	private static final String TEAM_FIELD = "gatehouse.io/team";

	/** Where the portal may not count. */
	private static final String UNCOUNTED = "?";

	private static final List<String> MODES = List.of("enforce", "warn", "audit");

	private static final Set<String> LEVELS = Set.of("privileged", "baseline", "restricted");

	private final Origin origin;

	NamespaceObject(Origin origin, Key key, Map<String, String> desired) {
		super(origin, ApiKind.NAMESPACE, key, desired);
		this.origin = origin;
	}

	@Override
	public Namespace podSecurity(String level) {
		if (!LEVELS.contains(level)) {
			throw new IllegalArgumentException("No level of pod security: " + level);
		}
		return with(POD_SECURITY, level);
	}

	@Override
	public Namespace ownedBy(String team) {
		return with(TEAM, team);
	}

	private Namespace with(String attribute, String value) {
		SortedMap<String, String> more = new TreeMap<>(desired());
		more.put(attribute, value);
		return new NamespaceObject(this.origin, key(), more);
	}

	@Override
	protected void fill(GenericKubernetesResource manifest, SortedMap<String, String> attributes) {
		ObjectMeta metadata = manifest.getMetadata();
		String level = attributes.get(POD_SECURITY);
		if (level != null) {
			MODES.forEach((mode) -> metadata.getLabels().put(label(mode), level));
		}
		String team = attributes.get(TEAM);
		if (team != null) {
			metadata.getAnnotations().put(TEAM_FIELD, team);
			metadata.getLabels().put(TEAM_FIELD, labelled(team));
		}
	}

	@Override
	protected SortedMap<String, String> attributes(GenericKubernetesResource found) {
		SortedMap<String, String> attributes = new TreeMap<>();
		String level = level(orEmpty(found.getMetadata().getLabels()));
		if (level != null) {
			attributes.put(POD_SECURITY, level);
		}
		String team = team(orEmpty(found.getMetadata().getAnnotations()).get(TEAM_FIELD),
				orEmpty(found.getMetadata().getLabels()).get(TEAM_FIELD));
		if (team != null) {
			attributes.put(TEAM, team);
		}
		return attributes;
	}

	private static @Nullable String level(Map<String, String> labels) {
		List<String> levels = MODES.stream().map((mode) -> labels.getOrDefault(label(mode), "-")).distinct().toList();
		if (levels.size() == 1) {
			return levels.getFirst().equals("-") ? null : levels.getFirst();
		}
		return MODES.stream()
			.map((mode) -> mode + " " + labels.getOrDefault(label(mode), "-"))
			.collect(Collectors.joining(", "));
	}

	private static @Nullable String team(@Nullable String annotation, @Nullable String label) {
		if (annotation == null) {
			return (label != null) ? "label " + label : null;
		}
		return labelled(annotation).equals(label) ? annotation
				: annotation + ", label " + ((label != null) ? label : "-");
	}

	/** A path as a label's value: without slashes, and at most 63 characters. */
	private static String labelled(String team) {
		String value = team.replace('/', '.');
		return value.substring(Math.max(0, value.length() - 63)).replaceAll("^[^A-Za-z0-9]+|[^A-Za-z0-9]+$", "");
	}

	@Override
	protected List<FieldPath> fields(String attribute) {
		return switch (attribute) {
			case POD_SECURITY -> MODES.stream().map((mode) -> FieldPath.of("metadata", "labels", label(mode))).toList();
			case TEAM -> List.of(FieldPath.of("metadata", "annotations", TEAM_FIELD),
					FieldPath.of("metadata", "labels", TEAM_FIELD));
			default -> List.of();
		};
	}

	private static String label(String mode) {
		return "pod-security.kubernetes.io/" + mode;
	}

	private static Map<String, String> orEmpty(@Nullable Map<String, String> values) {
		return (values != null) ? values : Map.of();
	}

	@Override
	protected Outcome afterRemoval() {
		return this.server.find(this.name)
			.map((found) -> Outcome.retryAfter(PAUSE, leftOver(found)))
			.orElse(Outcome.done());
	}

	private Text leftOver(GenericKubernetesResource found) {
		String left = (found.get("status", "conditions") instanceof List<?> conditions) ? conditions.stream()
			.map(Map.class::cast)
			.filter((condition) -> "True".equals(condition.get("status")))
			.map((condition) -> String.valueOf(condition.get("message")))
			.collect(Collectors.joining("; ")) : "";
		return left.isEmpty() ? Text.of("kubernetes.removing", this.name.name())
				: Text.of("kubernetes.removing-left", this.name.name(), left);
	}

	@Override
	public Optional<Text> removalNote(Context context) {
		if (this.server.find(this.name).isEmpty()) {
			return Optional.empty();
		}
		List<String> counts = Stream
			.of(ApiKind.DEPLOYMENT, ApiKind.STATEFUL_SET, ApiKind.POD, ApiKind.CLAIM, ApiKind.CONFIG_MAP,
					ApiKind.SECRET)
			.map(this::count)
			.toList();
		String key = counts.contains(UNCOUNTED) ? "kubernetes.removal-note-uncounted" : "kubernetes.removal-note";
		return Optional.of(new Text(key, Stream.concat(Stream.of(this.name.name()), counts.stream()).toList()));
	}

	private String count(ApiKind kind) {
		Integer count = this.server.count(kind, this.name.name());
		return (count != null) ? count.toString() : UNCOUNTED;
	}

}
