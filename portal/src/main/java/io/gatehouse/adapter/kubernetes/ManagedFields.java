package io.gatehouse.adapter.kubernetes;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import org.jspecify.annotations.Nullable;

/** Who wrote what in an object, as the API server keeps account of it. */
final class ManagedFields {

	/** The portal's name there. */
	static final String MANAGER = "gatehouse";

	private static final Comparator<ManagedFieldsEntry> OLDEST_FIRST = Comparator.comparing(ManagedFieldsEntry::getTime,
			Comparator.nullsFirst(Comparator.naturalOrder()));

	private ManagedFields() {
	}

	/** Whether the portal holds any field of the object. */
	static boolean ours(ObjectMeta metadata) {
		return metadata.getManagedFields()
			.stream()
			.anyMatch((entry) -> MANAGER.equals(entry.getManager()) && "Apply".equals(entry.getOperation()));
	}

	/** Who holds any of the fields beside the portal: the last to write. */
	static Optional<String> otherOwner(ObjectMeta metadata, List<FieldPath> fields) {
		return metadata.getManagedFields()
			.stream()
			.filter((entry) -> !MANAGER.equals(entry.getManager()))
			.filter((entry) -> fields.stream().anyMatch((field) -> holds(entry, field)))
			.max(OLDEST_FIRST)
			.map(ManagedFieldsEntry::getManager);
	}

	/** All who wrote the object. */
	static String managers(ObjectMeta metadata) {
		return metadata.getManagedFields()
			.stream()
			.map(ManagedFieldsEntry::getManager)
			.distinct()
			.collect(Collectors.joining(", "));
	}

	private static boolean holds(@Nullable ManagedFieldsEntry entry, FieldPath field) {
		return entry != null && entry.getFieldsV1() != null
				&& field.isIn(entry.getFieldsV1().getAdditionalProperties());
	}

}
