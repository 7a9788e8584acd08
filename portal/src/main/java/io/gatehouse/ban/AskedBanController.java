package io.gatehouse.ban;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Predicate;

import io.gatehouse.ban.Entries.Parsed;
import io.gatehouse.ban.net.Network;
import io.gatehouse.identity.Person;
import io.gatehouse.identity.Role;
import io.gatehouse.request.RequestType.Asked;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** What a request would ban, for whoever may see it: before it is approved, above all. */
@Controller
class AskedBanController {

	private static final int SHOWN = 100;

	private final Asked asked;

	private final Entries entries;

	private final Outlook outlook;

	AskedBanController(Asked asked, Entries entries, Outlook outlook) {
		this.asked = asked;
		this.entries = entries;
		this.outlook = outlook;
	}

	@GetMapping("/bans/requests/{number}")
	String show(Person me, @PathVariable long number, @RequestParam(defaultValue = "") String within,
			@RequestParam(defaultValue = "") String after, Model model) {
		NewBan form = this.asked.form(NewBan.class, number, me)
			.orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
		Sought inside = Sought.of(within);
		model.addAttribute("number", number);
		model.addAttribute("form", form);
		model.addAttribute("within", inside);
		parsed(form).ifPresent((parsed) -> {
			List<Network> found = (inside.wrong() != null) ? List.of()
					: parsed.set().some(SHOWN + 1, sought(inside.network(), Sought.of(after).network()));
			model.addAttribute("count", parsed.networks());
			model.addAttribute("clients", me.is(Role.OPS) ? this.outlook.recent(parsed.set()).orElse(null) : null);
			model.addAttribute("entries", found.stream().limit(SHOWN).toList());
			model.addAttribute("next", (found.size() > SHOWN) ? found.get(SHOWN - 1) : null);
		});
		return "ban/asked";
	}

	/** Empty where its file is no longer kept. */
	private Optional<Parsed> parsed(NewBan form) {
		try {
			return Optional.of(this.entries.of(form));
		}
		catch (NoSuchElementException ex) {
			return Optional.empty();
		}
	}

	/** The network in which an address lies is of as much interest as those within. */
	private static Predicate<Network> sought(@Nullable Network inside, @Nullable Network after) {
		return (network) -> (inside == null || network.touches(inside))
				&& (after == null || network.compareTo(after) > 0);
	}

}
