package io.gatehouse.ban;

import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import io.gatehouse.ban.list.BanNames;
import io.gatehouse.request.ExternalSystem;
import io.gatehouse.request.ExternalSystem.Health.Fault;
import io.gatehouse.request.Resource;
import io.gatehouse.request.Text;

import org.springframework.stereotype.Component;

/** The bans, as a system in which requests make things: the portal keeps it itself. */
@Component
class BanSystem implements ExternalSystem {

	static final String NAME = "bans";

	private final BanResources resources;

	private final Enforcement enforcement;

	private final Clock clock;

	BanSystem(BanResources resources, Enforcement enforcement, Clock clock) {
		this.resources = resources;
		this.enforcement = enforcement;
		this.clock = clock;
	}

	@Override
	public String name() {
		return NAME;
	}

	@Override
	public Resource recorded(Resource.Key key, Map<String, String> attributes) {
		return this.resources.recorded(key, attributes);
	}

	@Override
	public Optional<Text> called(Resource.Key key) {
		return key.kind().equals(BanResource.KIND) ? BanNames.said(key.name()) : Optional.empty();
	}

	/**
	 * It is always there; what is wrong with those who enforce it is told as its faults.
	 */
	@Override
	public Health health() {
		List<Fault> faults = this.enforcement.matters()
			.stream()
			.map((matter) -> new Fault(Objects.requireNonNullElseGet(matter.since(), this.clock::instant),
					matter.words()))
			.sorted(Comparator.comparing(Fault::at).reversed())
			.toList();
		return new Health(true, null, null, faults);
	}

	@Override
	public List<Matter> matters() {
		return this.enforcement.matters();
	}

	@Override
	public void probe() {
		// It is in the portal's own database, which is looked after by itself.
	}

}
