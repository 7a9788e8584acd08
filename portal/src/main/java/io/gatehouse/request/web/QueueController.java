package io.gatehouse.request.web;

import java.time.Duration;
import java.util.List;

import io.gatehouse.identity.Person;
import io.gatehouse.request.approval.ApprovalDesk;
import io.gatehouse.request.lifecycle.ServiceRequest;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** What a person can decide, the oldest of each requester first. */
@Controller
class QueueController {

	private static final int MOST = 50;

	private final RequestSearch search;

	private final ApprovalDesk desk;

	private final RequestPages pages;

	private final Lines lines;

	QueueController(RequestSearch search, ApprovalDesk desk, RequestPages pages, Lines lines) {
		this.search = search;
		this.desk = desk;
		this.pages = pages;
		this.lines = lines;
	}

	@GetMapping("/queue")
	String queue(Person me, Model model) {
		List<ServiceRequest> requests = this.search.toDecide(me, MOST + 1);
		model.addAttribute("lines", requests.stream().limit(MOST).map(this::line).toList());
		model.addAttribute("more", requests.size() > MOST);
		return "request/queue";
	}

	private QueueLine line(ServiceRequest request) {
		Duration lifetime = request.lifetime().orElse(null);
		return new QueueLine(this.lines.request(request), this.lines.plan(request.rows()),
				this.desk.seats(request).stream().map(this.lines::seat).toList(), request.reason(), request.shown(),
				this.lines.values(request.type(), request.form()), this.lines.particulars(request),
				(lifetime != null) ? this.lines.duration(lifetime) : null,
				(lifetime != null) ? Lines.unitOfLess(lifetime) : null, this.pages.extension(request));
	}

}
