package io.gatehouse.request;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.gatehouse.OnStage;

import org.springframework.context.annotation.Import;

/**
 * Tests of the kernel: the whole portal with a {@link Workshop} beside the other systems,
 * and {@link Kits} to ask for. Each test uses names of its own.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@OnStage
@Import({ Workshop.class, Kits.class, Bench.class })
public @interface OnBench {

}
