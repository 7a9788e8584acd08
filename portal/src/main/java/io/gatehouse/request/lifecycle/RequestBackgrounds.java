package io.gatehouse.request.lifecycle;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import io.gatehouse.request.RequestType.Verb;
import io.gatehouse.request.Text;
import io.gatehouse.request.event.Background;
import io.gatehouse.request.event.Backgrounds;
import io.gatehouse.request.event.Happened;
import io.gatehouse.request.plan.Action;
import io.gatehouse.request.plan.PlanRow;
import io.gatehouse.request.plan.Preview;
import io.gatehouse.request.words.Words;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Reads the background of what happened from the request as it is now. */
@Component
class RequestBackgrounds implements Backgrounds {

	private final ServiceRequests requests;

	private final Words words;

	RequestBackgrounds(ServiceRequests requests, Words words) {
		this.requests = requests;
		this.words = words;
	}

	@Override
	@Transactional(readOnly = true)
	public Optional<Background> of(Happened happened) {
		return Optional.ofNullable(happened.request())
			.flatMap(this.requests::findByNumber)
			.map((request) -> background(happened, request));
	}

	private Background background(Happened happened, ServiceRequest request) {
		// What was told with a plan is told of that plan, whatever became of it since.
		String told = happened.detail().getOrDefault(Happened.About.PLAN.key(), request.planHash());
		boolean same = told.equals(request.planHash());
		List<PlanRow> rows = request.rows();
		return new Background(request.requester(), deed(request.verb()), request.approversOf(told),
				same ? this.words.summary(new Preview(rows, List.of(), List.of()), Words.OWN) : null,
				same ? plan(rows) : List.of(), !request.state().undecided(),
				request.message().map((message) -> this.words.of(message, Words.OWN)).orElse(null));
	}

	private @Nullable String deed(Verb verb) {
		return (verb != Verb.CREATE) ? this.words.of(Text.of("verb." + verb), Words.OWN) : null;
	}

	private List<String> plan(List<PlanRow> rows) {
		return rows.stream()
			.filter((row) -> row.action().changes())
			.sorted(Comparator.comparing((row) -> !row.dangerous()))
			.map(this::row)
			.toList();
	}

	private String row(PlanRow row) {
		String what = "%s: %s %s %s".formatted(this.words.message("action." + row.action(), Words.OWN),
				this.words.system(row.key().system(), Words.OWN), this.words.kind(row.key(), Words.OWN),
				this.words.name(row.key(), Words.OWN));
		return (row.action() == Action.UPDATE) ? what + " (" + attributes(row) + ")" : what;
	}

	private String attributes(PlanRow row) {
		return row.changes()
			.stream()
			.map((change) -> this.words.attribute(change.name(), Words.OWN))
			.collect(Collectors.joining(", "));
	}

}
