package io.gatehouse.sandbox.kubernetes;

/** Who owns fields, and by which kind of write. */
record Manager(String name, String operation, String apiVersion, String subresource) implements Comparable<Manager> {

	static Manager applying(String name, Kind kind, String subresource) {
		return new Manager(name, "Apply", kind.apiVersion(), subresource);
	}

	static Manager updating(String name, Kind kind, String subresource) {
		return new Manager(name, "Update", kind.apiVersion(), subresource);
	}

	/** As a conflict names it. */
	String show() {
		String shown = "\"" + this.name + "\"";
		if (!this.subresource.isEmpty()) {
			shown += " with subresource \"" + this.subresource + "\"";
		}
		return this.operation.equals("Update") ? shown + " using " + this.apiVersion : shown;
	}

	@Override
	public int compareTo(Manager other) {
		return (this.operation + "\0" + this.name + "\0" + this.apiVersion + "\0" + this.subresource)
			.compareTo(other.operation + "\0" + other.name + "\0" + other.apiVersion + "\0" + other.subresource);
	}

}
