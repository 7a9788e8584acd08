package io.gatehouse.backup;

import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;

import org.jspecify.annotations.Nullable;

/**
 * Puts a backup into an empty database: the schema by the migrations of this release, up
 * to the one that the backup has, and the rows in one transaction. Whatever goes wrong,
 * the database is then as it was.
 */
final class Restore {

	private final Store store;

	private final @Nullable String replaced;

	private final boolean paused;

	private final @Nullable String sum;

	/**
	 * A restore that was not begun.
	 * @param replaced the name of the database, where what it holds may be replaced
	 * @param paused whether nothing is to be changed elsewhere until ops say so
	 * @param sum of the only backup that is taken; null where any is
	 */
	Restore(Store store, @Nullable String replaced, boolean paused, @Nullable String sum) {
		this.store = store;
		this.replaced = replaced;
		this.paused = paused;
		this.sum = sum;
	}

	/** What came of it, for people. */
	String run(InputStream in) throws SQLException {
		try (Destination destination = new Destination(this.store, this.replaced)) {
			try {
				destination.inspect();
			}
			catch (Refusal refusal) {
				throw new Refusal(refusal.getMessage() + "\nNothing was done.", refusal);
			}
			return into(destination, in);
		}
	}

	private String into(Destination destination, InputStream in) throws SQLException {
		try (Loader loader = new Loader(this.store, destination)) {
			return load(loader, in);
		}
		catch (Refusal refusal) {
			try {
				destination.clear();
			}
			catch (SQLException ex) {
				// The next restore clears it away.
				refusal.addSuppressed(ex);
			}
			throw refusal;
		}
	}

	private String load(Loader loader, InputStream in) {
		try {
			Receipt receipt = new BackupReader(this.sum).read(in, loader);
			String left = loader.finish(receipt.manifest(), this.paused);
			return "Restored %d rows of %s%s".formatted(loader.rows(), receipt.said(), left);
		}
		catch (SQLException | IOException | RuntimeException ex) {
			throw new Refusal(String.valueOf(ex.getMessage()).strip() + "\n" + (loader.isCommitting()
					? "This was at the very end: all is restored or nothing. The newest row of the table restoration tells."
					: "The database is as it was before."), ex);
		}
	}

}
