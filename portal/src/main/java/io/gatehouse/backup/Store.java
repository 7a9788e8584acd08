package io.gatehouse.backup;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;

import org.springframework.core.env.Environment;

/**
 * The portal's database, as its owner: the application's role may not make a schema.
 *
 * @param application the role that the portal logs in with
 */
record Store(String url, String owner, String password, String application) {

	/** Where the portal has its tables. */
	static final String SCHEMA = "public";

	static Store of(Environment environment) {
		return new Store(environment.getRequiredProperty("spring.flyway.url"),
				environment.getRequiredProperty("spring.flyway.user"),
				environment.getProperty("spring.flyway.password", ""),
				environment.getRequiredProperty("spring.datasource.username"));
	}

	/** A connection to which this schema is the only one. */
	Connection connect(String schema) throws SQLException {
		Connection connection = DriverManager.getConnection(this.url, this.owner, this.password);
		connection.setSchema(schema);
		return connection;
	}

	/** The migrations of this release, in a schema that is there. */
	FluentConfiguration flyway(String schema) {
		return Flyway.configure()
			.dataSource(this.url, this.owner, this.password)
			.schemas(schema)
			.createSchemas(false)
			.placeholders(Map.of("app-role", this.application));
	}

}
