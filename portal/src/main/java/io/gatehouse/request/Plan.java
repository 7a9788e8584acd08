package io.gatehouse.request;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The resources that a form stands for, in the order in which they are made; they are
 * removed in reverse.
 */
public record Plan(List<Resource> resources) {

	public Plan {
		resources = List.copyOf(resources);
		Set<Resource.Key> seen = new HashSet<>();
		for (Resource resource : resources) {
			if (!seen.add(resource.key())) {
				throw new IllegalArgumentException("The plan names " + resource.key() + " twice");
			}
		}
	}

	public static Plan of(Resource... resources) {
		return new Plan(Arrays.asList(resources));
	}

	/** The plan of what shall no longer be there. */
	public static Plan empty() {
		return new Plan(List.of());
	}

	/** This plan with more resources after its own. */
	public Plan and(Resource... more) {
		return new Plan(Stream.concat(this.resources.stream(), Arrays.stream(more)).toList());
	}

}
