package io.gatehouse.request.web;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.gatehouse.identity.People;
import io.gatehouse.identity.Person;
import io.gatehouse.request.ApprovalPolicy;
import io.gatehouse.request.ApprovalPolicy.Approvers;
import io.gatehouse.request.RequestType.Owner;
import io.gatehouse.request.RequestType.Problem;
import io.gatehouse.request.approval.ApprovalDesk.SeatView;
import io.gatehouse.request.asset.Asset;
import io.gatehouse.request.asset.AssetState;
import io.gatehouse.request.event.Happened;
import io.gatehouse.request.form.FieldModel;
import io.gatehouse.request.form.FormModel;
import io.gatehouse.request.form.Forms;
import io.gatehouse.request.lifecycle.Note;
import io.gatehouse.request.lifecycle.ServiceRequest;
import io.gatehouse.request.lifecycle.Step;
import io.gatehouse.request.plan.Action;
import io.gatehouse.request.plan.PlanRow;
import io.gatehouse.request.plan.Preview;
import io.gatehouse.request.plan.RequestTypes;
import io.gatehouse.request.plan.RequestTypes.Known;
import io.gatehouse.request.words.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** Puts what the kernel knows into the reader's words. */
@Component
class Lines {

	private static final Duration SOON = Duration.ofDays(7);

	private static final Pattern DIGEST = Pattern.compile("sha256:([0-9a-f]{8})[0-9a-f]*");

	private final Words words;

	private final People people;

	private final RequestTypes types;

	private final Forms forms;

	Lines(Words words, People people, RequestTypes types, Forms forms) {
		this.words = words;
		this.people = people;
		this.types = types;
		this.forms = forms;
	}

	List<RequestLine> requests(Collection<ServiceRequest> requests) {
		Set<String> usernames = new HashSet<>();
		requests.forEach((request) -> usernames.addAll(List.of(request.requester(), request.owner().name())));
		Map<String, Person> known = this.people.find(usernames);
		return requests.stream().map((request) -> request(request, known)).toList();
	}

	RequestLine request(ServiceRequest request) {
		return requests(List.of(request)).getFirst();
	}

	private RequestLine request(ServiceRequest request, Map<String, Person> known) {
		return new RequestLine(request.number(), title(request.type(), request.form(), request.title()), request.type(),
				this.words.noun(request.type(), locale()), this.words.verb(request.verb(), locale()),
				name(request.requester(), known), owner(request.owner(), known), request.state(),
				this.words.message("state." + request.state(), locale()),
				request.message().map((text) -> this.words.of(text, locale())).orElse(null), request.submittedAt(),
				request.endedAt(), request.steps().stream().anyMatch((step) -> step.row().dangerous()));
	}

	List<AssetLine> assets(Collection<Asset> assets, Instant now) {
		Map<String, Person> known = this.people
			.find(assets.stream().map((asset) -> asset.owner().name()).collect(Collectors.toSet()));
		return assets.stream()
			.map((asset) -> new AssetLine(asset.number(), title(asset.type(), asset.form(), asset.title()),
					asset.type(), this.words.noun(asset.type(), locale()), owner(asset.owner(), known), asset.state(),
					this.words.message("asset.state." + asset.state(), locale()), asset.createdAt(),
					asset.endsAt().orElse(null), asset.endedAt(),
					asset.state() != AssetState.ENDED
							&& asset.endsAt().filter((end) -> end.isBefore(now.plus(SOON))).isPresent(),
					asset.drift().size(), asset.flag().map((text) -> this.words.of(text, locale())).orElse(null)))
			.toList();
	}

	AssetLine asset(Asset asset, Instant now) {
		return assets(List.of(asset), now).getFirst();
	}

	/** All request types, to choose from what there is of them. */
	List<ValueLine> types() {
		return this.types.all()
			.stream()
			.map((known) -> new ValueLine(this.words.noun(known.name(), locale()), known.name()))
			.toList();
	}

	/** As the reader is told what it is called. */
	String title(Asset asset) {
		return title(asset.type(), asset.form(), asset.title());
	}

