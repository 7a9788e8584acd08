package io.gatehouse.backup;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SimpleCommandLinePropertySource;

/**
 * The commands {@code backup}, which writes a backup to standard output, {@code backup
 * check} and {@code backup restore}, which read one from standard input. They need the
 * portal's configuration and nothing of the portal itself, which would migrate the
 * database before it is backed up.
 */
public final class BackupCommand {

	private static final String NAME = "backup";

	/** As arguments these win over all that a configuration says. */
	private static final String[] QUIETLY = { "--logging.level.root=off", "--spring.main.log-startup-info=false",
			"--spring.main.banner-mode=off", "--spring.main.web-application-type=none" };

	private BackupCommand() {
	}

	/** Whether these words are one of the commands. */
	public static boolean is(List<String> words) {
		return words.equals(List.of(NAME)) || words.equals(List.of(NAME, "check"))
				|| words.equals(List.of(NAME, "restore"));
	}

	/** What the process ends with: 0, or 1 where it was not done. */
	public static int run(List<String> words, String[] args) {
		PrintStream out = System.out;
		// Whatever a configuration has logged, it must not get into a backup.
		System.setOut(System.err);
		String[] all = Stream.concat(Arrays.stream(args), Arrays.stream(QUIETLY)).toArray(String[]::new);
		try (ConfigurableApplicationContext context = SpringApplication.run(Nothing.class, all)) {
			say(run(words.getLast(), context.getEnvironment(), new SimpleCommandLinePropertySource(args), out));
			return 0;
		}
		catch (SQLException | IOException | RuntimeException ex) {
			say("gatehouse: " + String.valueOf(ex.getMessage()).strip());
			return 1;
		}
	}

	/**
	 * Only who calls it says what it does, and no variable that happens to have the name.
	 */
	private static String run(String word, Environment environment, PropertySource<?> options, PrintStream out)
			throws SQLException, IOException {
		String sum = option(options, "sum");
		return switch (word) {
			case "check" -> "The backup is whole: " + new BackupReader(sum).check(System.in).said();
			case "restore" -> new Restore(Store.of(environment), option(options, "replace"),
					Boolean.parseBoolean(option(options, "paused")), sum)
				.run(System.in);
			default -> "Backed up " + written(Store.of(environment), out).said()
					+ "\nKeep the last two lines elsewhere than the backup.";
		};
	}

	private static @Nullable String option(PropertySource<?> options, String name) {
		Object value = options.getProperty(name);
		return (value != null) ? value.toString() : null;
	}

	private static Receipt written(Store store, PrintStream out) throws SQLException, IOException {
		OutputStream buffered = new BufferedOutputStream(out, 1 << 16);
		Receipt receipt = new BackupWriter(store).write(buffered);
		buffered.flush();
		if (out.checkError()) {
			throw new IOException("What the backup is written to does not take it.");
		}
		return receipt;
	}

	/** Of a portal there is only its configuration. */
	static final class Nothing {

	}

	/** Standard output is the backup's; and what is in one may be from anybody. */
	private static void say(String words) {
		System.err.println(words.replaceAll("[\\p{Cntrl}&&[^\n]]", "?"));
	}

}
