package io.gatehouse.request.web;

import io.gatehouse.request.Field.Upload;
import io.gatehouse.request.Text;

/** A file as people know it again: its name, its size and how many lines it has. */
final class UploadWords {

	private static final long KILO = 1_000;

	private static final long MEGA = KILO * KILO;

	private UploadWords() {
	}

	static Text about(Upload upload) {
		long size = upload.size();
		if (size < KILO) {
			return Text.of("form.upload-bytes", upload.name(), size, upload.lines());
		}
		if (size < MEGA) {
			return Text.of("form.upload-kilobytes", upload.name(), (size + KILO / 2) / KILO, upload.lines());
		}
		long tenths = (size + MEGA / 20) / (MEGA / 10);
		return Text.of("form.upload-megabytes", upload.name(), tenths / 10, tenths % 10, upload.lines());
	}

}
