package io.gatehouse.notification;

import java.time.Instant;

import io.gatehouse.request.event.Happened;
import tools.jackson.databind.json.JsonMapper;

/**
 * What lies in the outbox: of what to tell. The words are made when it is sent.
 *
 * @param since when it was put in
 * @param attempts how often it was tried in vain
 */
record Parcel(Happened happened, Instant since, int attempts) {

	Parcel afterFault() {
		return new Parcel(this.happened, this.since, this.attempts + 1);
	}

	/** As JSON, so that another version of the portal can read it. */
	String text() {
		return JsonMapper.shared().writeValueAsString(this);
	}

	static Parcel read(String text) {
		return JsonMapper.shared().readValue(text, Parcel.class);
	}

}
