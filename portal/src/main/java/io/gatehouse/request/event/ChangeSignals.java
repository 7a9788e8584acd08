package io.gatehouse.request.event;

import java.util.function.LongConsumer;

/**
 * Tells other portals at once that a request changed. At best: who must not miss a change
 * looks into the database as well.
 */
public interface ChangeSignals {

	/** Tells all portals, this one too. Returns at once, never throws; may be lost. */
	void changed(long request);

	/**
	 * Has somebody called with the number of each request of which a portal tells; on a
	 * thread that must not be held up.
	 */
	void listen(LongConsumer listener);

	/** No way to tell. */
	static ChangeSignals none() {
		return new ChangeSignals() {

			@Override
			public void changed(long request) {
				// The others find it when they look.
			}

			@Override
			public void listen(LongConsumer listener) {
				// Nobody will tell.
			}

		};
	}

}
