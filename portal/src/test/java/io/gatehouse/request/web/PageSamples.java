package io.gatehouse.request.web;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

import com.ibm.icu.text.MessageFormat;
import io.gatehouse.identity.Person;
import io.gatehouse.identity.Role;
import io.gatehouse.request.Field;
import io.gatehouse.request.RequestType.Problem;
import io.gatehouse.request.RequestType.Verb;
import io.gatehouse.request.asset.AssetState;
import io.gatehouse.request.audit.AuditChain;
import io.gatehouse.request.audit.ChainState;
import io.gatehouse.request.form.FormModel;
import io.gatehouse.request.lifecycle.Note;
import io.gatehouse.request.lifecycle.RequestState;
import io.gatehouse.request.lifecycle.StepState;
import io.gatehouse.request.plan.Action;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/**
 * What the pages show in the tests.
 *
 * @param words the reader's messages
 * @param text makes what people typed, or other systems said, out of a plain example
 */
record PageSamples(Words words, UnaryOperator<String> text) {

	static final Instant NOW = Instant.parse("2026-11-23T17:05:00Z");

	static final String HASH = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

	/** All pages: the file's name, the template and its model. */
	Map<String, Page> pages() {
		Map<String, Page> pages = new LinkedHashMap<>();
		pages.put("home", page("home", "page", home()));
		pages.put("home-new", page("home", "page",
				new HomePage(List.of(), 0, List.of(), List.of(), List.of(), List.of(), List.of(), types())));
		pages.put("form", page("request/form", "page", form(false, List.of())));
		pages.put("form-wrong", page("request/form", "page", form(false, problems())));
		pages.put("form-change", page("request/form", "page", form(true, List.of())).and("changing", true));
		pages.put("preview", page("request/plan :: preview", "page", form(false, List.of())));
		for (RequestState state : RequestState.values()) {
			pages.put("request-" + state.name().toLowerCase(Locale.ROOT).replace('_', '-'),
					page("request/show", "page", request(state)));
		}
		pages.put("live", page("request/show :: live", "page", request(RequestState.RUNNING)));
		pages.put("requests", requests(lines()));
		pages.put("requests-none", requests(List.of()));
		pages.put("queue", page("request/queue", "lines", queue()).and("more", true));
		pages.put("queue-none", page("request/queue", "lines", List.of()));
		pages.put("assets", assets(
				List.of(asset(AssetState.ACTIVE), ending(), asset(AssetState.FORMING), asset(AssetState.ENDED))));
		pages.put("assets-none", assets(List.of()));
		pages.put("asset", page("asset/show", "page", assetPage()));
		for (Verb verb : List.of(Verb.RENEW, Verb.TRANSFER, Verb.REVOKE, Verb.REPAIR)) {
			pages.put("act-" + verb.name().toLowerCase(Locale.ROOT), page("asset/act", "page", act(verb))
				.and("suggestions", Map.of("heir", List.of(this.text.apply("boris")))));
		}
		pages.put("act-transfer-who", page("asset/act", "page", transferToWhom()));
		pages.put("request-unsaid", page("request/show", "page", request(RequestState.SUBMITTED)).and("problem",
				this.words.say("request.reason-missing")));
		pages.put("preview-wrong", page("request/plan :: preview", "page", unread()));
		pages.put("systems", page("systems", "lines", systems()).and("answered", "gitlab")
			.and("silent", this.text.apply("Kubernetes did not answer.")));
		pages.put("audit", audit(new AuditChain.Verdict(48112, HASH, null, null)));
		pages.put("audit-broken", audit(new AuditChain.Verdict(4711, HASH, 4712L, AuditChain.Flaw.CHANGED)));
		pages.put("settings", page("settings", "page", ""));
		for (String error : List.of("404", "403", "409", "413", "4xx", "blocked", "form-expired")) {
			pages.put("error-" + error, page("error/" + error, "page", ""));
		}
		pages.put("error-too-fast", page("error/too-fast", "paceWait", 12L).and("paceSent", false));
		pages.put("error-too-fast-sent", page("error/too-fast", "paceWait", 1L).and("paceSent", true));
		pages.put("error-5xx", page("error/5xx", "incident", "K7QM-2XPA"));
		pages.put("error-outsider", page("error/outsider", "doorkeepers", List.of()).and("nav", null));
		pages.put("login", page("login", "notice", "login.expired").and("me", null).and("nav", null));
		return pages;
	}

