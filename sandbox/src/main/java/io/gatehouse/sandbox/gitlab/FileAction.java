package io.gatehouse.sandbox.gitlab;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** One change of a file in a commit. */
record FileAction(String action, String path, @Nullable String content, boolean base64, @Nullable String previousPath,
		@Nullable String lastCommitId, @Nullable Boolean executable) {

	static FileAction of(Params params) {
		return new FileAction(params.required("action"), params.required("file_path"), params.text("content"),
				params.text("encoding", "text").equals("base64"), params.text("previous_path"),
				params.text("last_commit_id"),
				params.has("execute_filemode") ? params.flag("execute_filemode", false) : null);
	}

	/** The action of {@code /repository/files}, whose path stands in the URL. */
	static FileAction of(String action, String path, Params params) {
		return new FileAction(action, path, params.text("content"), params.text("encoding", "text").equals("base64"),
				null, params.text("last_commit_id"),
				params.has("execute_filemode") ? params.flag("execute_filemode", false) : null);
	}

	/** Changes the tree, or refuses in GitLab's words. */
	void apply(Repository repository, @Nullable Commit head, Map<String, Commit.Entry> tree) {
		if (this.path.isBlank() || this.path.startsWith("/") || this.path.contains("..")) {
			throw Errors.message(400, "You must provide a file path");
		}
		String source = (this.previousPath != null && this.action.equals("move")) ? this.previousPath : this.path;
		Commit.Entry old = tree.get(source);
		switch (this.action) {
			case "create" -> {
				if (old != null) {
					throw Errors.message(400, "A file with this name already exists");
				}
				tree.put(this.path, entry(repository, false));
			}
			case "update" -> {
				Commit.Entry entry = existing(repository, head, source, old);
				tree.put(this.path, entry(repository, entry.executable()));
			}
			case "move" -> {
				Commit.Entry entry = existing(repository, head, source, old);
				if (tree.containsKey(this.path)) {
					throw Errors.message(400, "A file with this name already exists");
				}
				tree.remove(source);
				tree.put(this.path, (this.content != null) ? entry(repository, entry.executable()) : entry);
			}
			case "delete" -> {
				existing(repository, head, source, old);
				tree.remove(this.path);
			}
			case "chmod" -> tree.put(this.path, new Commit.Entry(existing(repository, head, source, old).blob(),
					Boolean.TRUE.equals(this.executable)));
			default -> throw Errors.parameter("actions[action] does not have a valid value");
		}
	}

	private Commit.Entry existing(Repository repository, @Nullable Commit head, String source,
			Commit.@Nullable Entry old) {
		if (old == null) {
			throw Errors.message(400, "A file with this name doesn't exist");
		}
		boolean stale = this.lastCommitId != null && head != null && head.tree().containsKey(source)
				&& !repository.lastTouching(source, head).id().equals(this.lastCommitId);
		if (stale) {
			throw Errors.message(400, "The file has changed since you started editing it: " + source);
		}
		return old;
	}

	private Commit.Entry entry(Repository repository, boolean executableBefore) {
		boolean mode = (this.executable != null) ? this.executable : executableBefore;
		return new Commit.Entry(repository.keep(bytes()), mode);
	}

	private byte[] bytes() {
		String text = (this.content != null) ? this.content : "";
		try {
			return this.base64 ? Base64.getMimeDecoder().decode(text) : text.getBytes(StandardCharsets.UTF_8);
		}
		catch (IllegalArgumentException ex) {
			throw Errors.message(400, "invalid base64");
		}
	}

}
