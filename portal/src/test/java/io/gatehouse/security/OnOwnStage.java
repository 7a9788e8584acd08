package io.gatehouse.security;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.gatehouse.OnStage;

import org.springframework.test.context.TestPropertySource;

/**
 * Runs the portal on a stage that only tests with this annotation share: they count what
 * is in the database, and block somebody.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@OnStage
@TestPropertySource(properties = { "gatehouse.bans.feeds.table.url=http://localhost:1/",
		"gatehouse.bans.feeds.table.every=1h", "gatehouse.bans.feeds.table.lasts=24h" })
@interface OnOwnStage {

}
