package io.gatehouse.sandbox.gitlab;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Cuts lists into pages, with GitLab's headers. */
final class Paging {

	private static final int DEFAULT_SIZE = 20;

	private static final int LARGEST_SIZE = 100;

	private static final int LARGEST_TOTAL = 10_000;

	private static final int FARTHEST = 50_000;

	private Paging() {
	}

	/** One page by number; keyset pagination is refused. */
	static <T> Answer page(Call call, List<T> all, Function<T, ?> view) {
		refuseKeyset(call);
		return page(call, all, view, all.size() <= LARGEST_TOTAL);
	}

	/** One page by number of what there may be very many of: not far into it. */
	static <T> Answer pageOfMany(Call call, List<T> all, Function<T, ?> view, String type) {
		if (call.params().number("page", 1) * size(call) > FARTHEST) {
			throw Errors.error(405,
					"Offset pagination has a maximum allowed offset of " + FARTHEST
							+ " for requests that return objects of type " + type
							+ ". Remaining records can be retrieved using keyset pagination.");
		}
		return page(call, all, view);
	}

	/** One page by number without totals, as for commits. */
	static <T> Answer pageWithoutTotals(Call call, List<T> all, Function<T, ?> view) {
		refuseKeyset(call);
		return page(call, all, view, false);
	}

	private static void refuseKeyset(Call call) {
		if (isKeyset(call)) {
			throw Errors.error(405, "Keyset pagination is not yet available for this type of request");
		}
	}

	static boolean isKeyset(Call call) {
		return "keyset".equals(call.params().text("pagination"));
	}

	/** One page after a key; the list is in the order of the keys. */
	static <T> Answer keyset(Call call, List<T> all, Function<T, Long> key, boolean ascending, Function<T, ?> view) {
		int size = size(call);
		Long after = call.params().number(ascending ? "id_after" : "id_before");
		List<T> rest = all.stream()
			.filter((item) -> after == null || (ascending ? key.apply(item) > after : key.apply(item) < after))
			.toList();
		List<T> page = rest.subList(0, Math.min(size, rest.size()));
		Answer answer = Answer.ok(page.stream().map(view).toList());
		if (page.size() == rest.size()) {
			return answer;
		}
		String next = url(call, Map.of(ascending ? "id_after" : "id_before", key.apply(page.getLast()).toString()));
		return answer.with("Link", "<" + next + ">; rel=\"next\"");
	}

	private static <T> Answer page(Call call, List<T> all, Function<T, ?> view, boolean totals) {
		int size = size(call);
		int page = Math.toIntExact(call.params().number("page", 1));
		if (page < 1) {
			throw Errors.parameter("page does not have a valid value");
		}
		int from = (int) Math.min((page - 1L) * size, all.size());
		int to = Math.min(from + size, all.size());
		int pages = Math.max(1, (all.size() + size - 1) / size);
		List<String> links = new ArrayList<>();
		if (page > 1) {
			links.add(link(call, page - 1, size, "prev"));
		}
		if (to < all.size()) {
			links.add(link(call, page + 1, size, "next"));
		}
		links.add(link(call, 1, size, "first"));
		Answer answer = Answer.ok(all.subList(from, to).stream().map(view).toList())
			.with("X-Page", Integer.toString(page))
			.with("X-Per-Page", Integer.toString(size))
			.with("X-Next-Page", (to < all.size()) ? Integer.toString(page + 1) : "")
			.with("X-Prev-Page", (page > 1) ? Integer.toString(page - 1) : "");
		if (totals) {
			links.add(link(call, pages, size, "last"));
			answer = answer.with("X-Total", Integer.toString(all.size()))
				.with("X-Total-Pages", Integer.toString(pages));
		}
		return answer.with("Link", String.join(", ", links));
	}

	private static int size(Call call) {
		long size = call.params().number("per_page", DEFAULT_SIZE);
		if (size < 1) {
			throw Errors.parameter("per_page does not have a valid value");
		}
		return (int) Math.min(size, LARGEST_SIZE);
	}

	private static String link(Call call, int page, int size, String relation) {
		String url = url(call, Map.of("page", Integer.toString(page), "per_page", Integer.toString(size)));
		return "<" + url + ">; rel=\"" + relation + "\"";
	}

	private static String url(Call call, Map<String, String> replaced) {
		Map<String, List<String>> query = new LinkedHashMap<>(call.exchange().queries());
		query.remove("private_token");
		replaced.forEach((name, value) -> query.put(name, List.of(value)));
		List<String> pairs = new ArrayList<>();
		query.forEach((name, values) -> values.forEach((value) -> pairs.add(encode(name) + "=" + encode(value))));
		return call.external() + call.exchange().rawPath() + "?" + String.join("&", pairs);
	}

	private static String encode(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8);
	}

}
