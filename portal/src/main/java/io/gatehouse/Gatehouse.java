package io.gatehouse;

import java.util.Arrays;
import java.util.List;

import io.gatehouse.backup.BackupCommand;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The portal. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class Gatehouse {

	public static void main(String[] args) {
		List<String> words = Arrays.stream(args).filter((argument) -> !argument.startsWith("--")).toList();
		if (words.isEmpty()) {
			SpringApplication.run(Gatehouse.class, args);
		}
		else if (BackupCommand.is(words)) {
			System.exit(BackupCommand.run(words, args));
		}
		else {
			System.exit(Command.run(words, args));
		}
	}

}
