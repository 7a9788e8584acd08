package io.gatehouse.sandbox.gitlab;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** {@code /projects/:id/repository/files} and {@code tree}. */
final class FilesApi {

	private FilesApi() {
	}

	static void addTo(Endpoints endpoints) {
		String file = "/projects/{id}/repository/files/{path}";
		endpoints.api("GET", file, FilesApi::get)
			.api("HEAD", file, FilesApi::head)
			.api("GET", file + "/raw", FilesApi::raw)
			.api("POST", file, (call) -> change(call, "create"))
			.api("PUT", file, (call) -> change(call, "update"))
			.api("DELETE", file, (call) -> change(call, "delete"))
			.api("GET", "/projects/{id}/repository/tree", FilesApi::tree);
	}

	private record Found(Project project, Commit commit, Commit.Entry entry, String ref) {
	}

	private static Found find(Call call, String ref) {
		Project project = Code.readable(call);
		Commit commit = Code.find(project, ref, "Commit");
		Commit.Entry entry = commit.tree().get(call.path("path"));
		if (entry == null) {
			throw Errors.notFound("File");
		}
		return new Found(project, commit, entry, ref);
	}

	private static Map<String, @Nullable Object> facts(Call call, Found found) {
		byte[] content = found.project().repository.content(found.entry());
		String path = call.path("path");
		return Json.object("file_name", path.substring(path.lastIndexOf('/') + 1), "file_path", path, "size",
				content.length, "encoding", "base64", "content_sha256", Secrets.hex("SHA-256", content), "ref",
				found.ref(), "blob_id", found.entry().blob(), "commit_id", found.commit().id(), "last_commit_id",
				found.project().repository.lastTouching(path, found.commit()).id(), "execute_filemode",
				found.entry().executable());
	}

	private static Answer get(Call call) {
		Found found = find(call, call.params().required("ref"));
		Map<String, @Nullable Object> view = facts(call, found);
		byte[] content = found.project().repository.content(found.entry());
		view.put("content", Base64.getEncoder().encodeToString(content));
		return Answer.ok(view);
	}

	/** The same facts, each in a header of its own. */
	private static Answer head(Call call) {
		Answer answer = Answer.empty(200);
		for (Map.Entry<String, @Nullable Object> fact : facts(call, find(call, call.params().required("ref")))
			.entrySet()) {
			StringBuilder name = new StringBuilder("X-Gitlab");
			for (String word : fact.getKey().split("_")) {
				name.append('-').append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
			}
			answer = answer.with(name.toString(), String.valueOf(fact.getValue()));
		}
		return answer;
	}

	private static Answer raw(Call call) {
		Found found = find(call, call.params().text("ref", "HEAD"));
		byte[] content = found.project().repository.content(found.entry());
		return Answer.bytes("text/plain; charset=" + StandardCharsets.UTF_8, content);
	}

	private static Answer change(Call call, String action) {
		Project project = Code.writable(call);
		String branch = call.params().required("branch");
		String message = call.params().required("commit_message");
		if (!action.equals("delete")) {
			call.params().required("content");
		}
		String path = call.path("path");
		CommitsApi.commit(call, project, branch, message, List.of(FileAction.of(action, path, call.params())));
		Map<String, @Nullable Object> view = Json.object("file_path", path, "branch", branch);
		return switch (action) {
			case "create" -> Answer.created(view);
			case "update" -> Answer.ok(view);
			default -> Answer.noContent();
		};
	}

	private static Answer tree(Call call) {
		Project project = Code.readable(call);
		String folder = call.params().text("path", "");
		String prefix = folder.isEmpty() ? "" : folder + "/";
		boolean recursive = call.params().flag("recursive", false);
		Commit commit = project.repository.find(call.params().text("ref", "HEAD"), project.defaultBranch);
		if (commit == null) {
			throw Errors.notFound("Tree");
		}
		Map<String, Map<String, @Nullable Object>> folders = new LinkedHashMap<>();
		List<Map<String, @Nullable Object>> files = new ArrayList<>();
		commit.tree().forEach((path, entry) -> {
			if (path.startsWith(prefix)) {
				for (int slash = path.indexOf('/', prefix.length()); slash > 0; slash = path.indexOf('/', slash + 1)) {
					String inner = path.substring(0, slash);
					if (recursive || inner.indexOf('/', prefix.length()) < 0) {
						folders.put(inner, entry(inner, Secrets.hex("SHA-1", inner.getBytes(StandardCharsets.UTF_8)),
								"tree", "040000"));
					}
				}
				if (recursive || path.indexOf('/', prefix.length()) < 0) {
					files.add(entry(path, entry.blob(), "blob", entry.mode()));
				}
			}
		});
		List<Map<String, @Nullable Object>> all = new ArrayList<>(folders.values());
		all.addAll(files);
		return Paging.page(call, all, (item) -> item);
	}

	private static Map<String, @Nullable Object> entry(String path, String id, String type, String mode) {
		return Json.object("id", id, "name", path.substring(path.lastIndexOf('/') + 1), "type", type, "path", path,
				"mode", mode);
	}

}
