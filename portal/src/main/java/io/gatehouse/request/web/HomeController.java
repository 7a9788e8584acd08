package io.gatehouse.request.web;

import java.time.Clock;
import java.time.Instant;
import java.util.List;

import io.gatehouse.identity.Person;
import io.gatehouse.request.lifecycle.RequestState;
import io.gatehouse.request.lifecycle.ServiceRequest;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The start page: what waits for me, what I have, what I can ask for. */
@Controller
class HomeController {

	private static final int MOST = 20;

	private static final int MOST_MATTERS = 10;

	private final RequestSearch search;

	private final AssetSearch assets;

	private final Catalogue catalogue;

	private final Lines lines;

	private final Matters matters;

	private final Clock clock;

	HomeController(RequestSearch search, AssetSearch assets, Catalogue catalogue, Lines lines, Matters matters,
			Clock clock) {
		this.search = search;
		this.assets = assets;
		this.catalogue = catalogue;
		this.lines = lines;
		this.matters = matters;
		this.clock = clock;
	}

	@GetMapping("/")
	String home(Person me, Model model) {
		List<ServiceRequest> open = this.search.open(me, MOST);
		List<ServiceRequest> turn = open.stream().filter(HomeController::waitsForSomebodysLook).toList();
		List<ServiceRequest> underWay = open.stream().filter((request) -> !waitsForSomebodysLook(request)).toList();
		Instant now = this.clock.instant();
		List<AssetLine> mine = this.lines.assets(this.assets.find(me, "mine", null, MOST), now);
		List<MatterLine> all = this.matters.of(me);
		model.addAttribute("page",
				new HomePage(all.stream().limit(MOST_MATTERS).toList(), Math.max(0, all.size() - MOST_MATTERS),
						this.lines.requests(this.search.toDecide(me, MOST)), this.lines.requests(turn),
						this.lines.requests(underWay), mine.stream().filter(AssetLine::endsSoon).toList(), mine,
						this.catalogue.lines(me)));
		return "home";
	}

	private static boolean waitsForSomebodysLook(ServiceRequest request) {
		return request.state() == RequestState.CHANGES_REQUESTED || request.state() == RequestState.FAILED;
	}

}
