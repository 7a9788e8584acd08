package io.gatehouse.survival;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

import io.gatehouse.survival.Shell.Said;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What nobody can read any more once it is written is read before. */
@Tag("survival")
class SealedBackupTests {

	@TempDir
	Path folder;

	@Test
	void keepsNoneThatCanNotBeRestored() throws IOException {
		Path portal = Files.writeString(this.folder.resolve("portal"), """
				#!/bin/bash
				[[ $2 != check ]] || exec %s "$@"
				echo "a word of the log, and no backup"
				""".formatted(Shell.portal()));
		Files.setPosixFilePermissions(portal, PosixFilePermissions.fromString("rwx------"));
		Path key = this.folder.resolve("key");
		Shell.succeed("age-keygen", "-o", key.toString());
		Path recipients = Files.writeString(this.folder.resolve("recipients"),
				Shell.succeed("age-keygen", "-y", key.toString()));
		Said said = new Shell(this.folder, "portal", Map.of(), portal.toString()).bin("backup", "--age-file",
				recipients.toString(), this.folder.resolve("sealed").toString());
		assertThat(said.status()).as(said.text()).isEqualTo(1);
		assertThat(said.text()).contains("This is no backup of Gatehouse.").contains("what was written can't be read");
		assertThat(this.folder).isDirectoryNotContaining("glob:**sealed*");
	}

}
