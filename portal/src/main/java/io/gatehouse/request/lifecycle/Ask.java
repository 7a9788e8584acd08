package io.gatehouse.request.lifecycle;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

import io.gatehouse.request.ApprovalPolicy;
import io.gatehouse.request.RequestType.Owner;
import io.gatehouse.request.RequestType.Verb;
import io.gatehouse.request.plan.Preview;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asks for.
 *
 * @param asset what it is about; null for a new one
 * @param form as JSON
 * @param restartsClock whether the lifetime counts from when it is carried out
 * @param search what it can be found by
 */
public record Ask(String type, Verb verb, String title, String form, String requester, Owner owner,
		@Nullable UUID asset, Optional<Duration> lifetime, boolean restartsClock, String reason, ApprovalPolicy policy,
		Preview preview, String search) {
}
