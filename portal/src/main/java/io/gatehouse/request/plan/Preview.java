package io.gatehouse.request.plan;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

import io.gatehouse.request.RequestType.Problem;
import io.gatehouse.request.Text;
import org.jspecify.annotations.Nullable;

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
		StringBuilder text = new StringBuilder();
		for (PlanRow row : rows) {
			text.append(row.key()).append('\n').append(row.action()).append('\n');
			for (Change change : row.changes()) {
				text.append(field(change.name())).append(field(change.before())).append(field(change.after()));
			}
		}
		try {
			MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
			return HexFormat.of().formatHex(sha256.digest(text.toString().getBytes(StandardCharsets.UTF_8)));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String field(@Nullable String value) {
		return (value != null) ? value.length() + ":" + value : "-";
	}

}
