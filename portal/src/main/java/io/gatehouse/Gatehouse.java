package io.gatehouse;

import java.time.Clock;
import java.util.Arrays;
import java.util.stream.Stream;

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
	 * what it prints is its answer.
	 */
	private static final String[] BESIDE_A_PORTAL = { "--spring.main.web-application-type=none",
			"--spring.main.lazy-initialization=true", "--db-scheduler.enabled=false", "--spring.main.banner-mode=off",
			"--logging.level.root=error" };

	public static void main(String[] args) {
		boolean command = Arrays.stream(args).anyMatch((argument) -> !argument.startsWith("--"));
		SpringApplication.run(Gatehouse.class, command
				? Stream.concat(Arrays.stream(args), Arrays.stream(BESIDE_A_PORTAL)).toArray(String[]::new) : args);
	}

	@Bean
	Clock clock() {
		return Clock.systemUTC();
	}

}
