package io.gatehouse;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.springframework.beans.BeansException;
import org.springframework.boot.SpringApplication;

/** A start of the portal that is for one command only. */
final class Command {

	/**
	 * Where a portal runs already, a command must take neither its port nor its work; and
	 * what it prints is its answer, even where it can't begin.
	 */
	private static final String[] BESIDE_A_PORTAL = { "--spring.main.web-application-type=none",
			"--spring.main.lazy-initialization=true", "--db-scheduler.enabled=false", "--spring.main.banner-mode=off",
			"--logging.level.root=error", "--logging.level.org.springframework.boot.SpringApplication=off" };

	private Command() {
	}

	/** Does not return where there is such a command: it ends the process. */
	static int run(List<String> words, String[] args) {
		try {
			SpringApplication.run(Gatehouse.class,
					Stream.concat(Arrays.stream(args), Arrays.stream(BESIDE_A_PORTAL)).toArray(String[]::new));
			System.err.println("gatehouse: there is no command " + String.join(" ", words));
			return 2;
		}
		catch (RuntimeException ex) {
			System.err.println("gatehouse: " + cause(ex));
			return 1;
		}
	}

	/** What went wrong, and not in which bean. */
	private static String cause(Throwable failure) {
		Throwable cause = failure;
		while (cause instanceof BeansException && cause.getCause() != null) {
			cause = cause.getCause();
		}
		return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
	}

}
