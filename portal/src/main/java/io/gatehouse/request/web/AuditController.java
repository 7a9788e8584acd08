package io.gatehouse.request.web;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.gatehouse.identity.Person;
import io.gatehouse.request.approval.Access;
import io.gatehouse.request.approval.NotYours;
import io.gatehouse.request.asset.Assets;
import io.gatehouse.request.audit.AuditEvent;
import io.gatehouse.request.audit.AuditFilter;
import io.gatehouse.request.audit.AuditLog;
import io.gatehouse.request.audit.ChainState;
import io.gatehouse.request.lifecycle.ServiceRequests;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The record of all that happened, for ops. */
@Controller
class AuditController {

	private static final int EXPORTED_AT_ONCE = 1_000;

	private static final String ENDS = "ends";

	private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

	private static final Pattern RULE = Pattern.compile("rule (.*)");

	private final AuditLog log;

	private final ChainState chain;

	private final ServiceRequests requests;

	private final Assets assets;

	private final Lines lines;

	AuditController(AuditLog log, ChainState chain, ServiceRequests requests, Assets assets, Lines lines) {
		this.log = log;
		this.chain = chain;
		this.requests = requests;
		this.assets = assets;
		this.lines = lines;
	}

	@GetMapping("/audit")
	String list(Person me, @RequestParam(defaultValue = "") String person, @RequestParam(defaultValue = "") String type,
			@RequestParam(required = false) @Nullable Long asset,
			@RequestParam(required = false) @Nullable Long request,
			@RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate since,
			@RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate until,
			@RequestParam(defaultValue = Long.MAX_VALUE + "") long before, Model model) {
		AuditFilter filter = filter(me, person, type, asset, request, since, until);
		Paging<AuditEvent> page = Paging.of(this.log.find(filter, before, Paging.SIZE + 1), AuditEvent::number);
		Map<String, Object> shown = new HashMap<>(Map.of("person", person, "type", type));
		shown.put("asset", (asset != null) ? asset : "");
		shown.put("request", (request != null) ? request : "");
		shown.put("since", (since != null) ? since : "");
		shown.put("until", (until != null) ? until : "");
		Map<String, String> names = this.lines.names(page.shown().stream().map(AuditEvent::actor).toList());
		Map<Subject, String> titles = titles(page.shown());
		model.addAttribute("lines", page.shown().stream().map((event) -> line(event, names, titles)).toList());
		model.addAttribute("filter", shown);
		model.addAttribute("narrow", shown.values().stream().anyMatch((value) -> !value.toString().isEmpty()));
		model.addAttribute("verdict", this.chain.latest());
		model.addAttribute("next", page.next());
		model.addAttribute("types", this.lines.types());
		return "audit";
	}

	@GetMapping("/audit.csv")
	void export(Person me, @RequestParam(defaultValue = "") String person, @RequestParam(defaultValue = "") String type,
			@RequestParam(required = false) @Nullable Long asset,
			@RequestParam(required = false) @Nullable Long request,
			@RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate since,
			@RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate until,
			HttpServletResponse response) throws IOException {
		AuditFilter filter = filter(me, person, type, asset, request, since, until);
		response.setContentType("text/csv; charset=utf-8");
		response.setHeader("Content-Disposition", "attachment; filename=\"gatehouse-audit.csv\"");
		PrintWriter out = response.getWriter();
		out.print("number,at,actor,action,type,title,request,asset,detail,previous,hash\r\n");
		long before = Long.MAX_VALUE;
		List<AuditEvent> batch = this.log.find(filter, before, EXPORTED_AT_ONCE);
		// Whoever went away need not have the rest read.
		while (!batch.isEmpty() && !out.checkError()) {
			batch.forEach((event) -> out.print(Csv.line(event.number(), event.at(), event.actor(), event.action(),
					event.type(), said(event.title()), event.request(), event.asset(), detail(event, 64, ""),
					event.previous(), event.hash())));
			before = batch.getLast().number();
			batch = this.log.find(filter, before, EXPORTED_AT_ONCE);
		}
	}

