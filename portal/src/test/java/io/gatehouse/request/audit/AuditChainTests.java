package io.gatehouse.request.audit;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import io.gatehouse.Stage;
import io.gatehouse.request.OnBench;
import io.gatehouse.request.audit.AuditChain.Flaw;
import io.gatehouse.request.event.Happened;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Each test breaks the chain as the owner of the database could, and mends it. */
@OnBench
// What the portal does by itself would be in the chain, too.
@TestPropertySource(properties = "db-scheduler.enabled=false")
class AuditChainTests {

	@Autowired
	Stage stage;

	@Autowired
	AuditChain chain;

	@Autowired
	AuditLog log;

	@Autowired
	ApplicationEventPublisher events;

	@Autowired
	TransactionTemplate transactions;

	@Value("${spring.datasource.url}")
	String url;

	@Value("${spring.datasource.username}")
	String username;

	@Value("${spring.datasource.password}")
	String password;

	@BeforeEach
	void fill() {
		this.stage.sql("truncate audit_event");
		IntStream.rangeClosed(1, 10).forEach((index) -> append("dana", "event " + index));
	}

	@AfterEach
	void mend() {
		this.stage.sql("truncate audit_event");
	}

	private void append(String actor, String title) {
		this.transactions.executeWithoutResult(
				(transaction) -> this.events.publishEvent(new Happened(actor, Happened.Action.REQUEST_SUBMITTED, "kit",
						title, 7L, null, Map.of("plan", "abc", "reason", "ж\n\"x\""))));
	}

	@Test
	void holdsAsItIs() {
		AuditChain.Verdict verdict = this.chain.verify();
		assertThat(verdict.unbroken()).isTrue();
		assertThat(verdict.verified()).isEqualTo(10);
		assertThat(verdict.head()).isEqualTo(this.log.last().orElseThrow().hash());
	}

	@ParameterizedTest
	@ValueSource(strings = { "actor = 'olga'", "action = 'REQUEST_APPROVED'", "type = 'other'", "title = 'another'",
			"request_number = 8", "request_number = null", "asset_number = 7", "at = at + interval '1 microsecond'",
			"detail = '{\"plan\":\"abd\",\"reason\":\"x\"}'", "detail = '{}'", "hash = repeat('a', 64)" })
	void namesAnEventThatWasChanged(String change) {
		this.stage.sql("update audit_event set " + change + " where number = 4");
		assertBroken(4, Flaw.CHANGED);
	}

	@Test
	void namesAnEventThatWasChangedAndSealedAgain() {
		AuditEvent fourth = this.log.from(4, 1).getFirst();
		AuditEvent forged = new AuditEvent(4, fourth.at(), "olga", fourth.action(), fourth.type(), fourth.title(),
				fourth.request(), fourth.asset(), fourth.detail(), fourth.previous(), "")
			.sealed();
		this.stage.sql("update audit_event set actor = 'olga', hash = '" + forged.hash() + "' where number = 4");
		assertBroken(5, Flaw.UNLINKED);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 4, 9 })
	void namesAnEventThatWasDeleted(int number) {
		this.stage.sql("delete from audit_event where number = " + number);
		assertBroken(number, Flaw.MISSING);
	}

	@Test
	void namesAnEventThatWasPutIn() {
		this.stage.sql("update audit_event set number = number + 100 where number > 4");
		this.stage.sql("update audit_event set number = number - 99 where number > 100");
		this.stage.sql("insert into audit_event select 5, at, 'mallory', action, type, title, request_number, "
				+ "asset_number, detail, previous, repeat('b', 64) from audit_event where number = 4");
		assertBroken(5, Flaw.UNLINKED);
	}

	@Test
	void showsByItsHeadThatTheEndWasCutOff() {
		String head = this.chain.verify().head();
		this.stage.sql("delete from audit_event where number = 10");
		assertThat(this.chain.verify().head()).isNotEqualTo(head);
	}

	private void assertBroken(long number, Flaw flaw) {
		AuditChain.Verdict verdict = this.chain.verify();
		assertThat(verdict.unbroken()).isFalse();
		assertThat(verdict.broken()).isEqualTo(number);
		assertThat(verdict.flaw()).isEqualTo(flaw);
		assertThat(verdict.verified()).isEqualTo(number - 1);
		assertThat(VerifyCommand.said(verdict)).contains("BROKEN at event " + number);
	}

	@ParameterizedTest
	@ValueSource(strings = { "update audit_event set actor = 'x'", "delete from audit_event", "truncate audit_event",
			"drop table audit_event", "alter table audit_event disable trigger all",
			"create or replace rule quiet as on insert to audit_event do instead nothing" })
	void letsTheApplicationAppendOnly(String statement) throws SQLException {
		try (Connection connection = DriverManager.getConnection(this.url, this.username, this.password);
				Statement run = connection.createStatement()) {
			assertThatExceptionOfType(SQLException.class).isThrownBy(() -> run.execute(statement))
				.satisfies((fault) -> assertThat(fault.getSQLState()).as(fault.getMessage()).isEqualTo("42501"));
		}
		assertThat(this.chain.verify().verified()).isEqualTo(10);
	}

	@Test
	void staysAChainHoweverManyAppendAtOnce() throws Exception {
		Callable<Void> append = () -> {
			append("mira", "at once");
			return null;
		};
		try (ExecutorService threads = Executors.newFixedThreadPool(10)) {
			threads.invokeAll(IntStream.range(0, 200).mapToObj((index) -> append).toList())
				.forEach((done) -> assertThat(done.state()).isEqualTo(Future.State.SUCCESS));
		}
		assertThat(this.chain.verify()).satisfies((verdict) -> {
			assertThat(verdict.unbroken()).isTrue();
			assertThat(verdict.verified()).isEqualTo(210);
		});
	}

	@Test
	void forgetsWhatDidNotHappen() {
		this.transactions.executeWithoutResult((transaction) -> {
			this.events.publishEvent(
					new Happened("dana", Happened.Action.REQUEST_SUBMITTED, "kit", "undone", null, null, Map.of()));
			transaction.setRollbackOnly();
		});
		assertThat(this.chain.verify().verified()).isEqualTo(10);
	}

	@Test
	void takesNoEventOutsideATransaction() {
		assertThatExceptionOfType(IllegalTransactionStateException.class).isThrownBy(() -> this.log
			.append(new Happened("dana", Happened.Action.REQUEST_SUBMITTED, "kit", "loose", null, null, Map.of())));
	}

	@Test
	void findsByPersonTypeAndThing() {
		append("olga", "by olga");
		assertThat(this.log.find(new AuditFilter("olga", null, null, null, null, null), Long.MAX_VALUE, 5))
			.extracting(AuditEvent::title)
			.isEqualTo(List.of("by olga"));
		assertThat(this.log.find(new AuditFilter("dana", "kit", null, 7L, null, null), 6, 3))
			.extracting(AuditEvent::number)
			.containsExactly(5L, 4L, 3L);
		assertThat(this.log.find(new AuditFilter(null, "project", null, null, null, null), Long.MAX_VALUE, 5))
			.isEmpty();
	}

}
