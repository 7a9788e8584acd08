package io.gatehouse.ban.ingress;

import java.util.List;
import java.util.Locale;

import io.gatehouse.ban.ingress.Publisher.Report;
import io.gatehouse.ban.list.Enforcer.State;
import io.gatehouse.request.Text;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/**
 * The command {@code bans publish}: brings what the cluster is told up to date, prints
 * what it did, and ends with 0, or 1 where an output does not have the list.
 */
@Component
class PublishCommand implements ApplicationRunner {

	private static final List<String> WORDS = List.of("bans", "publish");

	private final Publisher publisher;

	private final MessageSource messages;

	private final ConfigurableApplicationContext context;

	PublishCommand(Publisher publisher, MessageSource messages, ConfigurableApplicationContext context) {
		this.publisher = publisher;
		this.messages = messages;
		this.context = context;
	}

	@Override
	public void run(ApplicationArguments arguments) {
		if (!arguments.getNonOptionArgs().equals(WORDS)) {
			return;
		}
		int code = publish();
		System.exit(SpringApplication.exit(this.context, () -> code));
	}

	/** What the process ends with. */
	int publish() {
		List<Report> reports = this.publisher.now();
		if (reports.isEmpty()) {
			System.out.println("There is no output: set one below gatehouse.bans.ingress");
			return 1;
		}
		for (Report report : reports) {
			System.out.println(report.output() + ": " + words(report.words()));
			report.warnings().forEach((warning) -> System.out.println("  warning: " + words(warning)));
		}
		return reports.stream().allMatch((report) -> report.state() == State.ENFORCED) ? 0 : 1;
	}

	private String words(Text text) {
		Object[] arguments = text.arguments()
			.stream()
			.map((argument) -> argument.startsWith("@system.")
					? this.messages.getMessage(argument.substring(1), new Object[0], Locale.ENGLISH) : argument)
			.toArray();
		return this.messages.getMessage(text.key(), arguments, Locale.ENGLISH);
	}

}
