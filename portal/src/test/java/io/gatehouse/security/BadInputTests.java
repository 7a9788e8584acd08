package io.gatehouse.security;

import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.gatehouse.Journey;
import io.gatehouse.Stage;
import io.gatehouse.identity.Person;
import io.gatehouse.request.Requester;
import io.gatehouse.request.form.FormModel;
import io.gatehouse.request.plan.RequestTypes;
import io.gatehouse.request.plan.RequestTypes.Known;
import io.gatehouse.survival.Report;
import io.gatehouse.web.Browser;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever is sent as a form, for each type that there is: the answer is a page that
 * quotes nothing unescaped, and a whole request or none.
 */
@OnOwnStage
class BadInputTests {

	private static final Logger log = LoggerFactory.getLogger(BadInputTests.class);

	private static final int INPUTS = Integer.getInteger("gatehouse.bad-inputs", Report.LONG ? 1_000 : 60);

	private static final long SEED = Long.getLong("gatehouse.seed",
			Long.getLong("gatehouse.survival.seed", 20_261_126));

	@Autowired
	Stage stage;

	@Autowired
	Journey journey;

	@Autowired
	RequestTypes types;

	@Autowired
	JdbcClient jdbc;

	private final List<String> faults = new CopyOnWriteArrayList<>();

	private final Map<Integer, Integer> statuses = new ConcurrentHashMap<>();

	@Test
	void makeAWholeRequestOrNone() throws Exception {
		this.journey.person("olga");
		try (ExecutorService each = Executors.newVirtualThreadPerTaskExecutor()) {
			List<Callable<Void>> rounds = new ArrayList<>();
			for (Known known : this.types.all()) {
				log.info("{}: {} bad inputs of seed {} (-Dgatehouse.seed)", known.name(), INPUTS, SEED);
				Round round = new Round(known, signedIn(known));
				rounds.add(() -> {
					round.send();
					return null;
				});
			}
			for (Future<Void> round : each.invokeAll(rounds)) {
				round.get();
			}
		}
		assertThat(this.faults).as("of seed %d", SEED).isEmpty();
		showNothing("olga", "/requests?scope=all", "/queue", "/audit", "/bans", "/assets?scope=all");
		Report
			.held("bad inputs in each of %d forms".formatted(this.types.all().size()),
					"%d inputs, each to the preview and to the form, seed %d"
						.formatted(INPUTS * this.types.all().size(), SEED),
					"answered by status " + new TreeMap<>(this.statuses));
	}

	/** Whoever is offered it: of a developer's nothing is carried out. */
	private Browser signedIn(Known known) {
		Person dana = this.journey.person("dana");
		boolean offered = known.type()
			.offeredTo(new Requester(dana.username(), dana.name(), dana.groups(), dana.roles()));
		Browser browser = new Browser(this.stage.portalUri(0));
		browser.signIn(offered ? "dana" : "oscar");
		return browser;
	}

	/** The inputs of one type. */
	private final class Round {

		private final Known known;

		private final Browser browser;

		private final String token;

		private long requests;

		Round(Known known, Browser browser) {
			this.known = known;
			this.browser = browser;
			this.token = browser.token("/settings");
			this.requests = count();
		}

		void send() {
			BadInputs inputs = new BadInputs(FormModel.of(this.known.form()),
					new Random(SEED + this.known.name().hashCode()));
			Map<Integer, Integer> statuses = BadInputTests.this.statuses;
			String form = "/ask/" + this.known.name();
			for (int i = 0; i < INPUTS && BadInputTests.this.faults.size() < 5; i++) {
				BadInput input = inputs.next();
				for (String path : List.of(form + "/preview", form)) {
					fault(path, input, statuses).ifPresent((fault) -> BadInputTests.this.faults.add(path + ": " + fault
							+ " by " + input.shrunk((smaller) -> fault(path, smaller, new ConcurrentHashMap<>()))));
				}
			}
		}

		private Optional<String> fault(String path, BadInput input, Map<Integer, Integer> statuses) {
			HttpResponse<String> answer;
			try {
				answer = input.send(this.browser, path, this.token);
			}
			catch (UncheckedIOException ex) {
				// Who goes on sending what is too long may be cut off before the answer.
				return (input.envelope().tooLong() && count() == this.requests) ? Optional.empty()
						: Optional.of(String.valueOf(ex.getMessage()));
			}
			statuses.merge(answer.statusCode(), 1, Integer::sum);
			long before = this.requests;
			this.requests = count();
			boolean asked = answer.statusCode() == 302 && Browser.location(answer).startsWith("/requests/");
			if (answer.statusCode() >= 500) {
				return Optional.of("status " + answer.statusCode());
			}
			if (input.envelope().tooLong() && answer.statusCode() != 400 && answer.statusCode() != 431) {
				return Optional.of("status " + answer.statusCode() + " for what is too long");
			}
			if (quotes(answer)) {
				return Optional.of("quoted as it is");
			}
			if (this.requests != before + (asked ? 1 : 0)) {
				return Optional.of("%d requests more".formatted(this.requests - before));
			}
			return asked ? badPage(Browser.location(answer)) : Optional.empty();
		}

		private Optional<String> badPage(String path) {
			HttpResponse<String> page = this.browser.get(path);
			return (page.statusCode() != 200 || quotes(page)) ? Optional.of("a bad page " + page.statusCode())
					: Optional.empty();
		}

		/** Counts what has no steps, as nothing whole is, as a thousand. */
		private long count() {
			return BadInputTests.this.jdbc.sql("""
					select coalesce(sum(case when exists (select from request_step s where s.request_id = r.id)
						then 1 else 1000 end), 0) from service_request r where type = ?""")
				.param(this.known.name())
				.query(Long.class)
				.single();
		}

	}

	/** What was computed from an expression is as bad as what was not escaped. */
	private static boolean quotes(HttpResponse<String> answer) {
		return answer.body().contains(BadInputs.MARK) || answer.body().contains(BadInputs.COMPUTED)
				|| answer.body().contains("Exception");
	}

	private void showNothing(String person, String... pages) {
		Browser other = new Browser(this.stage.portalUri(0));
		other.signIn(person);
		for (String page : pages) {
			HttpResponse<String> shown = other.get(page);
			assertThat(shown.statusCode()).as(page).isEqualTo(200);
			assertThat(quotes(shown)).as(page).isFalse();
		}
	}

}
