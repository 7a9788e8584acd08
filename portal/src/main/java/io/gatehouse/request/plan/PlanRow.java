package io.gatehouse.request.plan;

import java.util.List;

import io.gatehouse.request.Resource.Key;
import io.gatehouse.request.Text;
import org.jspecify.annotations.Nullable;

/**
 * What would become of one resource.
 *
 * @param changes the attributes that change; all that are set where it is created
 * @param notes what a person must know beside that; no part of the hash
 * @param link a page about it in the other system
 */
public record PlanRow(Key key, Action action, List<Change> changes, List<Text> notes, @Nullable String link) {

	public PlanRow {
		changes = List.copyOf(changes);
		notes = List.copyOf(notes);
	}

	/** Whether it is the kind of change that is hard to have back. */
	public boolean dangerous() {
		return this.action == Action.REMOVE;
	}

}