	String title(ServiceRequest request) {
		return title(request.type(), request.form(), request.title());
	}

	/** In the reader's language; as it was stored, where its type is gone. */
	private String title(String type, String form, String stored) {
		return this.types.find(type)
			.map((known) -> this.words.title(type, this.forms.titled(this.forms.record(known.form(), form)), locale()))
			.orElse(stored);
	}

	/** Where there is more to see of what a request asks for; null where there is not. */
	@Nullable ValueLine particulars(ServiceRequest request) {
		return this.types.find(request.type())
			.flatMap((known) -> known.type().particulars())
			.map((page) -> new ValueLine(this.words.message(page.label(), locale()),
					page.path() + "/" + request.number()))
			.orElse(null);
	}

	List<ValueLine> values(String type, String form) {
		Optional<Known> known = this.types.find(type);
		if (known.isEmpty()) {
			return List.of();
		}
		List<ValueLine> values = new ArrayList<>();
		Record record = this.forms.record(known.get().form(), form);
		Optional<Duration> lifetime = known.get().type().lifetime(record);
		this.forms.named(record).forEach((field, value) -> {
			String text = option(type, field, value);
			// How long it is there is said beside, as it was granted and not as it was
			// asked for.
			boolean isLifetime = FormModel.of(known.get().form()).field(field).kind() == FieldModel.Kind.DURATION
					&& lifetime.isPresent();
			if (!text.isEmpty() && !isLifetime) {
				values.add(new ValueLine(this.words.message(type + "." + field, locale()), text));
			}
		});
		return values;
	}

	private String option(String type, String field, @Nullable Object value) {
		if (value == null) {
			return "";
		}
		String text = value.toString();
		FieldModel.Kind kind = this.types.find(type)
			.map((known) -> FormModel.of(known.form()).field(field).kind())
			.orElse(FieldModel.Kind.TEXT);
		return switch (kind) {
			case CHOICE -> this.words.message(type + "." + field + "." + text, locale());
			case BOOLEAN -> this.words.message(text.equals("true") ? "form.yes" : "form.no", locale());
			default -> text;
		};
	}

	/** Dangerous rows first; the rest in the order in which they are carried out. */
	PlanView plan(Preview preview) {
		List<RowLine> rows = preview.rows()
			.stream()
			.sorted(Comparator.comparing((PlanRow row) -> !row.dangerous()))
			.map(this::row)
			.toList();
		return new PlanView(summary(preview.rows()), rows,
				preview.problems().stream().map(Problem::text).map((text) -> this.words.of(text, locale())).toList(),
				preview.troubles().stream().map((text) -> this.words.of(text, locale())).toList(), preview.hash(),
				preview.sound(), preview.changes());
	}

	PlanView plan(List<PlanRow> rows) {
		return plan(new Preview(rows, List.of(), List.of()));
	}

	String summary(List<PlanRow> rows) {
		return this.words.summary(new Preview(rows, List.of(), List.of()), locale());
	}

	RowLine row(PlanRow row) {
		List<ChangeLine> changes = row.changes()
			.stream()
			.filter((change) -> row.action() != Action.CREATE || !isDigest(change.after()))
			.map((change) -> new ChangeLine(this.words.attribute(change.name(), locale()),
					value(change.name(), change.before()), value(change.name(), change.after()), change.by()))
			.toList();
		return new RowLine(row.action(), this.words.message("action." + row.action(), locale()), row.key().system(),
				this.words.system(row.key().system(), locale()), this.words.kind(row.key(), locale()),
				this.words.name(row.key(), locale()),
				row.notes().stream().map((note) -> this.words.of(note, locale())).toList(), row.dangerous(), changes,
				row.link());
	}

	/**
	 * Of a text whose digest is compared, nobody learns anything by it where it is new.
	 */
	private static boolean isDigest(@Nullable String value) {
		return value != null && DIGEST.matcher(value).matches();
	}

	private @Nullable String value(String attribute, @Nullable String value) {
		if (value == null) {
			return null;
		}
		Matcher digest = DIGEST.matcher(value);
		return digest.matches() ? this.words.message("plan.digest", locale(), digest.group(1))
				: this.words.value(attribute, value, locale());
	}

