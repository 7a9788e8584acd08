package io.gatehouse.web;

import java.io.IOException;

import io.gatehouse.limit.TooFast;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

/** Answers what is found to be too fast only where it is known what it takes. */
@ControllerAdvice
class TooFastAdvice {

	private final Pace pace;

	TooFastAdvice(Pace pace) {
		this.pace = pace;
	}

	@ExceptionHandler
	void tooFast(TooFast exception, HttpServletRequest request, HttpServletResponse response) throws IOException {
		this.pace.holdBack(request, response, exception.seconds());
	}

}
