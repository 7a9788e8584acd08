package io.gatehouse.backup;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * A backup taken apart, which may be put together otherwise, with sums that fit.
 *
 * @param entries their texts by their names, without the sums
 */
public record BackupFile(Map<String, String> entries) {

	public static BackupFile of(byte[] bytes) {
		Map<String, String> entries = new LinkedHashMap<>();
		try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
			for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
				entries.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		entries.remove(BackupWriter.SUMS);
		return new BackupFile(entries);
	}

	BackupFile without(String name) {
		Map<String, String> rest = new LinkedHashMap<>(this.entries);
		rest.remove(name);
		return new BackupFile(rest);
	}

	BackupFile with(String name, UnaryOperator<String> change) {
		Map<String, String> changed = new LinkedHashMap<>(this.entries);
		changed.put(name, change.apply(changed.getOrDefault(name, "")));
		return new BackupFile(changed);
	}

	public byte[] bytes() {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
			for (Map.Entry<String, String> entry : this.entries.entrySet()) {
				add(zip, entry.getKey(), entry.getValue());
			}
			add(zip, BackupWriter.SUMS, sums());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return bytes.toByteArray();
	}

	private String sums() {
		StringBuilder sums = new StringBuilder();
		this.entries
			.forEach((name, text) -> sums.append(BackupWriter.digest(text)).append("  ").append(name).append('\n'));
		return sums.toString();
	}

	private static void add(ZipOutputStream zip, String name, String text) throws IOException {
		zip.putNextEntry(new ZipEntry(name));
		zip.write(text.getBytes(StandardCharsets.UTF_8));
		zip.closeEntry();
	}

}
