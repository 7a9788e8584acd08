package io.gatehouse.adapter.kubernetes;

import java.util.SortedMap;
import java.util.stream.Collectors;

/** What an API server makes of an apply that it understood and the portal may make. */
sealed interface Applied {

	/** The object is as sent. */
	enum Done implements Applied {

		DONE

	}

	/** The namespace is on its way out; nothing can be made in it any more. */
	enum NamespaceGoing implements Applied {

		NAMESPACE_GOING

	}

	/**
	 * Somebody else holds fields with other values; nothing was changed.
	 *
	 * @param managers by field, who holds it
	 */
	record Contested(SortedMap<String, String> managers) implements Applied {

		@Override
		public String toString() {
			return this.managers.entrySet()
				.stream()
				.map((held) -> held.getKey() + " (" + held.getValue() + ")")
				.collect(Collectors.joining(", "));
		}

	}

}
