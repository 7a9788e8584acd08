package io.gatehouse.ban.ingress;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.gatehouse.ban.ingress.Publications.Publication;
import io.gatehouse.ban.list.Enforcer;
import io.gatehouse.ban.list.Lists;
import io.gatehouse.ban.list.Lists.Standing;
import io.gatehouse.ban.list.Scope;
import io.gatehouse.request.ExternalSystem.Matter;
import io.gatehouse.request.Text;

import org.springframework.stereotype.Component;

/** What lets traffic into the cluster. */
@Component
class IngressEnforcer implements Enforcer {

	private final Outputs outputs;

	private final Publications publications;

	private final Lists lists;

	IngressEnforcer(Outputs outputs, Publications publications, Lists lists) {
		this.outputs = outputs;
		this.publications = publications;
		this.lists = lists;
	}

	@Override
	public List<Place> places(Scope scope, long change) {
		if (!scope.equals(Scope.EVERYWHERE) && !scope.equals(Scope.INGRESS)) {
			return List.of();
		}
		return this.outputs.all().stream().map((output) -> place(output, change)).toList();
	}

	private Place place(Output output, long change) {
		Optional<Publication> publication = this.publications.find(output.name());
		Optional<Long> version = this.lists.versionWith(Scope.INGRESS, change);
		// Before all that may be wrong with what comes next.
		if (publication.isPresent() && version.isPresent() && publication.get().version() >= version.get()) {
			return new Place(output.title(), State.ENFORCED,
					Text.of("ban.output.enforces", String.valueOf(publication.get().version())));
		}
		Optional<Text> halted = this.lists.standing(Scope.INGRESS).flatMap(Standing::halted);
		if (halted.isPresent()) {
			return new Place(output.title(), State.STOPPED, halted.get());
		}
		if (publication.isPresent() && publication.get().message() != null) {
			return new Place(output.title(), publication.get().state(), publication.get().message());
		}
		return new Place(output.title(), State.WAITING, Text.of("ban.output.waits", output.title()));
	}

	@Override
	public List<Matter> matters() {
		List<Matter> matters = new ArrayList<>();
		Map<String, Publication> last = this.publications.all()
			.stream()
			.collect(Collectors.toMap(Publication::output, Function.identity()));
		for (Output output : this.outputs.all()) {
			Publication publication = last.get(output.name());
			if (publication != null && publication.message() != null) {
				matters.add(new Matter(publication.at(), Text.of("ban.matter.output", output.title()),
						publication.message(), "/systems"));
			}
		}
		return matters;
	}

}
