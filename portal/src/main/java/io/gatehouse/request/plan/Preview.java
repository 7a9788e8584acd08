package io.gatehouse.request.plan;

import java.util.List;

import io.gatehouse.request.RequestType.Problem;
import io.gatehouse.request.Text;

/**
 * What a plan would change, as read just now.
 *
 * @param rows in the order in which they are carried out
 * @param problems why it can't be carried out like this, such as a name that is taken
 * @param troubles why it could not be read; then the rows are not all
 */
public record Preview(List<PlanRow> rows, List<Problem> problems, List<Text> troubles) {

	public Preview {
		rows = List.copyOf(rows);
		problems = List.copyOf(problems);
		troubles = List.copyOf(troubles);
	}

	/** Whether it may be asked for as it is. */
	public boolean sound() {
		return this.problems.isEmpty() && this.troubles.isEmpty();
	}

	/** Whether anything at all would change. */
	public boolean changes() {
		return this.rows.stream().anyMatch((row) -> row.action().changes());
	}

	public long count(Action action) {
		return this.rows.stream().filter((row) -> row.action() == action).count();
	}

	/**
	 * The SHA-256 of what would change: two previews have the same one if a person would
	 * read the same plan.
	 */
	public String hash() {
		return hash(this.rows);
	}

	public static String hash(List<PlanRow> rows) {
		Digest digest = new Digest();
		for (PlanRow row : rows) {
			digest.add(row.key()).add(row.action()).add(row.changes().size());
			for (Change change : row.changes()) {
				digest.add(change.name()).add(change.before()).add(change.after());
			}
		}
		return digest.hex();
	}

}
