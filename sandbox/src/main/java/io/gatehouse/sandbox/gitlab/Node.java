package io.gatehouse.sandbox.gitlab;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** What groups and projects have in common. */
abstract sealed class Node permits Group, Project {

	long id;

	String name = "";

	String path = "";

	@Nullable Long parentId;

	String description = "";

	Visibility visibility = Visibility.PRIVATE;

	boolean archived;

	@Nullable LocalDate markedForDeletionOn;

	Instant createdAt = Instant.EPOCH;

	Map<Long, Member> members = new LinkedHashMap<>();

	List<DeployToken> deployTokens = new ArrayList<>();

	List<Variable> variables = new ArrayList<>();

	List<Invitation> invitations = new ArrayList<>();

	/** {@code Group} or {@code Project}, as GitLab's messages have it. */
	abstract String kind();

}
