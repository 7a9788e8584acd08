package io.gatehouse.web;

import java.io.IOException;

import jakarta.servlet.http.HttpServletResponse;

import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

/** Somebody else was quicker: the page of status 409 says so. */
@ControllerAdvice
class Conflicts {

	@ExceptionHandler
	void conflict(OptimisticLockingFailureException exception, HttpServletResponse response) throws IOException {
		response.sendError(HttpStatus.CONFLICT.value());
	}

}
