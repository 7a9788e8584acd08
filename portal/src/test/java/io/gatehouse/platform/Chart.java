package io.gatehouse.platform;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import io.gatehouse.adapter.OtherHand;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** The Helm chart's objects, as Helm renders them. */
public final class Chart {

	static final Path FOLDER = root().resolve("helm/gatehouse");

	/** Those that say who may do what, in the order in which they can be made. */
	private static final List<String> RIGHTS = List.of("ServiceAccount", "Role", "ClusterRole", "RoleBinding",
			"ClusterRoleBinding");

	private Chart() {
	}

	private static Path root() {
		Path folder = Path.of("").toAbsolutePath();
		return Files.isDirectory(folder.resolve("helm")) ? folder : folder.getParent();
	}

	/** A release of the name {@code gatehouse}. */
	@SafeVarargs
	public static List<JsonNode> rendered(String namespace, Map<String, Object>... values) {
		TemplateCommand command = new Helm(FOLDER).template()
			.withName("gatehouse")
			.withNamespace(namespace)
			.withKubeVersion("1.34.0");
		for (Map<String, Object> some : values) {
			some.forEach(command::set);
		}
		List<JsonNode> objects = new ArrayList<>();
		new Yaml().loadAll(command.call()).forEach((document) -> {
			if (document != null) {
				objects.add(JsonMapper.shared().valueToTree(document));
			}
		});
		return objects;
	}

	static JsonNode only(List<JsonNode> objects, String kind) {
		List<JsonNode> found = objects.stream().filter((object) -> kind.equals(text(object, "kind"))).toList();
		assertThat(found).as(kind).hasSize(1);
		return found.getFirst();
	}

	static String text(JsonNode object, String field) {
		return object.path(field).asString("");
	}

	/** The file that a release gives its portal. */
	public static String properties(List<JsonNode> objects) {
		return only(objects, "ConfigMap").at("/data/application.properties").asString();
	}

	/**
	 * Makes the account of a release, with its rights.
	 * @return the paths of what was made
	 */
	public static List<String> grant(OtherHand admin, List<JsonNode> objects) {
		List<String> made = new ArrayList<>();
		for (String kind : RIGHTS) {
			objects.stream().filter((object) -> kind.equals(text(object, "kind"))).forEach((object) -> {
				JsonNode metadata = object.path("metadata");
				String path = path(text(object, "apiVersion"), text(metadata, "namespace"), kind.toLowerCase() + "s");
				admin.send("POST", path, "application/json", object.toString()).ok();
				made.add(path + "/" + text(metadata, "name"));
			});
		}
		return made;
	}

	static String path(String apiVersion, String namespace, String plural) {
		return (apiVersion.contains("/") ? "/apis/" : "/api/") + apiVersion
				+ (namespace.isEmpty() ? "" : "/namespaces/" + namespace) + "/" + plural;
	}

}
