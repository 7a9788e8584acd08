package io.gatehouse.request.web;

import java.io.IOException;
import java.io.InputStream;

import io.gatehouse.identity.Person;
import io.gatehouse.request.Text;
import io.gatehouse.request.upload.UploadProperties;
import io.gatehouse.request.upload.UploadStore;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Takes files, of which forms name the number that they get. */
@Controller
class UploadController {

	private static final int LONGEST_NAME = 200;

	private final UploadStore uploads;

	private final UploadProperties properties;

	private final Lines lines;

	UploadController(UploadStore uploads, UploadProperties properties, Lines lines) {
		this.uploads = uploads;
		this.properties = properties;
		this.lines = lines;
	}

	/** Answers with the number, or with why it can't be taken, in words. */
	@PostMapping(path = "/uploads", consumes = MediaType.APPLICATION_OCTET_STREAM_VALUE)
	ResponseEntity<String> keep(Person me, @RequestParam String name, InputStream body) throws IOException {
		int most = Math.toIntExact(this.properties.largest().toBytes());
		byte[] content = body.readNBytes(most + 1);
		if (content.length > most) {
			return answer(HttpStatus.CONTENT_TOO_LARGE, this.lines.words()
				.of(Text.of("form.upload-too-large", this.properties.largest().toMegabytes()), Lines.locale()));
		}
		String clean = Reasons.clean(name).replace("\n", " ").replaceAll("[“”«»\"]", "'");
		String kept = clean.isEmpty() ? "-" : clean.substring(0, Math.min(LONGEST_NAME, clean.length()));
		return answer(HttpStatus.CREATED, this.uploads.keep(me.username(), kept, content).id());
	}

	private static ResponseEntity<String> answer(HttpStatus status, String text) {
		return ResponseEntity.status(status)
			.contentType(new MediaType(MediaType.TEXT_PLAIN, java.nio.charset.StandardCharsets.UTF_8))
			.body(text);
	}

}
