package io.gatehouse.request.web;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.gatehouse.identity.Person;
import io.gatehouse.request.execution.Targets;
import io.gatehouse.request.plan.RequestTypes;
import io.gatehouse.request.plan.RequestTypes.Known;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What people can ask for. */
@Component
class Catalogue {

	private final RequestTypes types;

	private final Usual usual;

	private final Lines lines;

	Catalogue(RequestTypes types, Usual usual, Lines lines) {
		this.types = types;
		this.usual = usual;
		this.lines = lines;
	}

	List<TypeLine> lines(Person me) {
		Map<String, Duration> times = this.usual.times();
		return this.types.all()
			.stream()
			.filter((type) -> type.type().offeredTo(Targets.requester(me)))
			.map((type) -> line(type, times))
			.toList();
	}

	private TypeLine line(Known type, Map<String, Duration> times) {
		return new TypeLine(type.name(), this.lines.words().type(type.name(), Lines.locale()), summary(type.name()),
				this.lines.words().optional(type.name() + ".approvers", Lines.locale()), time(times.get(type.name())),
				type.type()
					.pages()
					.stream()
					.map((page) -> new ValueLine(this.lines.words().message(page.label(), Lines.locale()), page.path()))
					.toList());
	}

	String summary(String type) {
		return this.lines.words().message(type + ".summary", Lines.locale());
	}

	@Nullable String usualTime(String type) {
		return time(this.usual.times().get(type));
	}

	/** Rounded to what a person would say. */
	private @Nullable String time(@Nullable Duration median) {
		if (median == null) {
			return null;
		}
		if (median.compareTo(Duration.ofHours(2)) < 0) {
			return this.lines.duration(Duration.ofMinutes(Math.max(1, median.toMinutes())));
		}
		return this.lines.duration((median.compareTo(Duration.ofDays(2)) < 0) ? Duration.ofHours(median.toHours())
				: Duration.ofDays(median.toDays()));
	}

}
