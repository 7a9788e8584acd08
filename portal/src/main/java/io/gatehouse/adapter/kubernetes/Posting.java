package io.gatehouse.adapter.kubernetes;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * An object that is kept up to date in a cluster, outside any request.
 *
 * @param shared whether it is somebody else's, of whose content the portal has a part
 * @param content the keys of a ConfigMap's data, or the fields of another kind's spec
 */
public record Posting(Name name, boolean shared, Map<String, ?> content) {

	/** An object that is the portal's. */
	public static Posting own(Name name, Map<String, ?> content) {
		return new Posting(name, false, content);
	}

	/** A part of somebody else's object, which must be there already. */
	public static Posting within(Name name, Map<String, ?> content) {
		return new Posting(name, true, content);
	}

	/** The kinds of them. */
	public enum Kind {

		CONFIG_MAP,

		/** Of Envoy Gateway. */
		SECURITY_POLICY,

		/** Of Cilium, in no namespace. */
		CIDR_GROUP,

		/** Of Cilium, in no namespace. */
		CLUSTERWIDE_POLICY

	}

	/**
	 * Which object.
	 *
	 * @param namespace null where its kind is in none
	 */
	public record Name(Kind kind, @Nullable String namespace, String name) {
	}

	/**
	 * What is there.
	 *
	 * @param ours whether the portal made it or holds a part of it
	 * @param managers who wrote it
	 * @param version as the server counts its changes
	 */
	public record Found(Map<String, String> annotations, Map<String, ?> content, boolean ours, boolean going,
			String managers, String version) {

		/** Whether it says what was to be said, whatever else it says. */
		public boolean says(Map<String, ?> wanted) {
			return covers(this.content, wanted);
		}

		private static boolean covers(@Nullable Object there, @Nullable Object wanted) {
			return switch (wanted) {
				case Map<?, ?> map -> coversMap((there instanceof Map<?, ?> found) ? found : Map.of(), map);
				case List<?> list -> coversList((there instanceof List<?> found) ? found : List.of(), list);
				case null -> there == null;
				default -> there != null && wanted.toString().equals(there.toString());
			};
		}

		private static boolean coversMap(Map<?, ?> there, Map<?, ?> wanted) {
			return wanted.entrySet().stream().allMatch((entry) -> covers(there.get(entry.getKey()), entry.getValue()));
		}

		private static boolean coversList(List<?> there, List<?> wanted) {
			if (there.size() != wanted.size()) {
				return false;
			}
			var each = there.iterator();
			return wanted.stream().allMatch((item) -> covers(each.next(), item));
		}

	}

}
