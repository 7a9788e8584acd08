package io.gatehouse.survival;

import java.util.Map;

import io.gatehouse.sandbox.PostgresServer;

import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.ContextConfiguration;

/**
 * What a test extends that stops and starts PostgreSQL: it has a server for itself.
 */
@ContextConfiguration(initializers = OwnPostgres.Initializer.class)
abstract class OwnPostgres {

	/** Makes the server. */
	static final class Initializer implements ApplicationContextInitializer<GenericApplicationContext> {

		@Override
		public void initialize(GenericApplicationContext context) {
			use(context, PostgresServer.temporary(true));
		}

	}

	/** Puts a server's addresses over those of the stage. */
	static void use(GenericApplicationContext context, PostgresServer server) {
		PostgresServer.Database database = server.database("gatehouse");
		context.getEnvironment()
			.getPropertySources()
			.addFirst(new MapPropertySource("own-postgres",
					Map.of("spring.datasource.url", database.url(), "spring.datasource.username", database.app().user(),
							"spring.datasource.password", database.app().password(), "spring.flyway.user",
							database.owner().user(), "spring.flyway.password", database.owner().password())));
		context.registerBean(PostgresServer.class, () -> server);
	}

}
