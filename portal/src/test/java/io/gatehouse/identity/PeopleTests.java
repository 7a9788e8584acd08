package io.gatehouse.identity;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.gatehouse.Doorstep;
import io.gatehouse.TestDatabase;
import io.gatehouse.identity.People.Renamed;
import io.gatehouse.identity.People.StandingChanged;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

@SpringBootTest(classes = { Doorstep.class, PeopleTests.Setup.class }, webEnvironment = WebEnvironment.MOCK,
		properties = { "db-scheduler.enabled=false", "gatehouse.roles.patience=2s",
				"management.endpoint.health.group.readiness.include=readinessState,db" })
@ContextConfiguration(initializers = TestDatabase.class)
class PeopleTests {

	@Autowired
	People people;

	@Autowired
	PeopleReader reader;

	@Autowired
	ReadingTasks tasks;

	@Autowired
	MemoryDirectory directory;

	@Autowired
	Heard heard;

	@Autowired
	FindByIndexNameSessionRepository<? extends Session> sessions;

	@Autowired
	JdbcClient jdbc;

	@AfterEach
	void forgetEverybody() {
		this.directory.away(false);
		this.directory.goOn();
		this.jdbc.sql("delete from person").update();
		this.heard.events.clear();
		this.heard.names.clear();
	}

	@Test
	void readsAPersonFromGitlab() {
		add(1, "anna", "Anna", "developers", "teams/payments");

		Person anna = this.people.refresh("Anna");

		assertThat(anna).isEqualTo(this.people.find("anna").orElseThrow())
			.isEqualTo(new Person(1, "anna", "Anna", Set.of("developers", "teams/payments"), Set.of(Role.DEVELOPER),
					false));
	}

	@Test
	void goesByWhatWasReadNotLongAgoWhileGitlabDoesNotAnswer() {
		add(1, "anna", "Anna", "developers");
		this.directory.away(true);

		assertThat(this.people.current("Anna").roles()).containsExactly(Role.DEVELOPER);
		this.jdbc.sql("update person set read_at = now() - interval '16 minutes'").update();
		assertThatThrownBy(() -> this.people.current("anna")).isNotInstanceOf(NoSuchElementException.class);
	}

	@Test
	void asksNobodyTwiceWhileGitlabHangsAndHearsItInTheEnd() {
		add(1, "anna", "Anna", "developers");
		int before = this.directory.asked();
		this.directory.add(1, "anna", "Anna");
		this.directory.hang();

		for (int i = 0; i < 20; i++) {
			assertThat(this.people.current("anna").roles()).containsExactly(Role.DEVELOPER);
		}

		assertThat(this.directory.asked()).isEqualTo(before + 1);
		this.directory.goOn();
		await().untilAsserted(() -> assertThat(this.people.find("anna").orElseThrow().roles()).isEmpty());
		await().untilAsserted(() -> {
			this.people.current("anna");
			assertThat(this.directory.asked()).as("asked again once it answers").isGreaterThan(before + 1);
		});
	}