	private Page page(String template, String name, Object value) {
		Map<String, @Nullable Object> model = new HashMap<>();
		model.put("me", new Person(7, "anna", this.text.apply("Anna Petrova"), Set.of(), Set.of(Role.OPS), false));
		model.put("languages", List.of(Locale.ENGLISH, Locale.of("ru")));
		model.put("nav", new Nav(true, true, true, 3));
		model.put("theme", "");
		model.put(name, value);
		return new Page(template, model);
	}

	private HomePage home() {
		MatterLine host = new MatterLine(this.text.apply("Host gate-1"), this.text.apply("It has not reported."), NOW,
				"/bans/hosts");
		MatterLine gitlab = new MatterLine(this.text.apply("GitLab"), this.text.apply("Away"), null, "/systems");
		return new HomePage(List.of(gitlab, host), 3,
				List.of(line(12, RequestState.SUBMITTED), line(9, RequestState.SUBMITTED)),
				List.of(line(8, RequestState.FAILED), line(7, RequestState.CHANGES_REQUESTED)),
				List.of(line(13, RequestState.RUNNING)), List.of(ending()),
				List.of(ending(), asset(AssetState.ACTIVE), asset(AssetState.FORMING)), types());
	}

	private List<TypeLine> types() {
		return List.of(
				new TypeLine("project", this.text.apply("Project"),
						this.text
							.apply("A place for code, a namespace to run it in, and a safe place for its secrets."),
						this.text.apply("ops"), this.text.apply("40 minutes"), List.of()),
				new TypeLine("access", this.text.apply("Access to a project"),
						this.text.apply("A role in somebody else’s project, for some days."),
						this.text.apply("a maintainer of the project or ops"), null, List.of()),
				new TypeLine("note", this.text.apply("Reminder"), this.text.apply("Nothing but a reminder."), "", null,
						List.of(new ValueLine(this.text.apply("All reminders"), "/reminders"))));
	}

	private FormPage form(boolean changing, List<Problem> problems) {
		FormModel model = FormModel.of(Project.class);
		Map<String, List<String>> input = Map.of("name", List.of(this.text.apply("api")), "team",
				List.of(this.text.apply("payments")), "visibility", List.of("PRIVATE"), "lifetime", List.of("30"),
				"lifetime.unit", List.of("days"));
		return new FormPage("sample",
				this.text.apply(changing ? this.words.say("verb.CHANGE") + ": Project payments/api" : "Project"),
				this.text.apply("A place for code, a namespace to run it in, and a safe place for its secrets."),
				changing ? "assets" : "home", changing ? "/assets/4" : null, null, model, input, problems,
				plan(!problems.isEmpty()), changing ? extension() : null, this.text.apply("ops"), false,
				this.text.apply("40 minutes"), 5, 2L, "3c1c", "/ask/project", "/ask/project/preview",
				changing ? Verb.CHANGE : Verb.CREATE, changing, this.text.apply("We split the ledger from the shop."),
				Set.of("name"), Map.of());
	}

	private List<Problem> problems() {
		return List.of(Problem.at("name", "form.entry", this.text.apply("Api!")), Problem.at("team", "form.required"),
				Problem.at("", "form.refused"));
	}

	private PlanView plan(boolean refused) {
		return new PlanView(summary(), rows(),
				refused ? List.of(this.text.apply(this.words.say("plan.taken", "project", "payments/api", "GitLab")))
						: List.of(),
				refused ? List.of(this.text.apply(this.words.say("system.circuit-open", "Kubernetes"))) : List.of(),
				HASH, !refused, true);
	}

	private String summary() {
		return String.join(", ", this.words.say("plan.summary.CREATE", 5), this.words.say("plan.summary.UPDATE", 1),
				this.words.say("plan.summary.UNCHANGED", 1), this.words.say("plan.summary.REMOVE", 1));
	}

