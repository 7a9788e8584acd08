package io.gatehouse.request.web;

import java.util.List;

import org.jspecify.annotations.Nullable;

/** Something that can be asked for; approvers and usual time in words, pages by label. */
record TypeLine(String name, String label, String summary, String approvers, @Nullable String usualTime,
		List<ValueLine> pages) {
}
