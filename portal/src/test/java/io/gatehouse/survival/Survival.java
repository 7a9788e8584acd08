package io.gatehouse.survival;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.gatehouse.OnStage;
import org.junit.jupiter.api.Tag;

import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

/**
 * Tests in which processes die. The work is done by portals in processes of their own;
 * what the test asks for, it asks of a portal without workers in its own process.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("survival")
@OnStage
@Import({ Desk.class, Proof.class, Aftermath.class })
@TestPropertySource(properties = { "db-scheduler.enabled=false", "gatehouse.project.per-person=1000" })
@interface Survival {

}
