package io.gatehouse.request.web;

import java.util.List;
import java.util.function.ToLongFunction;

import org.jspecify.annotations.Nullable;

/**
 * A page of a list that is read by key: one more than is shown tells whether there are
 * older ones.
 */
record Paging<T>(List<T> shown, @Nullable Long next) {

	static final int SIZE = 50;

	static <T> Paging<T> of(List<T> read, ToLongFunction<T> number) {
		List<T> shown = read.subList(0, Math.min(SIZE, read.size()));
		return new Paging<>(shown, (read.size() > SIZE) ? number.applyAsLong(shown.getLast()) : null);
	}

}
