package io.gatehouse.request;

import java.io.InputStream;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How a component of a form is asked for; what is left out follows from its Java type
 * (String, int, long, boolean, an enum, LocalDate, Duration, {@code List<String>},
 * {@link Upload}). Label and help are the messages {@code TYPE.COMPONENT} and
 * {@code TYPE.COMPONENT.help}; what may be entered is said by Bean Validation.
 */
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface Field {

	/** As {@link #value}: the user name of whoever opens the form. */
	String ME = "{me}";

	Kind kind() default Kind.PLAIN;

	/**
	 * The field is shown, and its value kept, only where another field has a value:
	 * {@code "visibility=INTERNAL"}.
	 */
	String when() default "";

	/**
	 * A word of the form's own: of all fields that have the same one, at least one must
	 * be given. Such a field is not required by itself.
	 */
	String anyOf() default "";

	/** Whether it stays as it was first given when the asset is changed. */
	boolean fixed() default false;

	/** What the field holds where a new form is opened, as it would be typed. */
	String value() default "";

	/**
	 * A file that was sent before the form; what is in it never changes.
	 *
	 * @param name as the person called it
	 * @param size in bytes
	 * @param sha256 of the content, in hexadecimal digits
	 * @param lines how many it has as a text
	 */
	record Upload(String id, String name, long size, String sha256, long lines) {

		@Override
		public String toString() {
			return this.name;
		}

	}

	/** Where files are kept. */
	interface Uploads {

		/**
		 * Gives the content.
		 * @throws java.util.NoSuchElementException where it is kept no more
		 */
		InputStream open(Upload upload);

	}

	/** What a String stands for. */
	enum Kind {

		/** What the Java type says. */
		PLAIN,

		/** Several lines. */
		LONG,

		/** The user name of a person. */
		PERSON,

		/**
		 * The path of a team's group below the teams' group, one of the person's own or a
		 * new one.
		 */
		TEAM,

		/** The full path of a project. */
		PROJECT,

		/** Kept in the {@link SecretStore} at once; the form holds the path to it. */
		SECRET

	}

}
