package io.gatehouse.backup;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.SQLException;
import java.util.List;

import org.flywaydb.core.api.FlywayException;

import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/**
 * The commands {@code backup}, which writes a backup to standard output, {@code backup
 * check} and {@code backup restore}, which read one from standard input. They need the
 * portal's configuration and nothing of the portal itself, which would migrate the
 * database before it is backed up.
 */
public final class BackupCommand {

	private static final String NAME = "backup";

	private static final String[] QUIETLY = { "logging.level.root=off", "spring.main.log-startup-info=false" };

	private BackupCommand() {
	}

	/** Whether these words are one of the commands. */
	public static boolean is(List<String> words) {
		return words.equals(List.of(NAME)) || words.equals(List.of(NAME, "check"))
				|| words.equals(List.of(NAME, "restore"));
	}

	/** What the process ends with: 0, or 1 where it was not done. */
	public static int run(List<String> words, String[] args) {
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Nothing.class).properties(QUIETLY)
			.web(WebApplicationType.NONE)
			.bannerMode(Banner.Mode.OFF)
			.run(args)) {
			return run(words.getLast(), context.getEnvironment());
		}
	}

	private static int run(String word, Environment environment) {
		try {
			Store store = Store.of(environment);
			switch (word) {
				case "check" -> say("The backup is whole: " + new BackupReader().check(System.in).said());
				case "restore" -> say(new Restore(store, environment.getProperty("replace"),
						environment.getProperty("paused", Boolean.class, false))
					.run(System.in));
				default -> say("Backed up " + written(store).said());
			}
			return 0;
		}
		catch (Refusal | SQLException | FlywayException | IOException | IllegalStateException ex) {
			say("gatehouse: " + String.valueOf(ex.getMessage()).strip());
			return 1;
		}
	}

	private static Manifest written(Store store) throws SQLException, IOException {
		OutputStream out = new BufferedOutputStream(System.out, 1 << 16);
		Manifest manifest = new BackupWriter(store).write(out);
		out.flush();
		if (System.out.checkError()) {
			throw new IOException("What the backup is written to does not take it.");
		}
		return manifest;
	}

	/** Of a portal there is only its configuration. */
	static final class Nothing {

	}

	/** Standard output is the backup's. */
	private static void say(String words) {
		System.err.println(words);
	}

}
