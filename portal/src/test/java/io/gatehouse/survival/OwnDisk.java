package io.gatehouse.survival;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import io.gatehouse.sandbox.LoopbackPorts;
import io.gatehouse.sandbox.PostgresServer;

import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.test.context.ContextConfiguration;

/** What a test extends that fills the disk of PostgreSQL: it has both for itself. */
@ContextConfiguration(initializers = OwnDisk.Initializer.class)
abstract class OwnDisk {

	private static final int MEGABYTES = 400;

	/** Makes the server on the small disk. */
	static final class Initializer implements ApplicationContextInitializer<GenericApplicationContext> {

		@Override
		public void initialize(GenericApplicationContext context) {
			SmallDisk disk = SmallDisk.of(MEGABYTES);
			// Registered first, so that it is taken away after the server has ended.
			context.registerBean(SmallDisk.class, () -> disk);
			OwnPostgres.use(context, PostgresServer
				.start(new PostgresServer.Settings(LoopbackPorts.free(), folder(disk), true, "admin", "owner", "app")));
		}

		private static Path folder(SmallDisk disk) {
			try {
				Path home = Files.createDirectory(disk.folder().resolve("home"));
				Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxrwxrwx"));
				return home.resolve("data");
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

}
