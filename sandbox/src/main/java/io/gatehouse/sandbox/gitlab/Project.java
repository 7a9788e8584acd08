package io.gatehouse.sandbox.gitlab;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** A project with its repository and protections. */
final class Project extends Node {

	@Nullable Long creatorId;

	String defaultBranch = "main";

	boolean onlyMergeIfPipelineSucceeds;

	boolean onlyMergeIfDiscussionsResolved;

	List<String> topics = new ArrayList<>();

	List<ProtectedBranch> protectedBranches = new ArrayList<>();

	List<ProtectedTag> protectedTags = new ArrayList<>();

	Repository repository = new Repository();

	Instant lastActivityAt = Instant.EPOCH;

	@Override
	String kind() {
		return "Project";
	}

}