	private List<RowLine> rows() {
		return List.of(
				row(Action.REMOVE, "gitlab", "GitLab", "deploy token", "payments/api: reads the shared libraries",
						"The deploy token stops working at once; whatever uses it must get another one.", List.of()),
				row(Action.UNCHANGED, "gitlab", "GitLab", "group", "payments", null, List.of()),
				row(Action.CREATE, "gitlab", "GitLab", "project", "payments/api", null,
						List.of(change("who may see it", null, "private"), change("default branch", null, "main"),
								change("merge only when", null, "the pipeline is green"))),
				row(Action.CREATE, "kubernetes", "Kubernetes", "namespace", "payments-api", null,
						List.of(change("pod security", null, "restricted"))),
				row(Action.UPDATE, "kubernetes", "Kubernetes", "quota", "payments-api/quota", null,
						List.of(change("memory", "4Gi", "8Gi"), change("pods", "20", null))),
				row(Action.CREATE, "kubernetes", "Kubernetes", "network policy", "payments-api/default-deny", null,
						List.of()),
				row(Action.CREATE, "vault", "Vault", "policy", "payments-api", null, List.of()), row(Action.CREATE,
						"vault", "Vault", "role", "payments-api-with-a-name-that-is-rather-long", null, List.of()));
	}

	private RowLine row(Action action, String system, String label, String kind, String name, @Nullable String note,
			List<ChangeLine> changes) {
		return new RowLine(action, this.words.say("action." + action), system, this.text.apply(label),
				this.text.apply(kind), this.text.apply(name),
				(note != null) ? List.of(this.text.apply(note)) : List.of(), action == Action.REMOVE, changes,
				"https://gitlab.example.com/" + name.replace(" ", "-"));
	}

	private ChangeLine change(String label, @Nullable String before, @Nullable String after) {
		return new ChangeLine(this.text.apply(label), (before != null) ? this.text.apply(before) : null,
				(after != null) ? this.text.apply(after) : null,
				(before != null) ? this.text.apply("kubectl-edit") : null);
	}

	private RequestLine line(long number, RequestState state) {
		return new RequestLine(number,
				this.text.apply((number % 2 == 0) ? "Project payments/api for team payments"
						: "Developer in payments/ledger for Boris Orlov"),
				"project", this.text.apply("Project"), this.words.say("verb.CREATE"), this.text.apply("Anna Petrova"),
				this.text.apply("payments"), state, this.words.say("state." + state),
				(state == RequestState.FAILED) ? this.text
					.apply("GitLab refused: the path payments/api is taken. Choose another name and send it again.")
						: null,
				NOW.minus(Duration.ofHours(number)), state.ended() ? NOW : null, number % 3 == 0);
	}

	private List<RequestLine> lines() {
		return Arrays.stream(RequestState.values()).map((state) -> line(20 - state.ordinal(), state)).toList();
	}

	private RequestPage request(RequestState state) {
		boolean begun = state == RequestState.RUNNING || state == RequestState.FAILED;
		boolean done = state == RequestState.SUCCEEDED;
		boolean undecided = state == RequestState.SUBMITTED;
		boolean failed = state == RequestState.FAILED;
		List<StepLine> steps = steps(begun, done, failed);
		return new RequestPage(line(12, state), Verb.CREATE, this.text.apply("We split the ledger from the shop."),
				summary(), steps, done ? steps.size() : (begun ? 3 : 0), !state.ended() && !failed, seats(),
				notes(state),
				List.of(value("Name", "api"), value("Team", "payments"), value("Who may see it", "only members")),
				undecided ? value("See all of it", "/labs/requests/12") : null,
				new RequestActions(undecided, undecided, undecided, state == RequestState.CHANGES_REQUESTED, failed,
						failed),
				HASH, this.words.say("duration.days", 30), "days", done ? NOW.plus(Duration.ofDays(30)) : null, null,
				undecided ? NOW.plus(Duration.ofDays(3)) : null, done ? asset(AssetState.ACTIVE) : null,
				failed ? plan(false) : null, failed ? plan(false) : null, 3);
	}

