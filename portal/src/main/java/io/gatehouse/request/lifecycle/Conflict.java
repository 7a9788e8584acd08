package io.gatehouse.request.lifecycle;

import io.gatehouse.request.Text;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/**
 * Somebody was faster, or the thing is not in the state for it; the words say what is so
 * now.
 */
public class Conflict extends ResponseStatusException {

	private final transient Text words;

	public Conflict(Text words) {
		super(HttpStatus.CONFLICT, words.toString());
		this.words = words;
	}

	public Text words() {
		return this.words;
	}

}
