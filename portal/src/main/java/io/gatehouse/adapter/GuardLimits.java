package io.gatehouse.adapter;

import java.time.Duration;

import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much the portal may ask of one system, part of each adapter's properties.
 *
 * @param connect the time limit for a connection
 * @param read the time limit for an answer
 * @param concurrentCalls calls under way at once; a few more for what is urgent
 * @param patience how long a call waits for its turn
 * @param faultsToOpen so many calls must have been made, half of them failed, for the
 * circuit to open
 * @param openFor how long an open circuit lets no call through
 */
public record GuardLimits(@DefaultValue("2s") Duration connect, @DefaultValue("10s") Duration read,
		@DefaultValue("16") @Min(1) int concurrentCalls, @DefaultValue("5s") Duration patience,
		@DefaultValue("6") @Min(1) int faultsToOpen, @DefaultValue("20s") Duration openFor) {
}
