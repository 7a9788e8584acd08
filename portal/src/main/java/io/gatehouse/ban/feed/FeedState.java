package io.gatehouse.ban.feed;

/** How a feed does. */
public enum FeedState {

	READING,

	/** It was read, and its content is held back; what was banned before ends in time. */
	STOPPED,

	/** It could not be read; what was banned before ends in time. */
	FAILED

}
