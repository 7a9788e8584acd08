package io.gatehouse;

import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.springframework.beans.BeansException;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;

/** The portal. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class Gatehouse {

	/**
	 * Where a portal runs already, a command must take neither its port nor its work; and
	 * what it prints is its answer, even where it can't begin.
	 */
	private static final String[] BESIDE_A_PORTAL = { "--spring.main.web-application-type=none",
			"--spring.main.lazy-initialization=true", "--db-scheduler.enabled=false", "--spring.main.banner-mode=off",
			"--logging.level.root=error", "--logging.level.org.springframework.boot.SpringApplication=off" };

	public static void main(String[] args) {
		List<String> words = Arrays.stream(args).filter((argument) -> !argument.startsWith("--")).toList();
		if (words.isEmpty()) {
			SpringApplication.run(Gatehouse.class, args);
		}
		else {
			System.exit(command(words, args));
		}
	}

	/** Does not return where there is such a command: it ends the process. */
	private static int command(List<String> words, String[] args) {
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

	@Bean
	Clock clock() {
		return Clock.systemUTC();
	}

}
