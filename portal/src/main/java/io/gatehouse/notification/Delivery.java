package io.gatehouse.notification;

import java.time.Clock;
import java.time.Duration;

import io.gatehouse.adapter.slack.Slack;
import io.gatehouse.request.ExternalSystem.Refused;
import io.gatehouse.request.ExternalSystem.Unavailable;
import io.gatehouse.request.Text;
import io.gatehouse.request.event.Backgrounds;
import io.gatehouse.request.event.Happened;
import io.gatehouse.request.words.Words;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;

/** Sends one message, or says when to try again. */
@Component
class Delivery {

	private static final Logger log = LoggerFactory.getLogger(Delivery.class);

	private final Backgrounds backgrounds;

	private final Composer composer;

	private final Slack slack;

	private final BackOff backOff;

	private final NotificationProperties properties;

	private final Words words;

	private final Clock clock;

	Delivery(Backgrounds backgrounds, Composer composer, Slack slack, BackOff backOff,
			NotificationProperties properties, Words words, Clock clock) {
		this.backgrounds = backgrounds;
		this.composer = composer;
		this.slack = slack;
		this.backOff = backOff;
		this.properties = properties;
		this.words = words;
		this.clock = clock;
	}

	/** Sends what lies in the outbox; what can't be sent is given up with a word. */
	Result deliver(String text) {
		try {
			return deliver(Parcel.read(text));
		}
		catch (JacksonException ex) {
			log.error("A message in the outbox can't be read, and is given up", ex);
			return new Over();
		}
	}

	private Result deliver(Parcel parcel) {
		Happened happened = parcel.happened();
		try {
			this.slack.post(this.composer.compose(happened, this.backgrounds.of(happened).orElse(null)));
			return new Over();
		}
		catch (Refused ex) {
			return givenUp(happened, ex.words());
		}
		catch (Unavailable ex) {
			return again(parcel, ex.words(), ex.retryAfter());
		}
	}

	private Result again(Parcel parcel, Text why, @Nullable Duration pause) {
		if (Duration.between(parcel.since(), this.clock.instant()).compareTo(this.properties.giveUpAfter()) >= 0) {
			return givenUp(parcel.happened(), why);
		}
		Duration delay = this.backOff.delay(parcel.attempts(), pause);
		log.debug("A message of {} is tried again in {}: {}", parcel.happened().action(), delay, why);
		return new Later(parcel.afterFault(), delay);
	}

	private Result givenUp(Happened happened, Text why) {
		log.warn("The message that tells of {} (request {}, asset {}) is given up. {}", happened.action(),
				happened.request(), happened.asset(), this.words.of(why, Words.OWN));
		return new Over();
	}

	/** What became of a message. */
	sealed interface Result {

	}

	/** It was sent, or it never will be. */
	record Over() implements Result {
	}

	/** It is tried again. */
	record Later(Parcel parcel, Duration delay) implements Result {
	}

}
