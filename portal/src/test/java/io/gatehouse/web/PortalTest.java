package io.gatehouse.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.gatehouse.Doorstep;
import io.gatehouse.TestDatabase;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;

/**
 * Runs the portal at a real port, with a real database and with a stand-in for GitLab to
 * sign in with.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(classes = Doorstep.class, webEnvironment = WebEnvironment.DEFINED_PORT,
		properties = { "db-scheduler.enabled=false",
				"management.endpoint.health.group.readiness.include=readinessState,db" })
@ContextConfiguration(initializers = { TestDatabase.class, TestGitlab.class })
@Import(TestPages.class)
@interface PortalTest {

}
