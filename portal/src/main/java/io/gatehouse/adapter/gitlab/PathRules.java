package io.gatehouse.adapter.gitlab;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import io.gatehouse.request.Text;

/** GitLab's rules for the paths of groups and projects. */
final class PathRules {

	private static final int LONGEST = 255;

	private static final int MOST_ANCESTORS = 20;

	private static final Pattern CHARACTERS = Pattern.compile("[A-Za-z0-9._-]+");

	private static final Pattern ENDS = Pattern.compile("[A-Za-z0-9](.*[A-Za-z0-9])?");

	private static final Pattern ADJACENT = Pattern.compile(".*[._-]{2}.*");

	private static final Set<String> RESERVED = Set.of("-", "badges", "blame", "blob", "builds", "commits", "create",
			"create_dir", "edit", "files", "find_file", "new", "preview", "raw", "refs", "tree", "update", "wikis");

	/** Reserved one after the other: each alone is free. */
	private static final Pattern RESERVED_PAIRS = Pattern
		.compile("(?i)(^|.*/)(environments/folders|gitlab-lfs/objects|info/lfs/objects)(/.*|$)");

	private static final Set<String> RESERVED_AT_TOP = Set.of("-", ".well-known", "404.html", "422.html", "500.html",
			"502.html", "503.html", "admin", "api", "apple-touch-icon.png", "assets", "dashboard", "deploy.html",
			"explore", "favicon.ico", "favicon.png", "groups", "health_check", "help", "import", "jwt", "login", "o",
			"oauth", "profile", "projects", "public", "robots.txt", "s", "search", "sitemap", "sitemap.xml",
			"sitemap.xml.gz", "slash-command-logo.png", "snippets", "unsubscribes", "uploads", "users", "v2");

	private PathRules() {
	}

	/** What is wrong with the last part of a project's path. */
	static Optional<Text> segment(String segment) {
		return form(segment).or(() -> reserved(segment, RESERVED));
	}

	/** What is wrong with the full path of a group. */
	static Optional<Text> group(String fullPath) {
		String[] segments = fullPath.split("/", -1);
		if (segments.length > MOST_ANCESTORS + 1) {
			return Optional.of(Text.of("gitlab.path.too-deep", MOST_ANCESTORS));
		}
		if (RESERVED_PAIRS.matcher(fullPath).matches()) {
			return Optional.of(Text.of("gitlab.path.reserved", fullPath));
		}
		return groupSegment(segments[0], RESERVED_AT_TOP).or(() -> Arrays.stream(segments)
			.skip(1)
			.flatMap((segment) -> groupSegment(segment, RESERVED).stream())
			.findFirst());
	}

	private static Optional<Text> groupSegment(String segment, Set<String> reserved) {
		return form(segment).or(() -> (segment.length() < 2) ? Optional.of(Text.of("gitlab.path.too-short", segment))
				: Optional.empty())
			.or(() -> reserved(segment, reserved));
	}

	private static Optional<Text> form(String segment) {
		if (segment.isEmpty()) {
			return Optional.of(Text.of("gitlab.path.empty"));
		}
		if (segment.length() > LONGEST) {
			return Optional.of(Text.of("gitlab.path.too-long", LONGEST));
		}
		if (!CHARACTERS.matcher(segment).matches()) {
			return Optional.of(Text.of("gitlab.path.characters", segment));
		}
		if (!ENDS.matcher(segment).matches()) {
			return Optional.of(Text.of("gitlab.path.ends", segment));
		}
		if (ADJACENT.matcher(segment).matches()) {
			return Optional.of(Text.of("gitlab.path.adjacent", segment));
		}
		String lower = segment.toLowerCase(Locale.ROOT);
		if (lower.endsWith(".git") || lower.endsWith(".atom")) {
			return Optional.of(Text.of("gitlab.path.suffix", segment));
		}
		return Optional.empty();
	}

	private static Optional<Text> reserved(String segment, Set<String> names) {
		return names.contains(segment.toLowerCase(Locale.ROOT)) ? Optional.of(Text.of("gitlab.path.reserved", segment))
				: Optional.empty();
	}

}
