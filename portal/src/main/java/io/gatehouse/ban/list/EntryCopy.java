package io.gatehouse.ban.list;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.function.Consumer;
import javax.sql.DataSource;

import io.gatehouse.ban.net.AddressSet;
import io.gatehouse.ban.net.Family;
import io.gatehouse.ban.net.Network;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.PGCopyInputStream;

import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.stereotype.Component;

/**
 * Moves entries in and out of the database by PostgreSQL's COPY, within the current
 * transaction: a million rows as statements would take minutes.
 */
@Component
class EntryCopy {

	private static final int CHUNK = 1 << 16;

	/** The signature and the flags; see "Binary Format" in PostgreSQL's page on COPY. */
	private static final int SIGNATURE_AND_FLAGS = 15;

	/** See network_send in PostgreSQL's source. */
	private static final int INET_V4 = 2;

	private final DataSource database;

	EntryCopy(DataSource database) {
		this.database = database;
	}

	/**
	 * Writes the entries of a ban.
	 * @return how many networks that were
	 */
	int in(long ban, AddressSet entries) {
		return written(ban, entries::networks);
	}

	/** Writes networks as they are, not put together. */
	void in(long ban, Collection<Network> entries) {
		written(ban, entries::forEach);
	}

	private int written(long ban, Consumer<Consumer<Network>> entries) {
		return with((connection) -> {
			CopyIn copy = connection.getCopyAPI().copyIn("copy ban_entry (ban_id, network) from stdin");
			Rows rows = new Rows(copy, ban + "\t");
			try {
				entries.accept(rows::add);
				rows.flush();
				copy.endCopy();
			}
			finally {
				if (copy.isActive()) {
					copy.cancelCopy();
				}
			}
			return rows.count;
		});
	}

	/**
	 * Reads networks.
	 * @param query selects one column of type inet; goes into a statement as it is
	 */
	AddressSet out(String query) {
		return with((connection) -> {
			try (PGCopyInputStream copy = new PGCopyInputStream(connection,
					"copy (" + query + ") to stdout (format binary)");
					DataInputStream data = new DataInputStream(new BufferedInputStream(copy, CHUNK))) {
				return read(data);
			}
		});
	}

	private static AddressSet read(DataInputStream data) throws IOException {
		AddressSet.Builder networks = new AddressSet.Builder();
		data.skipNBytes(SIGNATURE_AND_FLAGS);
		skip(data, data.readInt());
		byte[] value = new byte[20];
		while (data.readShort() == 1) {
			data.readFully(value, 0, data.readInt());
			boolean v4 = value[0] == INET_V4;
			ByteBuffer address = ByteBuffer.wrap(value, 4, v4 ? 4 : 16);
			int prefix = value[1] & 0xff;
			networks.add(v4 ? new Network(Family.V4, 0, address.getInt() & 0xffffffffL, prefix)
					: new Network(Family.V6, address.getLong(), address.getLong(), prefix));
		}
		return networks.build();
	}

	private static void skip(InputStream data, int count) throws IOException {
		data.skipNBytes(count);
	}

	private <T> T with(Work<T> work) {
		Connection connection = DataSourceUtils.getConnection(this.database);
		try {
			return work.on(connection.unwrap(PGConnection.class));
		}
		catch (SQLException | IOException ex) {
			throw new IllegalStateException("entries of bans could not be copied", ex);
		}
		finally {
			DataSourceUtils.releaseConnection(connection, this.database);
		}
	}

	/** Something done with a connection. */
	private interface Work<T> {

		T on(PGConnection connection) throws SQLException, IOException;

	}

	/** Rows on their way to the database, many at a time. */
	private static final class Rows {

		private final CopyIn copy;

		private final String prefix;

		private final StringBuilder text = new StringBuilder(CHUNK + 100);

		private int count;

		Rows(CopyIn copy, String prefix) {
			this.copy = copy;
			this.prefix = prefix;
		}

		void add(Network network) {
			this.text.append(this.prefix);
			network.writeTo(this.text);
			this.text.append('\n');
			this.count++;
			if (this.text.length() > CHUNK) {
				flush();
			}
		}

		void flush() {
			byte[] bytes = this.text.toString().getBytes(StandardCharsets.US_ASCII);
			try {
				this.copy.writeToCopy(bytes, 0, bytes.length);
			}
			catch (SQLException ex) {
				throw new IllegalStateException("entries of a ban could not be written", ex);
			}
			this.text.setLength(0);
		}

	}

}
