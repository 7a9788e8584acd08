package io.gatehouse.sandbox.gitlab;

import java.util.List;
import java.util.function.Function;

/** Small pieces of HTML; all text that comes in is escaped here. */
final class Html {

	private Html() {
	}

	static String text(Object text) {
		return text.toString()
			.replace("&", "&amp;")
			.replace("<", "&lt;")
			.replace(">", "&gt;")
			.replace("\"", "&quot;")
			.replace("'", "&#39;");
	}

	static String link(String href, String label) {
		return "<a href=\"" + text(href) + "\">" + text(label) + "</a>";
	}

	static String hidden(String name, String value) {
		return "<input type=\"hidden\" name=\"" + text(name) + "\" value=\"" + text(value) + "\">";
	}

	/** A section with a heading; says so where there is nothing in it. */
	static <T> String list(String heading, List<T> items, Function<T, String> item, String otherwise) {
		StringBuilder html = new StringBuilder("<section><h2>" + text(heading) + "</h2>");
		if (items.isEmpty()) {
			return html.append("<p>").append(text(otherwise)).append("</p></section>").toString();
		}
		html.append("<ul>");
		items.forEach((each) -> html.append("<li>").append(item.apply(each)).append("</li>"));
		return html.append("</ul></section>").toString();
	}

	/** A section with a table; says so where there are no rows. */
	static <T> String table(String heading, List<String> columns, List<T> rows, Function<T, List<String>> cells,
			String otherwise) {
		if (rows.isEmpty()) {
			return "<section><h2>" + text(heading) + "</h2><p>" + text(otherwise) + "</p></section>";
		}
		StringBuilder html = new StringBuilder("<section><h2>" + text(heading) + "</h2><table><thead><tr>");
		columns.forEach((column) -> html.append("<th scope=\"col\">").append(text(column)).append("</th>"));
		html.append("</tr></thead><tbody>");
		rows.forEach((row) -> {
			html.append("<tr>");
			cells.apply(row).forEach((cell) -> html.append("<td>").append(cell).append("</td>"));
			html.append("</tr>");
		});
		return html.append("</tbody></table></section>").toString();
	}

	/** A whole page, with the banner that says what this is. */
	static String page(String title, String content) {
		return """
				<!doctype html>
				<html lang="en">
				<head>
				<meta charset="utf-8">
				<meta name="viewport" content="width=device-width, initial-scale=1">
				<meta name="color-scheme" content="light dark">
				<title>%s · stand-in for GitLab</title>
				<link rel="stylesheet" href="/-/stand-in.css">
				<link rel="icon" href="/-/avatar.svg" type="image/svg+xml">
				</head>
				<body>
				<header>
				<p><strong>Stand-in for GitLab.</strong> This is not GitLab: it plays its part in the sandbox.</p>
				<nav aria-label="Stand-in"><a href="/">Groups and projects</a> <a href="/admin">Admin</a></nav>
				</header>
				<main>
				<h1>%s</h1>
				%s
				</main>
				</body>
				</html>
				""".formatted(text(title), text(title), content);
	}

}
