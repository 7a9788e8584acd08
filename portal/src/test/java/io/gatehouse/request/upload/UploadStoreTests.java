package io.gatehouse.request.upload;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;

import io.gatehouse.Journey;
import io.gatehouse.Stage;
import io.gatehouse.request.Field.Upload;
import io.gatehouse.request.OnBench;
import io.gatehouse.request.lifecycle.ServiceRequest;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@OnBench
class UploadStoreTests {

	@Autowired
	UploadStore uploads;

	@Autowired
	Stage stage;

	@Autowired
	Journey journey;

	@Autowired
	JdbcClient jdbc;

	@Test
	void keepsWhatWasSent() throws IOException {
		Upload upload = this.uploads.keep("dana", "list.txt", "a\nb\n".getBytes()).orElseThrow();
		assertThat(this.uploads.find(upload.id(), "dana")).contains(upload);
		assertThat(this.uploads.open(upload).readAllBytes()).asString().isEqualTo("a\nb\n");
		assertThat(upload.sha256()).isEqualTo("911169ddaaf146aff539f58c26c489af3b892dff0fe283c1c264c65ae5aa59a2");
	}

	@Test
	void countsLines() {
		assertThat(lines("")).isZero();
		assertThat(lines("a")).isEqualTo(1);
		assertThat(lines("a\n")).isEqualTo(1);
		assertThat(lines("a\r\n\r\nb")).isEqualTo(3);
	}

	private long lines(String content) {
		return this.uploads.keep("mira", "lines.txt", content.getBytes()).orElseThrow().lines();
	}

	@Test
	void givesNobodyTheFileOfAnother() {
		Upload upload = this.uploads.keep("dana", "list.txt", new byte[] { 1 }).orElseThrow();
		assertThat(this.uploads.find(upload.id(), "denis")).isEmpty();
		assertThat(this.uploads.find("' or true --", "dana")).isEmpty();
	}

	@Test
	void makesRoomByLettingTheOldestGo() {
		List<Upload> sent = IntStream.range(0, 12)
			.mapToObj((number) -> this.uploads.keep("mira", number + ".txt", new byte[] { 1 }).orElseThrow())
			.toList();
		assertThat(sent).filteredOn((upload) -> this.uploads.find(upload.id(), "mira").isPresent())
			.isEqualTo(sent.subList(2, 12));
	}

	@Test
	void letsGoOfWhatNoFormNames() {
		Upload upload = this.uploads.keep("oscar", "old.txt", new byte[] { 1 }).orElseThrow();
		assertThat(this.uploads.tidy()).isZero();
		this.stage.sql("update upload set at = now() - interval '2 days' where id = '" + upload.id() + "'");
		assertThat(this.uploads.tidy()).isEqualTo(1);
		assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(() -> this.uploads.open(upload));
	}

	@Test
	void letsGoOfWhatIsNamedInTheTextOfAFormOnly() {
		Upload named = this.uploads.keep("nora", "named.txt", new byte[] { 1 }).orElseThrow();
		Upload spoken = this.uploads.keep("nora", "spoken.txt", new byte[] { 1 }).orElseThrow();
		undecided(named, spoken.id());
		this.stage.sql("update upload set at = now() - interval '2 days' where person = 'nora'");
		assertThat(this.uploads.tidy()).isEqualTo(1);
		assertThat(this.uploads.find(named.id(), "nora")).isPresent();
		assertThat(this.uploads.find(spoken.id(), "nora")).isEmpty();
	}

	@Test
	void keepsNoMoreOfAPersonThanMayBeEvenWhereFormsNameIt() {
		UploadStore small = new UploadStore(this.jdbc,
				new UploadProperties(DataSize.ofBytes(10), 10, DataSize.ofBytes(30), 1, Duration.ofHours(1)));
		byte[] content = new byte[10];
		undecided(small.keep("pavel", "1.txt", content).orElseThrow(), "");
		undecided(small.keep("pavel", "2.txt", content).orElseThrow(), "");
		Upload unnamed = small.keep("pavel", "unnamed.txt", content).orElseThrow();
		Upload newer = small.keep("pavel", "newer.txt", content).orElseThrow();
		assertThat(small.find(unnamed.id(), "pavel")).isEmpty();
		undecided(newer, "");
		assertThat(small.keep("pavel", "more.txt", new byte[] { 1 })).isEmpty();
		assertThat(small.find(newer.id(), "pavel")).isPresent();
		assertThat(small.keep("petra", "hers.txt", content)).isPresent();
	}

	/** A request that waits, and names a file. */
	private void undecided(Upload file, String reason) {
		ServiceRequest request = this.journey.ask("dana", "kit", "things=" + file.id(), "colour=red", "approval=OPS");
		this.stage.sql("update service_request set form = form || '%s'::jsonb where number = %d".formatted(
				"{\"file\": {\"id\": \"%s\"}, \"reason\": \"%s\"}".formatted(file.id(), reason), request.number()));
	}

}
