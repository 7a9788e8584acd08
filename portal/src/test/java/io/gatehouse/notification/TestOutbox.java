package io.gatehouse.notification;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.gatehouse.adapter.slack.Slack;
import io.gatehouse.adapter.slack.SlackWithin;
import io.gatehouse.request.event.Backgrounds;
import io.gatehouse.request.event.Happened;
import io.gatehouse.request.words.Words;
import io.gatehouse.request.words.WordsWithin;
import org.postgresql.ds.PGSimpleDataSource;

import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.support.TransactionTemplate;

/** The outbox of one portal on a real database, without the rest of that portal. */
final class TestOutbox implements AutoCloseable {

	private final JdbcClient jdbc;

	private final TransactionTemplate transactions;

	private final Outbox outbox;

	private final Scheduler scheduler;

	private TestOutbox(PGSimpleDataSource database, Slack slack, NotificationProperties properties,
			UnaryOperator<Task<String>> wrapping) {
		Words words = WordsWithin.ofThePortal();
		Composer composer = new Composer(words, properties, new PortalAddress(URI.create("http://localhost:8080")));
		Backgrounds backgrounds = (happened) -> Optional.empty();
		Task<String> task = new DeliveryTask().notificationTask(new Delivery(backgrounds, composer, slack,
				new BackOff(properties), properties, words, Clock.systemUTC()));
		this.jdbc = JdbcClient.create(database);
		this.transactions = new TransactionTemplate(new DataSourceTransactionManager(database));
		this.scheduler = Scheduler.create(new TransactionAwareDataSourceProxy(database), wrapping.apply(task))
			.pollUsingLockAndFetch(0.5, 1.0)
			.pollingInterval(Duration.ofMillis(100))
			.heartbeatInterval(Duration.ofSeconds(1))
			.missedHeartbeatsLimit(6)
			.threads(4)
			.build();
		DefaultListableBeanFactory beans = new DefaultListableBeanFactory();
		beans.registerSingleton("scheduler", this.scheduler);
		this.outbox = new Outbox(slack, properties, beans.getBeanProvider(SchedulerClient.class), Clock.systemUTC());
	}

	static TestOutbox of(String database, Slack slack, NotificationProperties properties) {
		return new TestOutbox(dataSource(database), slack, properties, UnaryOperator.identity());
	}

	static PGSimpleDataSource dataSource(String url) {
		PGSimpleDataSource database = new PGSimpleDataSource();
		database.setUrl(url);
		database.setUser("gatehouse");
		database.setPassword("gatehouse");
		return database;
	}

	/** As configured by default, but quick to try again. */
	static NotificationProperties quick() {
		return new NotificationProperties(null, Map.of(), Duration.ofMillis(100), Duration.ofSeconds(1),
				Duration.ofHours(24));
	}

	void start() {
		this.scheduler.start();
	}

	/** Has something happen in a transaction. */
	void happen(Happened happened, boolean commit) {
		this.transactions.executeWithoutResult((transaction) -> {
			this.outbox.put(happened);
			if (!commit) {
				transaction.setRollbackOnly();
			}
		});
	}

	int waiting() {
		return this.jdbc.sql("select count(*) from scheduled_tasks where task_name = 'notification'")
			.query(Integer.class)
			.single();
	}

	@Override
	public void close() {
		this.scheduler.stop();
	}

	/**
	 * For another process: takes what is in the outbox, and dies between send and
	 * completion.
	 */
	public static void main(String[] arguments) {
		Slack slack = SlackWithin.bot(URI.create(arguments[1]), arguments[2], "#requests");
		new TestOutbox(dataSource(arguments[0]), slack, quick(), TestOutbox::dying).start();
	}

	private static Task<String> dying(Task<String> task) {
		return Tasks.custom(DeliveryTask.descriptor()).execute((instance, context) -> {
			task.execute(instance, context);
			Runtime.getRuntime().halt(137);
			throw new AssertionError();
		});
	}

}
