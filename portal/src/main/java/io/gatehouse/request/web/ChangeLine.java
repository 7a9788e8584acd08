package io.gatehouse.request.web;

import org.jspecify.annotations.Nullable;

/**
 * An attribute of a plan's row, in the reader's words; before and after are null where
 * there is none.
 */
record ChangeLine(String label, @Nullable String before, @Nullable String after, @Nullable String by) {

	/**
	 * Where before and after differ; null unless there are both. Templates see public
	 * methods only.
	 */
	public @Nullable Difference difference() {
		return (this.before != null && this.after != null) ? Difference.between(this.before, this.after) : null;
	}

}
