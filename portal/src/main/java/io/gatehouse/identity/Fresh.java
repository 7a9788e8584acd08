package io.gatehouse.identity;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A controller's {@link Person} as {@link People#latest} knows them, for what takes
 * effect without anybody else's word. Somebody who is let in no more, or whose user name
 * is another account's by now, finds nothing there.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface Fresh {

}