	private List<StepLine> steps(boolean begun, boolean done, boolean failed) {
		List<RowLine> rows = rows();
		return IntStream.range(0, rows.size()).mapToObj((i) -> {
			StepState state = (done || (begun && i < 3)) ? StepState.DONE
					: (begun && i == 3) ? (failed ? StepState.FAILED : StepState.WAITING) : StepState.PENDING;
			return new StepLine(i, rows.get(i), state, this.words.say("step." + state), (i == 3) ? 2 : 1,
					(begun && i == 3) ? this.text.apply("Kubernetes is still setting up the namespace.") : null,
					(state == StepState.DONE) ? this.words.say("request.took", 1.24) : null);
		}).toList();
	}

	private List<SeatLine> seats() {
		return List.of(new SeatLine(this.text.apply("ops"), this.text.apply("Boris Orlov"), List.of()), new SeatLine(
				this.text.apply("ops"), null, List.of(this.text.apply("Vera Lind"), this.text.apply("Gleb Sokol"))));
	}

	private List<NoteLine> notes(RequestState state) {
		return List.of(note(Note.Kind.ASKED, "We split the ledger from the shop.\nIt needs a place of its own.", false),
				note(Note.Kind.APPROVED, "", state == RequestState.CHANGES_REQUESTED),
				note(Note.Kind.CHANGES_ASKED, "Please use the team’s group.", false));
	}

	private NoteLine note(Note.Kind kind, String body, boolean isVoid) {
		return new NoteLine(NOW.minus(Duration.ofHours(2)), this.text.apply("Anna Petrova"), kind,
				this.words.say("note." + kind), this.text.apply(body), isVoid);
	}

	private ValueLine value(String label, String value) {
		return new ValueLine(this.text.apply(label), this.text.apply(value));
	}

	private Page requests(List<RequestLine> lines) {
		return page("request/list", "lines", lines)
			.and("filter",
					new RequestFilter("mine", null, "project", RequestState.FAILED, NOW, null,
							this.text.apply("payments")))
			.and("next", lines.isEmpty() ? null : 11L)
			.and("types", List.of(value("Project", "project")))
			.and("states", List.of(new ValueLine(this.words.say("state.FAILED"), "FAILED")))
			.and("scopes", scopes());
	}

	private List<ValueLine> scopes() {
		return List.of(new ValueLine(this.text.apply("Mine"), "mine"),
				new ValueLine(this.text.apply("My teams’"), "teams"), new ValueLine(this.text.apply("All"), "all"));
	}

	private List<QueueLine> queue() {
		return List.of(12L, 11L, 9L)
			.stream()
			.map((number) -> new QueueLine(line(number, RequestState.SUBMITTED), plan(false), seats(),
					(number == 11L) ? "" : this.text.apply("We split the ledger from the shop."), "abc" + number,
					List.of(value("Name", "api"), value("Team", "payments")),
					(number == 12L) ? value("See all of it", "/labs/requests/12") : null,
					(number == 12L) ? this.text.apply("3 days") : null, (number == 12L) ? "days" : null,
					(number == 12L) ? extension() : null))
			.toList();
	}

	private Extension extension() {
		return new Extension(NOW.plus(Duration.ofHours(5)), NOW.plus(Duration.ofDays(3)));
	}

	private Page assets(List<AssetLine> lines) {
		return page("asset/list", "lines", lines).and("scope", "mine").and("scopes", scopes()).and("types", List.of());
	}

	private AssetLine asset(AssetState state) {
		return new AssetLine(4, this.text.apply("Project payments/api for team payments"), "project",
				this.text.apply("Project"), this.text.apply("payments"), state, this.words.say("asset.state." + state),
				NOW.minus(Duration.ofDays(40)), null, (state == AssetState.ENDED) ? NOW : null, false, 0, null);
	}

	private AssetLine ending() {
		return new AssetLine(5, this.text.apply("Developer in payments/ledger for Boris Orlov"), "access",
				this.text.apply("Access"), this.text.apply("Boris Orlov"), AssetState.ACTIVE,
				this.words.say("asset.state.ACTIVE"), NOW.minus(Duration.ofDays(27)), NOW.plus(Duration.ofDays(3)),
				null, true, 2, null);
	}

	private AssetPage assetPage() {
		return new AssetPage(ending(),
				List.of(value("Open in GitLab", "https://gitlab.example.com/payments/api"),
						value("Clone", "git clone git@gitlab.example.com:payments/api.git"),
						value("See its pods", "kubectl --namespace payments-api get pods"),
						value("Secrets", "vault kv get gatehouse/payments/api")),
				List.of(value("Name", "api"), value("Team", "payments")), rows(), rows().subList(4, 5),
				List.of(line(12, RequestState.SUCCEEDED)), new AssetActions(true, true, true, true, true, true),
				NOW.minus(Duration.ofMinutes(3)));
	}