	StepLine step(Step step) {
		Duration took = step.took();
		return new StepLine(step.position(), row(step.row()), step.state(),
				this.words.message("step." + step.state(), locale()), step.attempts(),
				(step.message() != null) ? this.words.of(step.message(), locale()) : null,
				(took != null && took.toMillis() >= 50) ? seconds(took) : null);
	}

	private String seconds(Duration duration) {
		return this.words.message("request.took", locale(), duration.toMillis() / 1000.0);
	}

	String duration(Duration duration) {
		return this.words.duration(duration, locale());
	}

	/** The unit of a duration, or the next smaller one where nothing in it is shorter. */
	static String unitOfLess(Duration duration) {
		if (duration.equals(Duration.ofDays(1))) {
			return "hours";
		}
		return duration.equals(Duration.ofHours(1)) ? "minutes" : Words.unit(duration);
	}

	SeatLine seat(SeatView seat) {
		return new SeatLine(seat.seat().anyOf().stream().map(this::approvers).collect(Collectors.joining(or())),
				seat.sitting().map(Person::name).orElse(null), seat.candidates().stream().map(Person::name).toList());
	}

	/** Who must approve, in one line; empty where nobody must. */
	@Nullable String approvers(ApprovalPolicy policy) {
		return policy.seats().isEmpty() ? null
				: policy.seats()
					.stream()
					.collect(Collectors.groupingBy(
							(seat) -> seat.anyOf().stream().map(this::approvers).collect(Collectors.joining(or())),
							LinkedHashMap::new, Collectors.counting()))
					.entrySet()
					.stream()
					.map((entry) -> this.words.message("request.seats", locale(),
							Map.of("people", entry.getValue(), "of", entry.getKey())))
					.collect(Collectors.joining("; "));
	}

	private String or() {
		return " " + this.words.message("request.or", locale()) + " ";
	}

	private String approvers(Approvers approvers) {
		return switch (approvers) {
			case ApprovalPolicy.InRole(var role) -> this.words.message("role." + role, locale());
			case ApprovalPolicy.InGroup(var path) -> group(path);
			case ApprovalPolicy.Named(var label, var usernames) -> this.words.of(label, locale());
		};
	}

	private String group(String path) {
		return this.people.teams().contains(path)
				? this.words.message("request.team", locale(), path.substring(path.lastIndexOf('/') + 1))
				: this.words.message("request.group", locale(), path);
	}

	List<NoteLine> notes(Collection<Note> notes) {
		Map<String, String> names = names(notes.stream().map(Note::person).toList());
		return notes.stream()
			.map((note) -> new NoteLine(note.at(), names.getOrDefault(note.person(), note.person()), note.kind(),
					word(note), note.body(), note.isVoid()))
			.toList();
	}

	private String word(Note note) {
		Duration trimmed = note.lifetime();
		return (trimmed != null) ? this.words.message("note.APPROVED.shorter", locale(), duration(trimmed))
				: this.words.message("note." + note.kind(), locale());
	}

	/** What people are called, by user name. */
	Map<String, String> names(Collection<String> usernames) {
		Map<String, Person> known = this.people.find(usernames);
		Map<String, String> names = new HashMap<>();
		usernames.forEach((username) -> names.put(username, name(username, known)));
		return names;
	}

	String owner(Owner owner) {
		return owner(owner, this.people.find(List.of(owner.name())));
	}

	private String owner(Owner owner, Map<String, Person> known) {
		return switch (owner.kind()) {
			case PERSON -> name(owner.name(), known);
			case TEAM -> owner.name();
		};
	}

	private String name(String username, Map<String, Person> known) {
		if (username.equals(Happened.PORTAL)) {
			return this.words.message("request.portal", locale());
		}
		Person person = known.get(username);
		return (person != null) ? person.name() : username;
	}

	Words words() {
		return this.words;
	}

	static Locale locale() {
		return LocaleContextHolder.getLocale();
	}

}
