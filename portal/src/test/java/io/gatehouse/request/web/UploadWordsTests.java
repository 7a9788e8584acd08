package io.gatehouse.request.web;

import io.gatehouse.request.Field.Upload;
import io.gatehouse.request.Text;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class UploadWordsTests {

	@ParameterizedTest
	@CsvSource({ "999,'form.upload-bytes[list.txt, 999, 7]'", "1000,'form.upload-kilobytes[list.txt, 1, 7]'",
			"1499,'form.upload-kilobytes[list.txt, 1, 7]'", "1000000,'form.upload-megabytes[list.txt, 1, 0, 7]'",
			"1439999,'form.upload-megabytes[list.txt, 1, 4, 7]'",
			"31960000,'form.upload-megabytes[list.txt, 32, 0, 7]'" })
	void roundSizes(long size, String words) {
		Text about = UploadWords.about(new Upload("1", "list.txt", size, "", 7));
		assertThat(about).hasToString(words);
	}

}
