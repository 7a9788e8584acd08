package io.gatehouse;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;

/**
 * Runs the whole portal on a {@link Stage}. Test classes that add nothing to this share
 * one running portal: each must use names of its own.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(webEnvironment = WebEnvironment.DEFINED_PORT,
		properties = { "gatehouse.requests.most-open=10000", "gatehouse.limits.reads=100000",
				"gatehouse.limits.changes=100000", "gatehouse.limits.anonymous=100000",
				// Else the cluster's own addresses that a test puts in are taken out
				// again.
				"gatehouse.bans.ingress.discover-every=1d" })
@ContextConfiguration(initializers = Stage.Initializer.class)
@Import(Journey.class)
public @interface OnStage {

}
