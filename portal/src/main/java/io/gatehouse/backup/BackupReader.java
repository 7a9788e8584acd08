package io.gatehouse.backup;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

import org.jspecify.annotations.Nullable;

/** Reads a backup as it comes, and vouches at its end that it is whole. */
final class BackupReader {

	/** Of the record that a zip without a comment ends with. */
	private static final int END_LENGTH = 22;

	private static final byte[] END = { 'P', 'K', 5, 6 };

	private static final String DAMAGED = "The backup is cut off or damaged";

	private final @Nullable String sum;

	private final StringBuilder sums = new StringBuilder();

	/**
	 * Reads any backup, or one only.
	 * @param sum the digest that was told when the one was made
	 */
	BackupReader(@Nullable String sum) {
		this.sum = sum;
	}

	/** Who takes what is in it. */
	interface Taker {

		void manifest(Manifest manifest) throws SQLException, IOException;

		/** Reads all of a table. */
		void table(String name, InputStream rows) throws SQLException, IOException;

	}

	/** Checks it, and does nothing else. */
	Receipt check(InputStream in) throws SQLException, IOException {
		return read(in, new Taker() {

			@Override
			public void manifest(Manifest manifest) {
				// There is nothing to prepare.
			}

			@Override
			public void table(String name, InputStream rows) throws IOException {
				rows.transferTo(OutputStream.nullOutputStream());
			}

		});
	}

	/**
	 * Gives all that is in it to somebody, who must not believe it before this returns.
	 */
	Receipt read(InputStream in, Taker taker) throws SQLException, IOException {
		Tail tail = new Tail(in);
		try {
			Receipt receipt = entries(new ZipInputStream(tail), taker);
			tail.transferTo(OutputStream.nullOutputStream());
			if (!tail.isEnd()) {
				throw new Refusal(DAMAGED + ": its end is missing.");
			}
			return receipt;
		}
		catch (EOFException ex) {
			throw new Refusal(DAMAGED + ": it ends in the middle.");
		}
		catch (ZipException ex) {
			throw new Refusal(DAMAGED + " (" + ex.getMessage() + ").");
		}
	}

	private Receipt entries(ZipInputStream zip, Taker taker) throws SQLException, IOException {
		Manifest manifest = null;
		for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
			if (manifest == null) {
				manifest = manifest(entry, zip);
				taker.manifest(manifest);
			}
			else if (entry.getName().equals(BackupWriter.SUMS)) {
				compare(new String(zip.readAllBytes(), StandardCharsets.UTF_8));
				return new Receipt(manifest, BackupWriter.digest(this.sums));
			}
			else if (entry.getName().startsWith(BackupWriter.FOLDER)) {
				DigestInputStream rows = digested(zip);
				taker.table(entry.getName().substring(BackupWriter.FOLDER.length()), rows);
				add(entry, rows);
			}
			else {
				throw new Refusal(DAMAGED + ": there is something in it that no backup has: " + entry.getName());
			}
		}
		throw new Refusal((manifest == null) ? "This is no backup of Gatehouse." : DAMAGED + ": it has no sums.");
	}

	private Manifest manifest(ZipEntry entry, ZipInputStream zip) throws IOException {
		if (!entry.getName().equals(Manifest.ENTRY)) {
			throw new Refusal("This is no backup of Gatehouse.");
		}
		DigestInputStream text = digested(zip);
		Manifest manifest = Manifest.read(new String(text.readAllBytes(), StandardCharsets.UTF_8));
		add(entry, text);
		return manifest;
	}

	private static DigestInputStream digested(ZipInputStream zip) {
		return new DigestInputStream(new Unclosed(zip), BackupWriter.sha256());
	}

	private void add(ZipEntry entry, DigestInputStream read) {
		this.sums.append(HexFormat.of().formatHex(read.getMessageDigest().digest()))
			.append("  ")
			.append(entry.getName())
			.append('\n');
	}

	private void compare(String said) {
		if (!said.contentEquals(this.sums)) {
			throw new Refusal(DAMAGED + ": its sums are not those of what is in it.");
		}
		String digest = BackupWriter.digest(this.sums);
		if (this.sum != null && !this.sum.strip().equalsIgnoreCase(digest)) {
			throw new Refusal("This is another backup than the one that is asked for: its sum is " + digest + ".");
		}
	}

	/** Several entries are read from one stream. */
	private static final class Unclosed extends FilterInputStream {

		Unclosed(InputStream in) {
			super(in);
		}

		@Override
		public void close() {
			// Whoever made it closes it.
		}

	}

	/** Remembers the last bytes that were read. */
	private static final class Tail extends FilterInputStream {

		private final byte[] last = new byte[END_LENGTH];

		private long count;

		Tail(InputStream in) {
			super(in);
		}

		@Override
		public int read() throws IOException {
			int one = super.read();
			if (one >= 0) {
				keep((byte) one);
			}
			return one;
		}

		@Override
		public int read(byte @Nullable [] bytes, int from, int length) throws IOException {
			int read = super.read(bytes, from, length);
			for (int i = Math.max(0, read - END_LENGTH); bytes != null && i < read; i++) {
				this.last[(int) ((this.count + i) % END_LENGTH)] = bytes[from + i];
			}
			this.count += Math.max(0, read);
			return read;
		}

		private void keep(byte one) {
			this.last[(int) (this.count++ % END_LENGTH)] = one;
		}

		boolean isEnd() {
			boolean same = this.count >= END_LENGTH;
			for (int i = 0; i < END.length; i++) {
				same &= this.last[(int) ((this.count + i) % END_LENGTH)] == END[i];
			}
			return same;
		}

	}

}
