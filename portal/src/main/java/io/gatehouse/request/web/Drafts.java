package io.gatehouse.request.web;

import java.time.Clock;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import io.gatehouse.identity.Person;
import io.gatehouse.request.ExternalSystem;
import io.gatehouse.request.Field;
import io.gatehouse.request.RequestType.Problem;
import io.gatehouse.request.RequestType.Verb;
import io.gatehouse.request.SecretStore;
import io.gatehouse.request.Text;
import io.gatehouse.request.asset.Asset;
import io.gatehouse.request.execution.Targets;
import io.gatehouse.request.form.Bound;
import io.gatehouse.request.form.FieldModel;
import io.gatehouse.request.form.FormModel;
import io.gatehouse.request.form.Files;
import io.gatehouse.request.form.Forms;
import io.gatehouse.request.lifecycle.Note;
import io.gatehouse.request.lifecycle.RequestState;
import io.gatehouse.request.lifecycle.ServiceRequest;
import io.gatehouse.request.plan.RequestTypes.Known;
import io.gatehouse.request.submission.Considered;
import io.gatehouse.request.submission.Submissions;
import io.gatehouse.request.upload.UploadStore;
import io.gatehouse.request.submission.Wish;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.util.MultiValueMap;

/** Makes of what was typed into a form what its page shows, and what is asked for. */
@Component
class Drafts {

	private final Forms forms;

	private final Submissions submissions;

	private final Catalogue catalogue;

	private final Lines lines;

	private final ObjectProvider<SecretStore> secrets;

	private final UploadStore uploads;

	private final Clock clock;

	Drafts(Forms forms, Submissions submissions, Catalogue catalogue, Lines lines, ObjectProvider<SecretStore> secrets,
			UploadStore uploads, Clock clock) {
		this.forms = forms;
		this.submissions = submissions;
		this.catalogue = catalogue;
		this.lines = lines;
		this.secrets = secrets;
		this.uploads = uploads;
		this.clock = clock;
	}

	/**
	 * A form that was just opened, empty or as the asset or request is that it shall
	 * change.
	 */
	Draft opened(Known known, Verb verb, @Nullable Asset asset, @Nullable ServiceRequest revised,
			@Nullable String current, Person me) {
		FormModel model = model(known, verb);
		Map<String, List<String>> input = (current != null) ? this.forms.input(this.forms.record(known.form(), current))
				: fresh(model, me);
		return new Draft(known, verb, asset, revised, model, input, List.of(), null, null, me);
	}

	/** Whoever renews, mends or removes something gets no other form by it. */
	private static FormModel model(Known known, Verb verb) {
		FormModel model = FormModel.of(known.form());
		return switch (verb) {
			case CREATE, CHANGE -> model;
			case RENEW, TRANSFER, REPAIR, REVOKE, EXPIRE -> model.settled();
		};
	}

	private Map<String, List<String>> fresh(FormModel model, Person me) {
		Map<String, List<String>> fresh = new LinkedHashMap<>(this.forms.fresh(model));
		fresh.replaceAll((name, values) -> values.equals(List.of(Field.ME)) ? List.of(me.username()) : values);
		return fresh;
	}

	/**
	 * What was typed so far: bound, and considered where nothing is wrong with it.
	 * @param revised the request that is sent again; null where it is a new one
	 */
	Draft typed(Known known, Verb verb, @Nullable Asset asset, @Nullable ServiceRequest revised,
			MultiValueMap<String, String> typed, Person me) {
		FormModel model = model(known, verb);
		Files mine = (id) -> this.uploads.find(id, me.username());
		Bound bound = (asset != null)
				? this.forms.bind(model, typed, this.forms.record(known.form(), asset.form()), mine)
				: this.forms.bind(model, typed, mine);
		Record form = bound.form();
		if (form == null || !bound.valid()) {
			List<Problem> problems = inOrder(model, Stream.concat(bound.problems().stream(),
					early(known, verb, bound, me).stream().map((problem) -> bound.asTyped(problem, model))));
			return new Draft(known, verb, asset, revised, model, bound.input(), problems, null, null, me);
		}
		Considered considered = this.submissions.consider(wish(known, verb, asset, revised, form, me));
		List<Problem> problems = Stream.concat(considered.problems().stream(), considered.preview().problems().stream())
			.map((problem) -> bound.asTyped(problem, model))
			.toList();
		return new Draft(known, verb, asset, revised, model, bound.input(), problems, form, considered, me);
	}

	/** What the type can say of the fields that are right so far. */
	private static List<Problem> early(Known known, Verb verb, Bound bound, Person me) {
		Record partial = bound.partial();
		if (partial == null || !verb.setsForm()) {
			return List.of();
		}
		try {
			return known.type()
				.checkEarly(partial, bound.filled()::contains, verb, Targets.requester(me))
				.stream()
				.filter((problem) -> bound.filled().contains(problem.field()))
				.toList();
		}
		catch (ExternalSystem.Failure ex) {
			// It is said once the form is whole.
			return List.of();
		}
	}

	private static List<Problem> inOrder(FormModel model, Stream<Problem> problems) {
		List<String> names = model.fields().stream().map(FieldModel::name).toList();
		return problems.sorted(Comparator.comparing((problem) -> names.indexOf(problem.field()))).toList();
	}

