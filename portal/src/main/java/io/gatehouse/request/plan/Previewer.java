package io.gatehouse.request.plan;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.gatehouse.request.ExternalSystem;
import io.gatehouse.request.RequestType.Problem;
import io.gatehouse.request.Resource.Context;
import io.gatehouse.request.Resource.State;
import io.gatehouse.request.Resource;
import io.gatehouse.request.Text;
import io.gatehouse.request.plan.Target.Mode;
import io.gatehouse.request.plan.Target.Work;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/** Reads every resource of a target and says what would become of it. */
@Component
public class Previewer {

	private final Holdings holdings;

	Previewer(Holdings holdings) {
		this.holdings = holdings;
	}

	/**
	 * Reads all resources at once; the guard of each system bounds how many calls that
	 * makes.
	 */
	public Preview preview(Target target) {
		List<Reading> readings = new ArrayList<>();
		try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			List<Future<Verdict>> futures = target.works()
				.stream()
				.map((work) -> threads.submit(() -> told(target, work, new ReadingContext(work))))
				.toList();
			futures.forEach((future) -> readings.add(reading(future)));
		}
		List<PlanRow> rows = new ArrayList<>();
		List<Problem> problems = new ArrayList<>();
		List<Text> troubles = new ArrayList<>();
		for (Reading reading : readings) {
			switch (reading) {
				case Reading.Done(Verdict verdict) -> {
					rows.add(verdict.row());
					verdict.problem().ifPresent(problems::add);
				}
				case Reading.Failed(Text words) -> {
					if (!troubles.contains(words)) {
						troubles.add(words);
					}
				}
			}
		}
		return new Preview(rows, problems, troubles);
	}

	/** With what a person should know beside it: that is for whoever decides. */
	private Verdict told(Target target, Work work, Context context) {
		Verdict verdict = verdict(target, work, context);
		return (work.mode() == Mode.APPLY && verdict.row().action().changes())
				? verdict.with(work.resource().notes(context)) : verdict;
	}

	/** Reads one resource. */
	public Verdict verdict(Target target, Work work, Context context) {
		State state = work.resource().read(context);
		return switch (work.mode()) {
			case APPLY -> application(target, work, state);
			case REMOVE -> removal(work, state, context);
			case HAND_BACK -> handingBack(work, state);
		};
	}

	private Verdict application(Target target, Work work, State state) {
		Resource resource = work.resource();
		List<Change> changes = changes(state, resource.desired());
		Action action = !state.present() ? Action.CREATE : (changes.isEmpty() ? Action.UNCHANGED : Action.UPDATE);
		PlanRow row = new PlanRow(work.key(), action, changes, List.of(), link(state));
		return new Verdict(row, state,
				(work.holding() == null) ? collision(target, resource, state) : Optional.empty());
	}

	private Optional<Problem> collision(Target target, Resource resource, State state) {
		Optional<String> holder = resource.exclusive() ? this.holdings.otherHolder(resource.key(), target.asset())
				: Optional.empty();
		if (holder.isPresent()) {
			return Optional.of(Problem.at("", resource.shared() ? "plan.held-by" : "plan.taken-by",
					"@resource." + kind(resource), "@" + resource.key(), holder.get()));
		}
		return (state.present() && !resource.shared()) ? Optional.of(Problem.at("", "plan.taken",
				"@resource." + kind(resource), "@" + resource.key(), "@system." + resource.key().system()))
				: Optional.empty();
	}

	private static Verdict removal(Work work, State state, Context context) {
		Optional<State> before = work.before().filter(State::present);
		if (before.isPresent()) {
			return restoration(work, state, before.get());
		}
		if (!state.present()) {
			return stays(work, state, Text.of("plan.gone"));
		}
		List<Text> notes = work.resource().removalNote(context).stream().toList();
		return new Verdict(new PlanRow(work.key(), Action.REMOVE, List.of(), notes, link(state)), state,
				Optional.empty());
	}

	/** What was there before is put back as it was, in what the portal asked for. */
	private static Verdict restoration(Work work, State state, State before) {
		Set<String> asked = work.resource().desired().keySet();
		TreeMap<String, String> then = new TreeMap<>(before.attributes());
		then.keySet().retainAll(asked);
		List<Change> changes = new ArrayList<>(changes(state, then));
		asked.stream().filter((name) -> !then.containsKey(name)).forEach((name) -> {
			String now = state.attributes().get(name);
			if (now != null) {
				changes.add(new Change(name, now, null, state.changedBy().get(name)));
			}
		});
		return changes.isEmpty() ? stays(work, state, Text.of("plan.was-there")) : new Verdict(
				new PlanRow(work.key(), Action.RESTORE, changes, List.of(), link(state)), state, Optional.empty());
	}

	private static Verdict handingBack(Work work, State state) {
		Holding.Other other = Objects.requireNonNull(Objects.requireNonNull(work.holding()).other());
		List<Change> changes = changes(state, work.resource().desired());
		Action action = changes.isEmpty() ? Action.UNCHANGED : Action.RESTORE;
		PlanRow row = new PlanRow(work.key(), action, changes, List.of(Text.of("plan.still-used", other.title())),
				link(state));
		return new Verdict(row, state, Optional.empty());
	}

	private static Verdict stays(Work work, State state, Text why) {
		return new Verdict(new PlanRow(work.key(), Action.UNCHANGED, List.of(), List.of(why), link(state)), state,
				Optional.empty());
	}

	private static List<Change> changes(State state, Map<String, String> desired) {
		List<Change> changes = new ArrayList<>();
		desired.forEach((name, value) -> {
			String now = state.attributes().get(name);
			if (!value.equals(now)) {
				changes.add(new Change(name, now, value, state.changedBy().get(name)));
			}
		});
		return changes;
	}

	private static String kind(Resource resource) {
		return resource.key().system() + "." + resource.key().kind().replace(' ', '-');
	}

	private static @Nullable String link(State state) {
		return Optional.ofNullable(state.link()).map(URI::toString).orElse(null);
	}

	private static Reading reading(Future<Verdict> future) {
		try {
			return new Reading.Done(future.get());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("interrupted while reading a plan's resources", ex);
		}
		catch (ExecutionException ex) {
			return switch (ex.getCause()) {
				case ExternalSystem.Failure failure -> new Reading.Failed(failure.words());
				case RuntimeException fault -> throw fault;
				case null, default -> throw new IllegalStateException(ex);
			};
		}
	}

	/**
	 * What is to become of one resource.
	 *
	 * @param state what was read
	 * @param problem why that can't be
	 */
	public record Verdict(PlanRow row, State state, Optional<Problem> problem) {

		private Verdict with(List<Text> notes) {
			PlanRow told = new PlanRow(this.row.key(), this.row.action(), this.row.changes(), notes, this.row.link());
			return new Verdict(told, this.state, this.problem);
		}

	}

	/** What came of reading one resource. */
	private sealed interface Reading {

		record Done(Verdict verdict) implements Reading {
		}

		record Failed(Text words) implements Reading {
		}

	}

	/** The context of reading only. */
	private record ReadingContext(Work work) implements Context {

		@Override
		public Optional<Instant> end() {
			return this.work.end();
		}

		@Override
		public Optional<State> before() {
			return this.work.before();
		}

		@Override
		public Optional<SortedMap<String, String>> held() {
			return this.work.held();
		}

		@Override
		public String reference() {
			return "preview";
		}

		@Override
		public void beforeWrite() {
			throw new IllegalStateException("a preview changes nothing: " + this.work.key());
		}

	}

}
