package io.gatehouse.request.event;

import java.util.Optional;

/** Tells more about what happened, at any time after it. */
public interface Backgrounds {

	/** Empty where no request is concerned. */
	Optional<Background> of(Happened happened);

}
