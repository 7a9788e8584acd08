package io.gatehouse.request.upload;

import java.io.IOException;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;

import io.gatehouse.Stage;
import io.gatehouse.request.Field.Upload;
import io.gatehouse.request.OnBench;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@OnBench
class UploadStoreTests {

	@Autowired
	UploadStore uploads;

	@Autowired
	Stage stage;

	@Test
	void keepsWhatWasSent() throws IOException {
		Upload upload = this.uploads.keep("dana", "list.txt", "a\nb\n".getBytes());
		assertThat(this.uploads.find(upload.id(), "dana")).contains(upload);
		assertThat(this.uploads.open(upload).readAllBytes()).asString().isEqualTo("a\nb\n");
		assertThat(upload.sha256()).isEqualTo("911169ddaaf146aff539f58c26c489af3b892dff0fe283c1c264c65ae5aa59a2");
	}

	@Test
	void givesNobodyTheFileOfAnother() {
		Upload upload = this.uploads.keep("dana", "list.txt", new byte[] { 1 });
		assertThat(this.uploads.find(upload.id(), "denis")).isEmpty();
		assertThat(this.uploads.find("' or true --", "dana")).isEmpty();
	}

	@Test
	void makesRoomByLettingTheOldestGo() {
		List<Upload> sent = IntStream.range(0, 12)
			.mapToObj((number) -> this.uploads.keep("mira", number + ".txt", new byte[] { 1 }))
			.toList();
		assertThat(sent).filteredOn((upload) -> this.uploads.find(upload.id(), "mira").isPresent())
			.isEqualTo(sent.subList(2, 12));
	}

	@Test
	void letsGoOfWhatNoFormNames() {
		Upload upload = this.uploads.keep("oscar", "old.txt", new byte[] { 1 });
		assertThat(this.uploads.tidy()).isZero();
		this.stage.sql("update upload set at = now() - interval '2 days' where id = '" + upload.id() + "'");
		assertThat(this.uploads.tidy()).isEqualTo(1);
		assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(() -> this.uploads.open(upload));
	}

}