	private static AuditFilter filter(Person me, String person, String type, @Nullable Long asset,
			@Nullable Long request, @Nullable LocalDate since, @Nullable LocalDate until) {
		if (!Access.allSeeing(me)) {
			throw new NotYours();
		}
		return new AuditFilter(person.isBlank() ? null : person.strip(), type.isBlank() ? null : type, asset, request,
				Days.start(since), Days.end(until));
	}

	/** What an event is about, and what that was called then. */
	private record Subject(@Nullable Long request, @Nullable Long asset, String title) {

		static Subject of(AuditEvent event) {
			return new Subject(event.request(), (event.request() == null) ? event.asset() : null, event.title());
		}

	}

	/**
	 * In the reader's language. What is called something else by now is not found: it is
	 * told as it was.
	 */
	private Map<Subject, String> titles(List<AuditEvent> events) {
		Set<Subject> subjects = events.stream().map(Subject::of).collect(Collectors.toSet());
		Map<Subject, String> titles = new HashMap<>();
		this.requests.findByNumberIn(subjects.stream().map(Subject::request).filter(Objects::nonNull).toList())
			.forEach((request) -> titles.put(new Subject(request.number(), null, request.title()),
					this.lines.title(request)));
		this.assets.findByNumberIn(subjects.stream().map(Subject::asset).filter(Objects::nonNull).toList())
			.forEach((asset) -> titles.put(new Subject(null, asset.number(), asset.title()), this.lines.title(asset)));
		return titles;
	}

	private AuditLine line(AuditEvent event, Map<String, String> names, Map<Subject, String> titles) {
		return new AuditLine(event.number(), event.at(), names.getOrDefault(event.actor(), event.actor()),
				this.lines.words().message("audit." + event.action(), Lines.locale()), event.type(),
				titles.getOrDefault(Subject.of(event), said(event.title())), event.request(), event.asset(),
				detail(event, 8, ENDS), ends(event));
	}

	/**
	 * In words; of the hashes of plans, the page shows as much as is needed to tell them
	 * apart.
	 */
	private String detail(AuditEvent event, int hash, String without) {
		return event.detail()
			.entrySet()
			.stream()
			.filter((entry) -> !entry.getValue().isEmpty() && !entry.getKey().equals(without))
			.sorted(Map.Entry.comparingByKey())
			.map((entry) -> this.lines.words().message("audit.detail." + entry.getKey(), Lines.locale()) + ": "
					+ value(entry.getKey(), entry.getValue(), hash))
			.collect(Collectors.joining("; "));
	}

	private String value(String name, String value, int hash) {
		return switch (name) {
			case "plan", "approved", "now" -> value.substring(0, Math.min(hash, value.length()));
			case "action" -> this.lines.words().message("action." + value, Lines.locale());
			case "lifetime" -> this.lines.duration(Duration.parse(value));
			case "system" -> this.lines.words().system(value, Lines.locale());
			case "step" -> this.lines.words().thing(value, Lines.locale());
			case "resources" -> Arrays.stream(value.split(", "))
				.map((key) -> this.lines.words().thing(key, Lines.locale()))
				.collect(Collectors.joining("; "));
			case "by" -> by(value);
			default -> DIGEST.matcher(value).matches() ? value.substring(0, hash) : said(value);
		};
	}

	private String said(String value) {
		return this.lines.words().said(value, Lines.locale());
	}

	private String by(String value) {
		Matcher rule = RULE.matcher(value);
		if (rule.matches()) {
			return this.lines.words().message("audit.by.rule", Lines.locale(), rule.group(1));
		}
		String words = this.lines.words().optional("audit.by." + value, Lines.locale());
		return words.isEmpty() ? value : words;
	}

	private static @Nullable Instant ends(AuditEvent event) {
		String ends = event.detail().getOrDefault(ENDS, "");
		return ends.isEmpty() ? null : Instant.parse(ends);
	}

}
