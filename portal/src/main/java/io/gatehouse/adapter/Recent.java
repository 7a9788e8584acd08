package io.gatehouse.adapter;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last few of something. */
final class Recent<T> {

	private final int size;

	private final Deque<T> values = new ArrayDeque<>();

	Recent(int size) {
		this.size = size;
	}

	synchronized void add(T value) {
		if (this.values.size() == this.size) {
			this.values.removeLast();
		}
		this.values.addFirst(value);
	}

	synchronized List<T> newestFirst() {
		return List.copyOf(this.values);
	}

}
