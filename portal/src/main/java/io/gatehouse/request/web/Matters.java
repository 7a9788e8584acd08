package io.gatehouse.request.web;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

import io.gatehouse.identity.Person;
import io.gatehouse.request.ExternalSystem.Matter;
import io.gatehouse.request.ExternalSystem;
import io.gatehouse.request.approval.Access;
import io.gatehouse.request.execution.PausedSystems;
import io.gatehouse.request.plan.Systems;
import io.gatehouse.request.words.Words;
import org.springframework.stereotype.Component;

/**
 * All that ops must look at now: systems that are away or rest, and what else is told.
 */
@Component
class Matters {

	private static final String SYSTEMS = "/systems";

	private final Systems systems;

	private final PausedSystems paused;

	private final Words words;

	Matters(Systems systems, PausedSystems paused, Words words) {
		this.systems = systems;
		this.paused = paused;
		this.words = words;
	}

	/**
	 * Systems first, then newest first; nothing for those who could not see more of it.
	 */
	List<MatterLine> of(Person person) {
		if (!Access.allSeeing(person)) {
			return List.of();
		}
		List<MatterLine> lines = new ArrayList<>();
		Set<String> resting = this.paused.names();
		for (ExternalSystem system : this.systems.all()) {
			boolean rests = resting.contains(system.name());
			if (rests || !system.health().up()) {
				String name = this.words.system(system.name(), Lines.locale());
				String state = this.words.message(rests ? "systems.paused" : "systems.down", Lines.locale());
				lines.add(new MatterLine(name, state, null, SYSTEMS));
			}
		}
		this.systems.all()
			.stream()
			.flatMap((system) -> system.matters().stream())
			.sorted(Comparator.comparing(Matter::since, Comparator.nullsFirst(Comparator.naturalOrder())).reversed())
			.map((matter) -> new MatterLine(this.words.of(matter.subject(), Lines.locale()),
					this.words.of(matter.words(), Lines.locale()), matter.since(), matter.path()))
			.forEach(lines::add);
		return lines;
	}

}