	private static Wish wish(Known known, Verb verb, @Nullable Asset asset, @Nullable ServiceRequest revised,
			Record form, Person me) {
		if (revised != null) {
			return Wish.again(revised, asset, known, form, me);
		}
		return (asset != null) ? Wish.about(asset, known, verb, form, me) : Wish.create(known, form, me);
	}

	/** The draft with secrets put away: its form holds the paths to them. */
	Draft sealed(Draft draft) {
		Record form = draft.form();
		boolean secret = draft.model().fields().stream().anyMatch((field) -> field.kind() == FieldModel.Kind.SECRET);
		if (form == null || !secret) {
			return draft;
		}
		Record kept = this.forms.keepSecrets(draft.model(), form, "requests/" + UUID.randomUUID(),
				this.secrets.getObject());
		Considered considered = this.submissions.consider(draft.wish(kept));
		return new Draft(draft.known(), draft.verb(), draft.asset(), draft.revised(), draft.model(), draft.input(),
				draft.problems(), kept, considered, draft.me());
	}

	/**
	 * As the page shows it.
	 * @param touched the fields in which somebody has changed something
	 */
	FormPage page(Draft draft, String action, String submission, String reason, Set<String> touched) {
		String type = draft.known().name();
		Considered considered = draft.considered();
		Optional<Integer> quota = (draft.verb() == Verb.CREATE)
				? draft.known().type().quota(Targets.requester(draft.me())) : Optional.empty();
		return new FormPage(type, heading(draft), lead(draft), section(draft), back(draft), remark(draft),
				draft.model(), draft.input(), draft.problems(), plan(considered), extension(draft),
				(considered != null) ? this.lines.approvers(considered.policy()) : null,
				considered != null && considered.needsNobody(), this.catalogue.usualTime(type), quota.orElse(null),
				quota.isPresent() ? this.submissions.left(draft.known().type(), Targets.requester(draft.me())) : null,
				submission, action, action + "/preview", draft.verb(), draft.asset() != null, reason, touched,
				files(draft));
	}

	private Map<String, Text> files(Draft draft) {
		Map<String, Text> files = new LinkedHashMap<>();
		for (FieldModel field : draft.model().fields()) {
			if (field.kind() == FieldModel.Kind.FILE) {
				draft.input()
					.getOrDefault(field.name(), List.of())
					.stream()
					.findFirst()
					.flatMap((id) -> file(draft, id))
					.ifPresent((upload) -> files.put(field.name(), UploadWords.about(upload)));
			}
		}
		return files;
	}

	/** One's own, or one that is in what is changed, whoever sent it. */
	private Optional<Field.Upload> file(Draft draft, String id) {
		return this.uploads.find(id, draft.me().username())
			.or(() -> Stream
				.of(Optional.ofNullable(draft.asset()).map(Asset::form),
						Optional.ofNullable(draft.revised()).map(ServiceRequest::form))
				.flatMap(Optional::stream)
				.flatMap((form) -> this.forms.files(this.forms.record(draft.known().form(), form)).stream())
				.filter((upload) -> upload.id().equals(id))
				.findFirst());
	}

	private @Nullable PlanView plan(@Nullable Considered considered) {
		return (considered != null && considered.problems().isEmpty()) ? this.lines.plan(considered.preview()) : null;
	}

	private @Nullable Extension extension(Draft draft) {
		Asset asset = draft.asset();
		Considered considered = draft.considered();
		if (asset == null || considered == null || draft.verb() == Verb.CREATE || !considered.restartsClock()) {
			return null;
		}
		return Extension.of(asset, considered.lifetime(), this.clock.instant());
	}

	private String heading(Draft draft) {
		if (draft.revised() != null) {
			return this.lines.request(draft.revised()).title();
		}
		return (draft.asset() != null)
				? this.lines.words().verb(draft.verb(), Lines.locale()) + ": " + this.lines.title(draft.asset())
				: this.lines.words().type(draft.known().name(), Lines.locale());
	}

	private String lead(Draft draft) {
		return (draft.revised() != null) ? this.lines.words().message("request.revise", Lines.locale())
				: this.catalogue.summary(draft.known().name());
	}

	private static String section(Draft draft) {
		return (draft.revised() != null) ? "requests" : (draft.asset() != null) ? "assets" : "home";
	}

	private static @Nullable String back(Draft draft) {
		if (draft.revised() != null) {
			return "/requests/" + draft.revised().number();
		}
		return (draft.asset() != null) ? "/assets/" + draft.asset().number() : null;
	}

	private @Nullable NoteLine remark(Draft draft) {
		ServiceRequest revised = draft.revised();
		return (revised != null && revised.state() == RequestState.CHANGES_REQUESTED)
				? this.lines.notes(revised.notes())
					.stream()
					.filter((note) -> note.kind() == Note.Kind.CHANGES_ASKED)
					.reduce((earlier, later) -> later)
					.orElse(null)
				: null;
	}

	/**
	 * A form on its way to a request; the form and what it comes to are null while
	 * something is wrong with it.
	 */
	record Draft(Known known, Verb verb, @Nullable Asset asset, @Nullable ServiceRequest revised, FormModel model,
			Map<String, List<String>> input, List<Problem> problems, @Nullable Record form,
			@Nullable Considered considered, Person me) {

		Wish wish(Record form) {
			return Drafts.wish(this.known, this.verb, this.asset, this.revised, form, this.me);
		}

		boolean sound() {
			return this.considered != null && this.considered.sound();
		}

	}

}
