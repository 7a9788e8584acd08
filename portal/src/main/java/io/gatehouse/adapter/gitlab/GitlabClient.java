package io.gatehouse.adapter.gitlab;

import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

import io.gatehouse.adapter.Guard;
import io.gatehouse.request.ExternalSystem;
import io.gatehouse.request.Resource;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** GitLab's API with the guard before every single call. */
@Component
final class GitlabClient implements DisposableBean {

	private static final int PAGE = 100;

	private final GitlabProperties properties;

	private final Transport transport;

	private final Guard guard;

	private final boolean urgent;

	@Autowired
	GitlabClient(GitlabProperties properties, Clock clock) {
		this(properties, Transport.to(properties),
				new Guard("gitlab", properties.limits(), clock, new Faults(clock)::classify), false);
	}

	private GitlabClient(GitlabProperties properties, Transport transport, Guard guard, boolean urgent) {
		this.properties = properties;
		this.transport = transport;
		this.guard = guard;
		this.urgent = urgent;
	}

	/** The same for what others wait for: it finds a place whatever else goes on. */
	GitlabClient urgently() {
		return new GitlabClient(this.properties, this.transport, this.guard, true);
	}

	/**
	 * Reads one thing. Empty where there is none, or where only a redirect is left of it:
	 * a moved or doomed project must not be taken for the one that is asked for.
	 */
	<T> Optional<T> find(Class<T> type, Map<String, ?> query, String... path) {
		return read(() -> {
			Answer answer = tolerate(this.transport.read(query, path), 301, 404);
			return answer.ok() ? Optional.of(answer.as(type)) : Optional.empty();
		});
	}

	<T> Optional<T> find(Class<T> type, String... path) {
		return find(type, Map.of(), path);
	}

	/** Reads all pages of a list; empty where what it belongs to is gone. */
	<T> List<T> list(Class<T> type, Map<String, ?> query, String... path) {
		List<T> all = new ArrayList<>();
		String page = "1";
		while (!page.isEmpty()) {
			Map<String, Object> parameters = new LinkedHashMap<>(query);
			parameters.put("per_page", PAGE);
			parameters.put("page", page);
			page = read(() -> {
				Answer answer = tolerate(this.transport.read(parameters, path), 301, 404);
				if (!answer.ok()) {
					return "";
				}
				all.addAll(answer.asList(type));
				String next = answer.nextPage();
				return (next != null) ? next : "";
			});
		}
		return all;
	}

	private <T> T read(Callable<T> call) {
		return this.urgent ? this.guard.readUrgently(call) : this.guard.read(call);
	}

	/** Creates; an error is thrown unless its status is tolerated. */
	Answer post(Resource.Context context, Map<String, ?> body, List<String> path, int... tolerated) {
		return write(context, () -> this.transport.create(body, path.toArray(String[]::new)), tolerated);
	}

	/** Changes; an error is thrown unless its status is tolerated. */
	Answer put(Resource.Context context, Map<String, ?> body, List<String> path, int... tolerated) {
		return write(context, () -> this.transport.change(body, path.toArray(String[]::new)), tolerated);
	}

	/** Deletes; an error is thrown unless its status is tolerated. */
	Answer delete(Resource.Context context, List<String> path, int... tolerated) {
		return write(context, () -> this.transport.remove(path.toArray(String[]::new)), tolerated);
	}

	/**
	 * Deletes what this call has just made and nobody else knows, even where the request
	 * is another worker's by now: that one can't know of it.
	 */
	void deleteOwn(List<String> path) {
		this.guard.read(() -> tolerate(this.transport.remove(path.toArray(String[]::new)), 404));
	}

	void probe() {
		this.guard.probe(() -> tolerate(this.transport.read(Map.of(), "version")));
	}

	ExternalSystem.Health health() {
		return this.guard.health();
	}

	/** The page about a group or project, as people reach it. */
	URI page(String fullPath, URI asGitlabSays) {
		URI base = this.properties.publicUrl();
		return (base != null) ? URI.create(base.toString().replaceAll("/+$", "") + "/" + fullPath) : asGitlabSays;
	}

	private Answer write(Resource.Context context, Callable<Answer> call, int... tolerated) {
		return this.guard.write(context, () -> tolerate(call.call(), tolerated));
	}

	private static Answer tolerate(Answer answer, int... tolerated) {
		if (answer.ok() || Arrays.stream(tolerated).anyMatch((status) -> status == answer.status())) {
			return answer;
		}
		throw answer.fault();
	}

	@Override
	public void destroy() {
		this.transport.close();
	}

}
