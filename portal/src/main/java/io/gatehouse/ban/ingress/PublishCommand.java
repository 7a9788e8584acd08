package io.gatehouse.ban.ingress;

import java.util.List;

import io.gatehouse.ban.ingress.Publisher.Report;
import io.gatehouse.ban.list.Enforcer.State;
import io.gatehouse.request.words.Words;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.stereotype.Component;

/**
 * The command {@code bans publish}: brings what the cluster is told up to date, prints
 * what it did, and ends with 0, or 1 where an output does not have the list.
 */
@Component
class PublishCommand implements ApplicationRunner {

	private static final List<String> WORDS = List.of("bans", "publish");

	private final Publisher publisher;

	private final Words words;

	private final ConfigurableApplicationContext context;

	PublishCommand(Publisher publisher, Words words, ConfigurableApplicationContext context) {
		this.publisher = publisher;
		this.words = words;
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
			System.out.println(report.output() + ": " + this.words.of(report.words(), Words.OWN));
			report.warnings()
				.forEach((warning) -> System.out.println("  warning: " + this.words.of(warning, Words.OWN)));
		}
		return reports.stream().allMatch((report) -> report.state() == State.ENFORCED) ? 0 : 1;
	}

}
