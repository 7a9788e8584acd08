package io.gatehouse.request.approval;

import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/**
 * Somebody asks for what they may not see; the answer is the same as where there is
 * nothing.
 */
public class NotYours extends ResponseStatusException {

	public NotYours() {
		super(HttpStatus.NOT_FOUND);
	}

}
