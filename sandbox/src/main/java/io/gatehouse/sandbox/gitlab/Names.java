package io.gatehouse.sandbox.gitlab;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/** The rules for names and paths of groups and projects; an answer of null is a pass. */
final class Names {

	private static final Pattern SLUG = Pattern.compile("[A-Za-z0-9]+([._-][A-Za-z0-9]+)*");

	private static final Pattern SLUG_LETTERS = Pattern.compile("[A-Za-z0-9_.][A-Za-z0-9_.-]*");

	private static final Pattern PROJECT_NAME = Pattern
		.compile("[\\p{L}\\p{N}\\p{So}_][\\p{L}\\p{M}\\p{N}\\p{So}_.+ -]*");

	private static final Pattern GROUP_NAME = Pattern
		.compile("[\\p{L}\\p{N}\\p{So}_][\\p{L}\\p{M}\\p{N}\\p{So}_.() -]*");

	private static final int LONGEST = 255;

	private static final Set<String> RESERVED_BELOW = Set.of("-", "badges", "blame", "blob", "builds", "commits",
			"create", "create_dir", "edit", "files", "find_file", "new", "preview", "raw", "refs", "tree", "update",
			"wikis");

	private static final Set<String> RESERVED_AT_TOP = Set.of("-", ".well-known", "404.html", "422.html", "500.html",
			"502.html", "503.html", "admin", "api", "assets", "dashboard", "deploy.html", "explore", "groups",
			"health_check", "help", "import", "jwt", "login", "o", "oauth", "profile", "projects", "public", "s",
			"search", "sitemap", "sitemap.xml", "sitemap.xml.gz", "snippets", "unsubscribes", "uploads", "users", "v2",
			"apple-touch-icon.png", "apple-touch-icon-precomposed.png", "favicon.ico", "favicon.png",
			"slash-command-logo.png", "robots.txt");

	private Names() {
	}

	static @Nullable String projectPath(String path) {
		return path(path, 1, RESERVED_BELOW);
	}

	static @Nullable String groupPath(String path, boolean top) {
		return path(path, 2, top ? RESERVED_AT_TOP : RESERVED_BELOW);
	}

	static @Nullable String projectName(String name) {
		return name(name, PROJECT_NAME, "can contain only letters, digits, emoji, '_', '.', '+', dashes, or spaces. "
				+ "It must start with a letter, digit, emoji, or '_'.");
	}

	static @Nullable String groupName(String name) {
		return name(name, GROUP_NAME, "can contain only letters, digits, emoji, '_', '.', dash, space, parenthesis. "
				+ "It must start with letter, digit, emoji, or '_'.");
	}

	/** The path that GitLab makes of a project's name. */
	static String slug(String name) {
		return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]+", "-").replaceAll("^-|-$", "");
	}

	private static @Nullable String path(String path, int shortest, Set<String> reserved) {
		if (path.isBlank()) {
			return "can't be blank";
		}
		if (path.length() < shortest) {
			return "is too short (minimum is " + shortest + " characters)";
		}
		if (path.length() > LONGEST) {
			return "is too long (maximum is " + LONGEST + " characters)";
		}
		String small = path.toLowerCase(Locale.ROOT);
		if (reserved.contains(small)) {
			return path + " is a reserved name";
		}
		if (!SLUG_LETTERS.matcher(path).matches() || small.endsWith(".git") || small.endsWith(".atom")) {
			return "can contain only letters, digits, '_', '-' and '.'. "
					+ "Cannot start with '-', end in '.git' or end in '.atom'";
		}
		if (!SLUG.matcher(path).matches()) {
			return "must not start or end with a special character and must not contain consecutive special characters.";
		}
		return null;
	}

	private static @Nullable String name(String name, Pattern allowed, String otherwise) {
		if (name.isBlank()) {
			return "can't be blank";
		}
		if (name.length() > LONGEST) {
			return "is too long (maximum is " + LONGEST + " characters)";
		}
		return allowed.matcher(name).matches() ? null : otherwise;
	}

}
