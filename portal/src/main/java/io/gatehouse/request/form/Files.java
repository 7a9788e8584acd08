package io.gatehouse.request.form;

import java.util.Optional;

import io.gatehouse.request.Field.Upload;

/** The files that whoever fills in a form may name. */
@FunctionalInterface
public interface Files {

	/** No file at all. */
	Files NONE = (id) -> Optional.empty();

	Optional<Upload> find(String id);

}
