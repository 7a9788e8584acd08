package io.gatehouse.request.asset;

/** Where an asset stands. */
public enum AssetState {

	/** It is being made for the first time. */
	FORMING, ACTIVE,

	/** It was taken away, or never came to be. */
	ENDED

}