	private ActPage act(Verb verb) {
		return new ActPage(ending(), verb, this.words.say("verb." + verb), plan(false),
				(verb == Verb.RENEW) ? extension() : null, verb == Verb.RENEW, this.text.apply("ops"),
				verb == Verb.RENEW, "3c1c", verb == Verb.REVOKE, "", (verb == Verb.TRANSFER) ? "boris" : null,
				(verb == Verb.TRANSFER) ? this.text.apply("Boris") : null,
				(verb == Verb.REVOKE) ? this.text.apply("That is not its name.") : null);
	}

	private ActPage transferToWhom() {
		return new ActPage(ending(), Verb.TRANSFER, this.words.say("verb.TRANSFER"), null, null, false, null, false,
				"3c1c", false, "", null, null, null);
	}

	private FormPage unread() {
		FormPage page = form(false, problems());
		return new FormPage(page.type(), page.heading(), page.lead(), page.section(), null, null, page.model(),
				page.input(), page.problems(), null, null, null, false, null, null, null, page.submission(),
				page.action(), page.preview(), page.verb(), false, "", Set.of("name"), Map.of());
	}

	private List<SystemLine> systems() {
		return List.of(new SystemLine("gitlab", this.text.apply("GitLab"), true, false, 34L, null, 0, List.of()),
				new SystemLine("kubernetes", this.text.apply("Kubernetes"), false, false, null, NOW.plusSeconds(20), 2,
						List.of(new FaultLine(NOW.minusSeconds(40), this.text.apply("Kubernetes did not answer.")),
								new FaultLine(NOW.minusSeconds(90),
										this.text.apply("Kubernetes failed (status 500): etcd leader changed")))),
				new SystemLine("vault", this.text.apply("Vault"), true, true, 12L, null, 1, List.of()));
	}

	private Page audit(AuditChain.Verdict verdict) {
		List<AuditLine> lines = List.of(
				new AuditLine(48112, NOW, this.text.apply("Boris Orlov"), this.words.say("audit.APPROVAL_GIVEN"),
						"project", this.text.apply("Project payments/api"), 12L, null, this.text.apply("Fine with me"),
						null),
				new AuditLine(48111, NOW, this.text.apply("The portal"), this.words.say("audit.ASSET_DRIFTED"),
						"project", this.text.apply("Project payments/api"), null, 4L,
						this.text.apply("quota payments-api/quota"), null),
				new AuditLine(48110, NOW, this.text.apply("Vera Lind"), this.words.say("audit.SYSTEM_PAUSED"), "",
						this.text.apply("GitLab"), null, null, "", NOW));
		return page("audit", "lines", lines)
			.and("filter", Map.of("person", this.text.apply("boris"), "type", "", "asset", "", "since", "2026-12-01"))
			.and("verdict", new ChainState.Checked(verdict, NOW))
			.and("next", 48109L)
			.and("types", List.of(value("Project", "project")));
	}

	/** A template and its model. */
	record Page(String template, Map<String, @Nullable Object> model) {

		Page and(String name, @Nullable Object value) {
			this.model.put(name, value);
			return this;
		}

	}

	/** The portal's messages in one language. */
	record Words(Locale locale, Map<String, String> messages) {

		String say(String key, Object... arguments) {
			Object values = (arguments.length == 1 && arguments[0] instanceof Map<?, ?> named) ? named : arguments;
			return new MessageFormat(this.messages.getOrDefault(key, "?" + key), this.locale)
				.format(values, new StringBuffer(), null)
				.toString();
		}

	}

	enum Visibility {

		PRIVATE, INTERNAL

	}

	/** A form as people fill it in. */
	record Project(@NotBlank @Field(fixed = true) String name, @NotBlank @Field(kind = Field.Kind.TEAM) String team,
			@NotNull Visibility visibility, @Nullable Duration lifetime,
			@Nullable @Field(kind = Field.Kind.LONG) String about) {
	}

}
