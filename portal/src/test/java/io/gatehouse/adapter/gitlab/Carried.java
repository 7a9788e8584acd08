package io.gatehouse.adapter.gitlab;

import io.gatehouse.request.Outcome;
import io.gatehouse.request.Resource;

import static org.assertj.core.api.Assertions.assertThat;

/** Does with a resource what the kernel does. */
final class Carried {

	private Carried() {
	}

	/** Reads, applies where that differs, and expects it to be as desired then. */
	static void out(Resource resource, Resource.Context context) {
		if (!isAsDesired(resource, context)) {
			assertThat(resource.apply(context)).isEqualTo(Outcome.done());
		}
		assertAsDesired(resource, context);
	}

	static void assertAsDesired(Resource resource, Resource.Context context) {
		Resource.State state = resource.read(context);
		assertThat(state.present()).as("%s", resource.key()).isTrue();
		assertThat(state.attributes()).as("%s", resource.key()).containsAllEntriesOf(resource.desired());
	}

	static boolean isAsDesired(Resource resource, Resource.Context context) {
		Resource.State state = resource.read(context);
		return state.present() && state.attributes().entrySet().containsAll(resource.desired().entrySet());
	}

}
