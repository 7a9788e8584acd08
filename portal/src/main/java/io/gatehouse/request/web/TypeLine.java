package io.gatehouse.request.web;

import org.jspecify.annotations.Nullable;

/** Something that can be asked for; approvers and usual time in words. */
record TypeLine(String name, String label, String summary, String approvers, @Nullable String usualTime) {
}
