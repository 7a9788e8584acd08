package io.gatehouse.adapter.feed;

import org.jspecify.annotations.Nullable;

/** What came of a download that was answered. */
public sealed interface Downloaded {

	/** It is what is there already. */
	record Unchanged() implements Downloaded {
	}

	/** It is larger than it may be, and was not read to its end. */
	record TooLarge() implements Downloaded {
	}

	/**
	 * It came.
	 *
	 * @param body unpacked
	 */
	record Content(byte[] body, @Nullable String etag, @Nullable String lastModified) implements Downloaded {
	}

}
