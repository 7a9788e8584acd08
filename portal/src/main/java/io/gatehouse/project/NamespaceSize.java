package io.gatehouse.project;

/** How much the pods of a project may take together. */
enum NamespaceSize {

	SMALL("2", "4Gi", 20), MEDIUM("4", "8Gi", 40), LARGE("8", "16Gi", 80);

	final String cpu;

	final String memory;

	final int pods;

	NamespaceSize(String cpu, String memory, int pods) {
		this.cpu = cpu;
		this.memory = memory;
		this.pods = pods;
	}

}
