package io.gatehouse.request.web;

/** A label and a value. */
record ValueLine(String label, String value) {

	/** Whether the value is the address of a page. Templates see public methods only. */
	public boolean link() {
		return this.value.startsWith("https://") || this.value.startsWith("http://");
	}

}
