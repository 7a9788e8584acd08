package io.gatehouse.sandbox.gitlab;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/** Branches, tags, commits and file contents of one project. */
final class Repository {

	Map<String, String> branches = new TreeMap<>();

	Map<String, Tag> tags = new TreeMap<>();

	Map<String, Commit> commits = new LinkedHashMap<>();

	Map<String, byte[]> blobs = new LinkedHashMap<>();

	boolean isEmpty() {
		return this.branches.isEmpty();
	}

	/** The commit that a branch, a tag or a (shortened) id names. */
	@Nullable Commit find(String ref, String defaultBranch) {
		String name = ref.equals("HEAD") ? defaultBranch : ref;
		String branch = this.branches.get(name);
		if (branch != null) {
			return this.commits.get(branch);
		}
		Tag tag = this.tags.get(name);
		if (tag != null) {
			return this.commits.get(tag.target());
		}
		if (name.length() < 7) {
			return null;
		}
		return this.commits.values().stream().filter((commit) -> commit.id().startsWith(name)).findFirst().orElse(null);
	}

	Commit commit(String id) {
		return Objects.requireNonNull(this.commits.get(id), id);
	}

	byte[] content(Commit.Entry entry) {
		return Objects.requireNonNull(this.blobs.get(entry.blob()), entry.blob());
	}

	/** Keeps the content and returns its id, the one that git gives it. */
	String keep(byte[] content) {
		byte[] header = ("blob " + content.length + "\0").getBytes(StandardCharsets.UTF_8);
		byte[] all = new byte[header.length + content.length];
		System.arraycopy(header, 0, all, 0, header.length);
		System.arraycopy(content, 0, all, header.length, content.length);
		String id = Secrets.hex("SHA-1", all);
		this.blobs.putIfAbsent(id, content);
		return id;
	}

	/** Adds a commit and moves the branch to it. */
	Commit commit(String branch, @Nullable Commit parent, String message, User author, Instant at,
			Map<String, Commit.Entry> tree) {
		List<String> parents = (parent != null) ? List.of(parent.id()) : List.of();
		String text = parents + "\n" + author.username + "\n" + at + "\n" + new TreeMap<>(tree) + "\n" + message + "\n"
				+ this.commits.size();
		String id = Secrets.hex("SHA-1", text.getBytes(StandardCharsets.UTF_8));
		Commit commit = new Commit(id, parents, message, author.name, author.email, at, new TreeMap<>(tree));
		this.commits.put(id, commit);
		this.branches.put(branch, id);
		return commit;
	}

	/** The commit and all before it, newest first. */
	List<Commit> history(Commit head) {
		Set<String> seen = new LinkedHashSet<>();
		Deque<String> next = new ArrayDeque<>(List.of(head.id()));
		while (!next.isEmpty()) {
			String id = next.removeFirst();
			if (seen.add(id)) {
				next.addAll(commit(id).parents());
			}
		}
		List<String> order = new ArrayList<>(this.commits.keySet());
		return seen.stream().sorted(Comparator.comparing(order::indexOf).reversed()).map(this::commit).toList();
	}

	/** The last commit up to this one that touched the file. */
	Commit lastTouching(String path, Commit head) {
		Commit commit = head;
		while (!commit.parents().isEmpty()) {
			Commit parent = commit(commit.parents().getFirst());
			if (!Objects.equals(parent.tree().get(path), commit.tree().get(path))) {
				return commit;
			}
			commit = parent;
		}
		return commit;
	}

	/** What one tree has otherwise than another, by path: before and after. */
	static Map<String, Change> changes(@Nullable Commit from, Commit to) {
		Map<String, Commit.Entry> before = (from != null) ? from.tree() : Map.of();
		Map<String, Change> changes = new TreeMap<>();
		to.tree().forEach((path, entry) -> {
			if (!entry.equals(before.get(path))) {
				changes.put(path, new Change(before.get(path), entry));
			}
		});
		before.forEach((path, entry) -> {
			if (!to.tree().containsKey(path)) {
				changes.put(path, new Change(entry, null));
			}
		});
		return changes;
	}

	/** A file before and after; null where there was or is none. */
	record Change(Commit.@Nullable Entry before, Commit.@Nullable Entry after) {
	}

}