	@Test
	void waitsToTheEndForWhomItHasNotReadForLong() throws Exception {
		add(1, "anna", "Anna", "developers");
		this.jdbc.sql("update person set read_at = now() - interval '16 minutes'").update();
		this.directory.add(1, "anna", "Anna");
		this.directory.hang();

		Future<Person> anna = ForkJoinPool.commonPool().submit(() -> this.people.current("anna"));
		assertThatThrownBy(() -> anna.get(4, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
		assertThat(this.people.latest("anna").roles()).as("for what must be possible without GitLab")
			.containsExactly(Role.DEVELOPER);
		this.directory.goOn();
		assertThat(anna.get(20, TimeUnit.SECONDS).roles()).isEmpty();
	}

	@Test
	void givesNoRoleToWhoIsBlocked() {
		add(1, "olaf", "Olaf", "platform");
		this.directory.block("olaf", true);

		Person olaf = this.people.current("olaf");

		assertThat(olaf.blocked()).isTrue();
		assertThat(olaf.roles()).isEmpty();
		assertThat(olaf.groups()).as("kept for the day when they come back").containsExactly("platform");
	}

	@Test
	void goesByNothingWhereTheAccountIsGone() {
		add(1, "anna", "Anna", "developers");
		this.directory.remove("anna");

		assertThatThrownBy(() -> this.people.current("anna")).isInstanceOf(NoSuchElementException.class);
	}

	@Test
	void findsManyAtOnceAndLeavesOutStrangers() {
		add(1, "anna", "Anna", "developers");
		add(2, "boris", "Boris", "developers");

		assertThat(this.people.find(List.of("anna", "BORIS", "nobody"))).containsOnlyKeys("anna", "boris");
	}

	@Test
	void letsOpsAskAndAdminsDoBoth() {
		add(1, "anna", "Anna", "developers");
		add(2, "olaf", "Olaf", "platform");
		add(3, "adam", "Adam", "platform-admins");
		add(4, "otis", "Otis", "elsewhere");

		assertThat(this.people.inRole(Role.DEVELOPER)).extracting(Person::username)
			.containsExactly("adam", "anna", "olaf");
		assertThat(this.people.inRole(Role.OPS)).extracting(Person::username).containsExactly("adam", "olaf");
		assertThat(this.people.inRole(Role.ADMIN)).extracting(Person::username).containsExactly("adam");
		assertThat(this.people.find("otis").orElseThrow().roles()).isEmpty();
	}

	@Test
	void takesARoleWithTheGroup() {
		add(1, "anna", "Anna", "developers");
		this.directory.add(1, "anna", "Anna");

		this.reader.readAll();

		assertThat(this.people.find("anna").orElseThrow().roles()).isEmpty();
	}

	@Test
	void findsByGroupAndByPartOfAName() {
		add(1, "anna", "Анна Иванова", "teams/payments");
		add(2, "boris", "100% Boris", "teams/speech");

		assertThat(this.people.inGroup("teams/payments")).extracting(Person::username).containsExactly("anna");
		assertThat(this.people.search("иван", 5)).extracting(Person::username).containsExactly("anna");
		assertThat(this.people.search("0% b", 5)).extracting(Person::username).containsExactly("boris");
		assertThat(this.people.search("_", 5)).isEmpty();
	}

	@Test
	void knowsTheTeams() {
		add(1, "anna", "Anna", "teams/payments", "teams/speech", "platform");

		this.reader.readAll();

		assertThat(this.people.teams()).contains("teams/payments", "teams/speech").doesNotContain("platform");
	}

	@Test
	void tellsThatAnAccountHasAnotherName() {
		add(1, "anna", "Anna", "developers");
		this.directory.remove("anna");

		add(1, "anja", "Anna", "developers");

		assertThat(this.heard.names).containsExactly(new Renamed("anna", "anja"));
		assertThat(this.people.find("anna")).isEmpty();
	}

	@Test
	void tellsThatAnAccountLostItsNameAndGotAnotherOne() {
		add(1, "anna", "Anna", "developers");
		add(2, "anna", "Another Anna", "developers");
		assertThat(this.heard.names).containsExactly(new Renamed("anna", "anna~1"));

		add(1, "anja", "Anna", "developers");

		assertThat(this.heard.names).endsWith(new Renamed("anna~1", "anja"));
		assertThat(this.people.find("anna").orElseThrow().id()).isEqualTo(2);
	}

	@Test
	void endsTheSessionsOfSomebodyBlockedAndTellsItInTheTransaction() {
		add(1, "anna", "Anna", "developers");
		signIn(this.sessions, "anna");
		this.directory.block("anna", true);

		this.reader.checkBlocked();

		assertThat(this.people.find("anna").orElseThrow().blocked()).isTrue();
		assertThat(this.people.inGroup("developers")).isEmpty();
		assertThat(this.sessions.findByPrincipalName("anna")).isEmpty();
		assertThat(this.heard.events).containsExactly(new StandingChanged("anna", true));
		assertThat(this.heard.inTransaction).isTrue();
	}

	@Test
	void endsTheSessionsOfSomebodyWhoWasRenamedAndBlockedSince() {
		add(1, "anna", "Anna", "developers");
		signIn(this.sessions, "anna");
		this.directory.add(1, "anna.new", "Anna", "developers");
		this.directory.block("anna.new", true);

		this.reader.checkBlocked();

		assertThat(this.people.find("anna").orElseThrow().blocked()).isTrue();
		assertThat(this.sessions.findByPrincipalName("anna")).isEmpty();
	}

	@Test
	void tellsABlockOnlyOnceAndLetsInAgain() {
		add(1, "anna", "Anna", "developers");
		this.directory.block("anna", true);
		this.reader.checkBlocked();
		this.reader.checkBlocked();
		this.directory.block("anna", false);
		this.reader.checkBlocked();

		assertThat(this.people.find("anna").orElseThrow().blocked()).isFalse();
		assertThat(this.heard.events).containsExactly(new StandingChanged("anna", true),
				new StandingChanged("anna", false));
	}

	@Test
	void takesADeletedAccountForOneThatIsLetInNoMore() {
		add(1, "anna", "Anna", "developers");
		signIn(this.sessions, "anna");
		this.directory.remove("anna");

		assertThatThrownBy(() -> this.people.refresh("anna")).isInstanceOf(NoSuchElementException.class);

		assertThat(this.people.find("anna").orElseThrow().blocked()).isTrue();
		assertThat(this.sessions.findByPrincipalName("anna")).isEmpty();
		this.reader.checkBlocked();
		assertThat(this.people.find("anna").orElseThrow().blocked()).isTrue();
	}

	@Test
	void givesAUserNameToTheAccountThatHasItNow() {
		add(1, "anna", "Anna the first", "platform");
		this.directory.add(2, "anna", "Anna the second", "developers");

		Person anna = this.people.refresh("anna");

		assertThat(anna.id()).isEqualTo(2);
		assertThat(this.people.inRole(Role.OPS)).isEmpty();
	}

	@Test
	void takesNobodyForAnotherAccountOfTheSameName() {
		add(1, "anna", "Anna the first", "platform");
		Person anna = this.people.find("anna").orElseThrow();
		assertThat(this.people.refresh(anna)).isEqualTo(anna);
		this.directory.add(2, "anna", "Anna the second", "platform");

		assertThatThrownBy(() -> this.people.refresh(anna)).isInstanceOf(NoSuchElementException.class);
		assertThatThrownBy(() -> this.people.current(anna)).isInstanceOf(NoSuchElementException.class);
		assertThatThrownBy(() -> this.people.latest(anna)).isInstanceOf(NoSuchElementException.class);
	}

	@Test
	void keepsTheLastStateWhileGitlabIsAway() {
		add(1, "anna", "Anna", "developers");
		this.directory.away(true);

		this.tasks.tolerating(this.reader::readAll);
		this.tasks.tolerating(this.reader::checkBlocked);

		assertThat(this.people.find("anna").orElseThrow().is(Role.DEVELOPER)).isTrue();
		assertThatThrownBy(() -> this.people.refresh("anna")).hasMessage("GitLab does not answer");
	}

	@Test
	void doesNotLetAnOlderAnswerOverwriteANewerOne() {
		add(1, "anna", "Anna", "developers");
		this.jdbc.sql("update person set read_at = now() + interval '1 minute'").update();
		this.directory.add(1, "anna", "Anna", "platform");

		assertThat(this.people.refresh("anna").groups()).containsExactly("developers");
	}

	@Test
	void mayNotChangeTheSchemaAtRunTime() {
		assertThatThrownBy(() -> this.jdbc.sql("create table mine (id int)").update()).rootCause()
			.hasMessageContaining("permission denied");
	}

	private void add(long id, String username, String name, String... groups) {
		this.directory.add(id, username, name, groups);
		this.people.refresh(username);
	}

	private static <S extends Session> void signIn(FindByIndexNameSessionRepository<S> sessions, String username) {
		S session = sessions.createSession();
		session.setAttribute(FindByIndexNameSessionRepository.PRINCIPAL_NAME_INDEX_NAME, username);
		session.setLastAccessedTime(Instant.now());
		sessions.save(session);
		assertThat(sessions.findByPrincipalName(username)).hasSize(1);
	}

	@TestConfiguration
	static class Setup {

		@Bean
		@Primary
		MemoryDirectory memoryDirectory() {
			return new MemoryDirectory();
		}

		@Bean
		Heard heard() {
			return new Heard();
		}

	}

	static class Heard {

		final List<StandingChanged> events = new ArrayList<>();

		final List<Renamed> names = new ArrayList<>();

		boolean inTransaction;

		@EventListener
		void on(Renamed event) {
			this.names.add(event);
		}

		@EventListener
		void on(StandingChanged event) {
			this.events.add(event);
			this.inTransaction = TransactionSynchronizationManager.isActualTransactionActive();
		}

	}

}
