package io.gatehouse.request.plan;

import java.util.List;

import io.gatehouse.request.Resource.Key;
import io.gatehouse.request.Text;
import org.jspecify.annotations.Nullable;

/**
 * What would become of one resource.
 *
 * @param changes the attributes that change; all that are set where it is created
 * @param note what a person must know beside that
 * @param link a page about it in the other system
 */
public record PlanRow(Key key, Action action, List<Change> changes, @Nullable Text note, @Nullable String link) {

	public PlanRow {
		changes = List.copyOf(changes);
	}

	/** Whether it is the kind of change that is hard to have back. */
	public boolean dangerous() {
		return this.action == Action.REMOVE;
	}

}
