package io.gatehouse.platform;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import com.marcnuri.helm.Helm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The portal's image and the chart that runs it, held against each other without a
 * Docker; docker/portal/tests/container runs it.
 */
class ImageTests {

	private static final Path ROOT = root();

	private static final Path DOCKERFILE = ROOT.resolve("docker/portal/Dockerfile");

	private static final Path ENTRYPOINT = ROOT.resolve("docker/portal/gatehouse");

	@TempDir
	Path folder;

	private static Path root() {
		Path folder = Path.of("").toAbsolutePath();
		return Files.isDirectory(folder.resolve("helm")) ? folder : folder.getParent();
	}

	/** What the last stage says with this word, in its order. */
	private static List<String> said(String instruction) throws IOException {
		String file = Files.readString(DOCKERFILE).replace("\\\n", "");
		return file.substring(file.lastIndexOf("\nFROM ") + 1)
			.lines()
			.filter((line) -> line.startsWith(instruction + " "))
			.map((line) -> line.substring(instruction.length() + 1))
			.toList();
	}

	/** The pods of the portal and of its command. */
	private static List<JsonNode> pods() {
		List<JsonNode> pods = new ArrayList<>();
		String rendered = new Helm(ROOT.resolve("helm/gatehouse")).template()
			.withName("gatehouse")
			.withKubeVersion("1.34.0")
			.set("bans.nginx.enabled", true)
			.call();
		new Yaml().loadAll(rendered).forEach((document) -> {
			JsonNode object = JsonMapper.shared().valueToTree(document);
			pods.add(object.at("/spec/template/spec"));
			pods.add(object.at("/spec/jobTemplate/spec/template/spec"));
		});
		pods.removeIf(JsonNode::isMissingNode);
		assertThat(pods).hasSize(2);
		return pods;
	}

	@Test
	void runsAsTheUserThatTheChartNames() throws IOException {
		for (JsonNode pod : pods()) {
			JsonNode user = pod.path("securityContext");
			assertThat(said("USER"))
				.containsExactly(user.path("runAsUser").asInt() + ":" + user.path("runAsGroup").asInt());
		}
	}

	@Test
	void leavesTheEntrypointToTheImageAndGivesItTheCommandsWords() throws IOException {
		assertThat(said("ENTRYPOINT")).containsExactly("[\"gatehouse\"]");
		assertThat(said("CMD")).isEmpty();
		assertThat(said("COPY")).contains("docker/portal/gatehouse /usr/local/bin/gatehouse");
		assertThat(pods()).noneMatch((pod) -> pod.path("containers").get(0).has("command"));
	}

	@Test
	void mayWriteWhereTheChartMountsSomethingOnly() throws IOException {
		for (JsonNode pod : pods()) {
			List<String> writable = new ArrayList<>();
			pod.path("containers").get(0).path("volumeMounts").forEach((mount) -> {
				if (!mount.path("readOnly").asBoolean(false)) {
					writable.add(mount.path("mountPath").asString());
				}
			});
			assertThat(writable).isEqualTo(said("VOLUME"));
		}
	}

	@Test
	void listensWhereTheChartAsks() throws IOException {
		List<String> ports = new ArrayList<>();
		pods().forEach((pod) -> pod.path("containers")
			.get(0)
			.path("ports")
			.forEach((port) -> ports.add(port.path("containerPort").asString())));
		assertThat(ports).isEqualTo(said("EXPOSE"));
	}

	@Test
	void limitsItsMemoryAsTheChartDoes() throws IOException {
		for (JsonNode pod : pods()) {
			pod.path("containers").get(0).path("env").forEach((variable) -> {
				if (variable.path("name").asString().equals("JAVA_TOOL_OPTIONS")) {
					assertThat(variable.path("value").asString()).contains("MaxRAMPercentage=70");
				}
			});
		}
		assertThat(said("ENV")).containsExactly("JAVA_TOOL_OPTIONS=\"-XX:MaxRAMPercentage=70\"");
	}

	@Test
	void isCalledWhatTheChartRuns() throws Exception {
		String image = pods().getFirst().path("containers").get(0).path("image").asString();
		Said said = run("bash", "-c", ". bin/lib/image.sh; image_of_the_chart");
		assertThat(said.text()).isEqualTo(image + "\n");
	}

	@Test
	void isToldOfNothingButWhatItCopies() throws IOException {
		String file = Files.readString(DOCKERFILE);
		List<String> told = Files.readAllLines(ROOT.resolve(".dockerignore"))
			.stream()
			.filter((line) -> line.startsWith("!"))
			.map((line) -> line.substring(1))
			.toList();
		assertThat(told).isNotEmpty().allMatch((path) -> file.contains("COPY " + path + " "));
		assertThat(Files.readAllLines(ROOT.resolve(".dockerignore"))).contains("**");
	}

	@Test
	void startsThePortalInThePlaceOfTheShellWithEachWordAsItIs() throws Exception {
		Path java = this.folder.resolve("java");
		Files.writeString(java, "#!/bin/sh\necho $$\nfor word; do echo \"<$word>\"; done\nexit 7\n");
		Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
		assertThat(Files.isExecutable(ENTRYPOINT)).isTrue();
		Said alone = run(ENTRYPOINT.toString());
		assertThat(alone.status()).isEqualTo(7);
		assertThat(alone.text().lines()).startsWith(String.valueOf(alone.pid()))
			.endsWith("<-jar>", "</opt/gatehouse/portal.jar>");
		Said command = run(ENTRYPOINT.toString(), "bans", "publish", "--a.property=of two  words", "");
		assertThat(command.text().lines()).endsWith("</opt/gatehouse/portal.jar>", "<bans>", "<publish>",
				"<--a.property=of two  words>", "<>");
	}

	private Said run(String... words) throws IOException, InterruptedException {
		ProcessBuilder builder = new ProcessBuilder(Arrays.asList(words)).directory(ROOT.toFile())
			.redirectErrorStream(true);
		builder.environment().merge("PATH", this.folder.toString(), (path, first) -> first + ":" + path);
		Process process = builder.start();
		String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		return new Said(process.pid(), process.waitFor(), text);
	}

	private record Said(long pid, int status, String text) {
	}

}
