/**
 * The form engine: from a record to a model of its fields, and from what a person typed
 * to a valid form.
 */
@NullMarked
package io.gatehouse.request.form;

import org.jspecify.annotations.NullMarked;
