package io.gatehouse.request.web;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

import io.gatehouse.identity.Person;
import io.gatehouse.request.Text;
import io.gatehouse.request.upload.UploadGate;
import io.gatehouse.request.upload.UploadProperties;
import io.gatehouse.request.upload.UploadStore;

import org.springframework.http.HttpHeaders;
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

	private static final Duration SOON = Duration.ofSeconds(2);

	private static final MediaType TEXT = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);

	private final UploadStore uploads;

	private final UploadGate gate;

	private final UploadProperties properties;

	private final Lines lines;

	UploadController(UploadStore uploads, UploadGate gate, UploadProperties properties, Lines lines) {
		this.uploads = uploads;
		this.gate = gate;
		this.properties = properties;
		this.lines = lines;
	}

	/**
	 * Answers with the number and on the next line what was taken, or with why it can't
	 * be, in words.
	 */
	@PostMapping(path = "/uploads", consumes = MediaType.APPLICATION_OCTET_STREAM_VALUE)
	ResponseEntity<String> keep(Person me, @RequestParam String name, InputStream body) throws IOException {
		Optional<UploadGate.Pass> pass = this.gate.enter(me.username());
		if (pass.isEmpty()) {
			return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
				.header(HttpHeaders.RETRY_AFTER, Long.toString(SOON.toSeconds()))
				.contentType(TEXT)
				.body(words(Text.of("form.upload-busy")));
		}
		try (UploadGate.Pass held = pass.get()) {
			return kept(me, name, body);
		}
	}

	private ResponseEntity<String> kept(Person me, String name, InputStream body) throws IOException {
		int most = Math.toIntExact(this.properties.largest().toBytes());
		byte[] content = body.readNBytes(most + 1);
		if (content.length > most) {
			// Who is cut off while still sending does not hear why.
			body.skip(most);
			return answer(HttpStatus.CONTENT_TOO_LARGE,
					words(Text.of("form.upload-too-large", this.properties.largest().toMegabytes())));
		}
		// Titles put the name in quotes, out of which it must not break.
		String clean = Reasons.clean(name).replace("\n", " ").replaceAll("[“”«»\"]", "'");
		String kept = clean.isEmpty() ? "-" : clean.substring(0, Math.min(LONGEST_NAME, clean.length()));
		return this.uploads.keep(me.username(), kept, content)
			.map((upload) -> answer(HttpStatus.CREATED, upload.id() + "\n" + words(UploadWords.about(upload))))
			.orElseGet(() -> answer(HttpStatus.CONTENT_TOO_LARGE,
					words(Text.of("form.upload-no-room", this.properties.mostOfPerson().toMegabytes()))));
	}

	private String words(Text text) {
		return this.lines.words().of(text, Lines.locale());
	}

	private static ResponseEntity<String> answer(HttpStatus status, String text) {
		return ResponseEntity.status(status).contentType(TEXT).body(text);
	}

}
