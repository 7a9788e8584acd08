package io.gatehouse.request.web;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.gatehouse.request.lifecycle.Conflict;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

/** Says on the page of status 409 what stands in the way, and leads back to the thing. */
@ControllerAdvice
class ConflictAdvice {

	/** What the page of status 409 reads. */
	private static final String WORDS = "conflictWords";

	private static final String BACK = "conflictBack";

	private static final Pattern THING = Pattern.compile("^/(requests|assets)/[0-9]+");

	private final Lines lines;

	ConflictAdvice(Lines lines) {
		this.lines = lines;
	}

	@ExceptionHandler
	void conflict(Conflict conflict, HttpServletRequest request, HttpServletResponse response) throws IOException {
		request.setAttribute(WORDS, this.lines.words().of(conflict.words(), Lines.locale()));
		Matcher thing = THING.matcher(request.getRequestURI());
		if (thing.find()) {
			request.setAttribute(BACK, thing.group());
		}
		response.sendError(HttpStatus.CONFLICT.value());
	}

}
