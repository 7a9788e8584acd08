package io.gatehouse.identity;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.gatehouse.identity.PatientReader.Reading;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/** The people whom the database knows. */
@Component
class KnownPeople implements People {

	private static final Logger log = LoggerFactory.getLogger(KnownPeople.class);

	private static final String BY_THE_LAST = "GitLab has not told in time who {} is; what it told last counts";

	private final PersonRows rows;

	private final PeopleReader reader;

	private final PatientReader patient;

	private final RoleProperties roles;

	KnownPeople(PersonRows rows, PeopleReader reader, PatientReader patient, RoleProperties roles) {
		this.rows = rows;
		this.reader = reader;
		this.patient = patient;
		this.roles = roles;
	}

	@Override
	public Optional<Person> find(String username) {
		return Optional.ofNullable(find(List.of(username)).get(username.toLowerCase(Locale.ROOT)));
	}

	@Override
	public Map<String, Person> find(Collection<String> usernames) {
		List<String> lower = usernames.stream().map((username) -> username.toLowerCase(Locale.ROOT)).toList();
		return this.rows.named(lower).stream().collect(Collectors.toMap(Person::username, Function.identity()));
	}

	@Override
	public Person refresh(String username) {
		this.reader.read(username);
		return find(username).orElseThrow();
	}

	@Override
	public Person current(String username) {
		String name = username.toLowerCase(Locale.ROOT);
		Reading reading = this.patient.read(name);
		if (reading.succeeded()) {
			return known(name);
		}
		if (this.rows.readWithin(name, this.roles.goodFor())) {
			log.warn(BY_THE_LAST, name);
		}
		else {
			reading.await();
		}
		return known(name);
	}

	@Override
	public Person latest(String username) {
		String name = username.toLowerCase(Locale.ROOT);
		if (!this.patient.read(name).succeeded()) {
			log.warn(BY_THE_LAST, name);
		}
		return known(name);
	}

	private Person known(String username) {
		return find(username).orElseThrow(() -> new NoSuchElementException("Nobody is known as " + username));
	}

	@Override
	public List<Person> inRole(Role role) {
		return this.rows.inAnyOf(this.roles.groupsOf(role));
	}

	@Override
	public List<Person> inGroup(String path) {
		return this.rows.inAnyOf(List.of(path));
	}

	@Override
	public List<Person> search(String text, int limit) {
		return this.rows.like(text, limit);
	}

	@Override
	public List<String> teams() {
		return this.rows.teams();
	}

}
