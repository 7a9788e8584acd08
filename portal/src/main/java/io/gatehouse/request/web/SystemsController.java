package io.gatehouse.request.web;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.gatehouse.identity.Fresh;
import io.gatehouse.identity.Person;
import io.gatehouse.identity.Role;
import io.gatehouse.request.ExternalSystem;
import io.gatehouse.request.approval.Access;
import io.gatehouse.request.approval.NotYours;
import io.gatehouse.request.execution.PausedSystems;
import io.gatehouse.request.plan.Systems;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** How the external systems do, for ops. */
@Controller
@RequestMapping("/systems")
class SystemsController {

	private final Systems systems;

	private final PausedSystems paused;

	private final JdbcClient jdbc;

	private final Lines lines;

	SystemsController(Systems systems, PausedSystems paused, JdbcClient jdbc, Lines lines) {
		this.systems = systems;
		this.paused = paused;
		this.jdbc = jdbc;
		this.lines = lines;
	}

	@GetMapping
	String list(Person me, Model model) {
		if (!Access.allSeeing(me)) {
			throw new NotYours();
		}
		Set<String> resting = this.paused.names();
		Map<String, Long> waiting = waiting();
		List<SystemLine> all = this.systems.all().stream().map((system) -> line(system, resting, waiting)).toList();
		model.addAttribute("lines", all);
		return "systems";
	}

	/**
	 * By system: how many requests are on their way and have their next step there. What
	 * waits until a paused system goes on waits for that one, wherever its next step is.
	 */
	private Map<String, Long> waiting() {
		return this.jdbc.sql("""
				select waits.system, count(*) as requests from (
					select case r.message ->> 'key'
						when 'request.system-paused' then replace(r.message -> 'arguments' ->> 0, '@system.', '')
						when 'request.waits-for-request' then null
						else (select s.system from request_step s
							where s.request_id = r.id and s.state <> 'DONE' order by s.position limit 1) end as system
					from service_request r where r.state in ('APPROVED', 'RUNNING')) waits
				where waits.system is not null group by waits.system""")
			.query((row, index) -> Map.entry(row.getString("system"), row.getLong("requests")))
			.list()
			.stream()
			.collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
	}

	private SystemLine line(ExternalSystem system, Set<String> resting, Map<String, Long> waiting) {
		ExternalSystem.Health health = system.health();
		Duration latency = health.latency();
		return new SystemLine(system.name(), this.lines.words().system(system.name(), Lines.locale()), health.up(),
				resting.contains(system.name()), (latency != null) ? latency.toMillis() : null, health.nextTry(),
				waiting.getOrDefault(system.name(), 0L),
				health.recent()
					.stream()
					.map((fault) -> new FaultLine(fault.at(), this.lines.words().of(fault.words(), Lines.locale())))
					.toList());
	}

	@PostMapping("/{name}/pause")
	String pause(@Fresh Person me, @PathVariable String name) {
		this.paused.pause(known(me, name).name(), me.username());
		return "redirect:/systems";
	}

	@PostMapping("/{name}/resume")
	String resume(@Fresh Person me, @PathVariable String name) {
		this.paused.resume(known(me, name).name(), me.username());
		return "redirect:/systems";
	}

	@PostMapping("/{name}/probe")
	String probe(Person me, @PathVariable String name, RedirectAttributes next) {
		ExternalSystem system = known(me, name);
		try {
			system.probe();
			next.addFlashAttribute("answered", name);
		}
		catch (ExternalSystem.Failure ex) {
			next.addFlashAttribute("silent", this.lines.words().of(ex.words(), Lines.locale()));
		}
		return "redirect:/systems";
	}

	private ExternalSystem known(Person me, String name) {
		if (!me.is(Role.OPS) || !this.systems.has(name)) {
			throw new NotYours();
		}
		return this.systems.get(name);
	}

}
