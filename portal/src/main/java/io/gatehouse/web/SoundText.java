package io.gatehouse.web;

import java.beans.PropertyEditorSupport;

import org.jspecify.annotations.Nullable;

import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.InitBinder;

/**
 * Takes the NUL out of parameters and paths: no field can hold it, and PostgreSQL takes
 * no text that has one.
 */
@ControllerAdvice
class SoundText {

	@InitBinder
	void prepare(WebDataBinder binder) {
		binder.registerCustomEditor(String.class, new PropertyEditorSupport() {

			@Override
			public void setAsText(@Nullable String text) {
				setValue((text != null) ? text.replace("\0", "") : null);
			}

		});
	}

}
