package io.gatehouse.browser;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route.FulfillOptions;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import io.gatehouse.Journey;
import io.gatehouse.OnStage;
import io.gatehouse.Stage;
import io.gatehouse.ban.list.Protection.Kept;
import io.gatehouse.ban.list.Protection.Origin;
import io.gatehouse.ban.list.Protection;
import io.gatehouse.ban.net.Network;
import io.gatehouse.request.lifecycle.RequestState;
import io.gatehouse.request.lifecycle.ServiceRequest;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.annotation.Autowired;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** Banning, by hand and by file, and looking up why. */
@OnStage
class BanWalkTests {

	private static final int LINES = 100_000;

	@RegisterExtension
	final Visitors visitors = new Visitors();

	@Autowired
	Journey journey;

	@Autowired
	Stage stage;

	@Autowired
	Protection protection;

	@TempDir
	Path folder;

	@BeforeEach
	void meet() {
		this.journey.person("olga");
		this.journey.person("oscar");
	}

	/** A card's title fills all of it, and lies below its other links. */
	@Test
	void leadsFromHomeToEachPageWithTheMouse() {
		Visitor olga = this.visitors.person("Olga Ops");
		for (Map.Entry<String, String> link : Map
			.of("Ban of addresses", "/ask/ban", "Is an address banned?", "/bans", "All hosts", "/bans/hosts",
					"Host that enforces bans", "/ask/ban-host", "Network that is never banned",
					"/ask/protected-network")
			.entrySet()) {
			olga.go("/");
			olga.page()
				.locator(".card")
				.getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(link.getKey()).setExact(true))
				.first()
				.click();
			olga.page().waitForURL("**" + link.getValue());
		}
	}

	@Test
	void showsWhatIsProtectedAndBansTheRest() {
		ServiceRequest protection = this.journey.ask("oscar", "protected-network", "network=198.51.100.192/28",
				"owner=platform", "reason=office", "forGood=true");
		this.journey.approve(protection, "olga");
		this.journey.await(protection, RequestState.SUCCEEDED);
		Visitor olga = this.visitors.person("Olga Ops");
		olga.go("/ask/ban");
		olga.field("addresses").fill("198.51.100.192/26\n2001:db8:bad::/64  # scanner");
		olga.field("reason").fill("Port scan.");
		olga.page().getByLabel("At the cluster’s ingress only").check();
		assertThat(olga.page().locator("#plan")).containsText("198.51.100.192/28 (office)");
		assertThat(olga.page().locator("#plan")).containsText("198.51.100.208/28, 198.51.100.224/27");
		olga.button("Do it now").click();
		assertThat(olga.state()).hasText("Done");
		olga.go("/bans?address=198.51.100.212");
		assertThat(olga.page().locator(".verdict .notice")).hasText("198.51.100.212 is banned.");
		assertThat(olga.main()).containsText("Port scan.");
		olga.go("/bans?address=198.51.100.195");
		assertThat(olga.page().locator(".verdict .notice")).containsText("198.51.100.195 is protected");
		olga.go("/bans?address=203.0.113.250");
		assertThat(olga.page().locator(".verdict .notice")).hasText("203.0.113.250 is not banned.");
	}

	@Test
	void showsTheClustersAddressesToOpsOnly() {
		this.protection.found(List.of(new Kept(Network.parse("10.201.7.9"), Origin.CLUSTER, "platform",
				"Service walked/hidden", Instant.EPOCH)));
		Visitor dana = this.visitors.person("Dana Dev");
		dana.go("/bans/protected");
		assertThat(dana.main()).containsText("The cluster’s own addresses");
		assertThat(dana.main()).not().containsText("10.201.7.9");
		Visitor olga = this.visitors.person("Olga Ops");
		olga.go("/bans/protected");
		assertThat(olga.main()).containsText("Service walked/hidden");
	}

	@Test
	void tellsWhatPartOfANetworkIsBanned() {
		ServiceRequest protection = this.journey.ask("oscar", "protected-network", "network=10.202.1.7",
				"owner=platform", "reason=gate", "forGood=true");
		this.journey.approve(protection, "olga");
		this.journey.await(protection, RequestState.SUCCEEDED);
		for (String network : List.of("10.202.0.0/25", "10.202.0.128/25", "10.202.1.0/24", "10.202.2.4/31")) {
			this.journey.await(this.journey.ask("olga", "ban", "addresses=" + network, "reason=Parts " + network,
					"where=INGRESS", "lasts=1"), RequestState.SUCCEEDED);
		}
		Visitor olga = this.visitors.person("Olga Ops");
		Locator said = olga.page().locator(".verdict .notice");
		olga.go("/bans?address=10.202.0.0/24");
		assertThat(said).hasText("10.202.0.0/24 is banned.");
		assertThat(olga.page().locator(".because")).hasCount(2);
		olga.go("/bans?address=10.202.1.0/24");
		assertThat(said).hasText("10.202.1.0/24 is banned in part: 10.202.1.0/30, 10.202.1.4/31, 10.202.1.6, "
				+ "10.202.1.8/29, 10.202.1.16/28 and 3 more networks. 255 addresses of 256.");
		assertThat(olga.page().locator(".verdict .line")).containsText("gate");
		olga.go("/bans?address=10.202.2.0/24");
		assertThat(said).hasText("10.202.2.0/24 is banned in part: 10.202.2.4/31. 2 addresses of 256.");
		olga.go("/bans?address=10.202.1.7");
		assertThat(said).containsText("10.202.1.7 is protected");
		olga.go("/bans?address=10.202.3.0/24");
		assertThat(said).hasText("10.202.3.0/24 is not banned.");
	}

	@Test
	void publishesNothingThatIsSomethingElseByNow() {
		this.journey.haveAtOnce("olga", "ban-host", "name=held-1", "group=held");
		this.journey.until(
				() -> this.stage.query("select count(*) from ban_list where target = 'hosts/held' and version > 0"),
				"1"::equals);
		Visitor olga = this.visitors.person("Olga Ops");
		olga.go("/bans");
		assertThat(olga.main()).containsText("Hosts of the group held");
		this.stage.sql("update ban_list set halted = '{\"key\": \"ban.halted.empty\", \"arguments\": [\"5000\"]}', "
				+ "held_back = 'first' where target = 'hosts/held'");
		olga.go("/bans");
		assertThat(olga.main()).containsText("The next version would be empty");
		this.stage.sql("update ban_list set held_back = 'second' where target = 'hosts/held'");
		olga.button("It is no accident: publish it").click();
		assertThat(olga.page().getByRole(AriaRole.ALERT).first())
			.hasText("Hosts of the group held: what would be published is something else by now. Look at it again.");
	}

	@Test
	void followsHostsWhileSomebodyLooks() {
		this.journey.haveAtOnce("olga", "ban-host", "name=followed-1", "group=followed");
		this.stage.sql("update ban_host set seen_at = now(), state = 'dry-run' where name = 'followed-1'");
		this.journey.await(this.journey.ask("olga", "ban", "addresses=203.0.113.201\n203.0.113.205", "reason=Followed",
				"where=HOSTS", "group=followed", "lasts=1"), RequestState.SUCCEEDED);
		Visitor olga = this.visitors.anybody((window) -> window.setLocale("ru-RU")).signIn("Olga Ops");
		olga.go("/bans?address=203.0.113.201");
		olga.page().locator(".because h2 a").click();
		assertThat(olga.main().locator("h1")).hasText("203.0.113.201 и ещё 1 сеть, на хостах группы followed");
		Locator place = olga.main().locator("[data-fresh] .line");
		assertThat(place).containsText("пробный режим");
		olga.mark();
		Visitor oscar = this.visitors.person("Oscar Ops");
		oscar.go("/bans/hosts");
		Locator row = oscar.main().locator("tr", new Locator.LocatorOptions().setHasText("followed-1"));
		assertThat(row).containsText("Dry run");
		oscar.mark();
		this.stage.sql("update ban_host set state = 'flushed' where name = 'followed-1'");
		assertThat(place).containsText("ничего не отбрасывать");
		assertThat(row).containsText("Told to drop nothing");
		Assertions.assertThat(olga.stillMarked()).isTrue();
		Assertions.assertThat(oscar.stillMarked()).isTrue();
	}

	/** Else an open page that nobody looks at asks all night. */
	@Test
	void asksForNothingWhileItIsHidden() {
		Visitor olga = this.visitors.person("Olga Ops");
		AtomicInteger asked = new AtomicInteger();
		olga.page().clock().install();
		olga.page().onRequest((request) -> {
			if (request.url().endsWith("/bans/hosts/now")) {
				asked.incrementAndGet();
			}
		});
		olga.go("/bans/hosts");
		hide(olga, true);
		// It may have asked before that: the clock goes on by itself.
		asked.set(0);
		olga.page().clock().runFor(60_000);
		Assertions.assertThat(asked).hasValue(0);
		olga.page().waitForResponse("**/bans/hosts/now", () -> hide(olga, false));
		Assertions.assertThat(asked).hasValue(1);
	}

	private static void hide(Visitor visitor, boolean hidden) {
		visitor.page().evaluate("""
				(hidden) => {
					Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden });
					document.dispatchEvent(new Event('visibilitychange'));
				}""", hidden);
	}

	@Test
	void sendsAFileAgainWhenOthersAreSending() throws Exception {
		Path file = Files.writeString(this.folder.resolve("later.txt"), "203.0.113.99");
		AtomicInteger tries = new AtomicInteger();
		Visitor olga = this.visitors.person("Olga Ops").expect(503);
		olga.go("/ask/ban");
		olga.page().route("**/uploads*", (route) -> {
			if (tries.incrementAndGet() < 3) {
				route.fulfill(new FulfillOptions().setStatus(503)
					.setHeaders(Map.of("Retry-After", "1"))
					.setContentType("text/plain;charset=UTF-8")
					.setBody("Others are sending files just now."));
			}
			else {
				route.resume();
			}
		});
		olga.page().locator("#field-file").setInputFiles(file);
		assertThat(olga.page().locator(".file [role=status]")).hasText("Others are sending files just now.");
		assertThat(olga.page().locator(".file [role=status]")).hasText("later.txt, 12 bytes, one line");
		assertThat(olga.page().locator(".file [data-forget]")).isVisible();
		Assertions.assertThat(tries).hasValue(3);
	}

	@Test
	void saysWhatIsWrongWithAFieldOnceItIsLeftWhateverElseIsEmpty() {
		Visitor olga = this.visitors.person("Olga Ops");
		olga.go("/ask/ban");
		Locator addresses = olga.page().locator("#field-addresses-error");
		olga.field("addresses").pressSequentially("203.0.113.1\n\n127.0.0.1");
		olga.page().waitForTimeout(800);
		assertThat(addresses).isEmpty();
		olga.press("Tab");
		assertThat(addresses).hasText("Line 3: “127.0.0.1” is how each machine calls itself: a ban would break the "
				+ "hosts, and keeps nobody out. Leave it out.");
		assertThat(olga.field("addresses")).hasAttribute("aria-invalid", "true");
		assertThat(olga.page().locator("#plan .errors")).containsText("Addresses");
		assertThat(olga.page().locator("#field-reason-error")).isEmpty();
		assertThat(olga.page().locator("[aria-invalid=true]")).hasCount(1);
		olga.field("addresses").fill("203.0.113.1");
		assertThat(addresses).isEmpty();
		assertThat(olga.page().locator("[aria-invalid=true]")).hasCount(0);
		olga.field("reason").fill("x");
		assertThat(olga.page().locator("#plan")).containsText("newly banned");
		olga.field("reason").fill("");
		olga.press("Tab");
		assertThat(olga.page().locator("#field-reason-error")).hasText("Fill this in.");
	}

	@Test
	void tellsThatAFileIsBeingSentAndSendsNoFormWithoutIt() throws Exception {
		Path file = Files.writeString(this.folder.resolve("slow.txt"), "203.0.113.98\n203.0.113.99\n");
		Visitor olga = this.visitors.person("Olga Ops");
		olga.go("/ask/ban");
		AtomicReference<Route> held = new AtomicReference<>();
		olga.page().route("**/uploads*", held::set);
		olga.field("reason").fill("A slow line.");
		Locator said = olga.page().locator(".file [role=status]");
		olga.page().locator("#field-file").setInputFiles(file);
		assertThat(said).containsText("slow.txt");
		assertThat(olga.page().locator(".file progress")).isVisible();
		olga.page().locator("#submit").click();
		assertThat(said).containsText("it is still being sent");
		olga.button("Take it out").click();
		assertThat(olga.page().locator(".file progress")).isHidden();
		assertThat(said).isEmpty();
		olga.page().unroute("**/uploads*");
		olga.page().locator("#field-file").setInputFiles(file);
		assertThat(said).hasText("slow.txt, 26 bytes, 2 lines");
		assertThat(olga.page().locator(".file progress")).isHidden();
		assertThat(olga.page().locator("#plan")).containsText("2 lines, one network after merging");
	}

	@Test
	void keepsAFileWhereSomethingElseIsWrong() throws Exception {
		Path file = Files.writeString(this.folder.resolve("kept.txt"), "203.0.113.96\n10.203.0.1\n");
		Visitor olga = this.visitors.person("Olga Ops").expect(422);
		olga.go("/ask/ban");
		assertThat(olga.main()).containsText("at least one is needed: this or “A file of addresses”");
		olga.button("Ask for approval").click();
		assertThat(olga.page().locator("#field-addresses-error"))
			.hasText("At least one of these is needed: “Addresses”, “A file of addresses”.");
		Locator said = olga.page().locator(".file [role=status]");
		olga.page().locator("#field-file").setInputFiles(file);
		assertThat(said).hasText("kept.txt, 24 bytes, 2 lines");
		olga.button("Ask for approval").click();
		assertThat(olga.page().locator("#field-reason-error")).hasText("Fill this in.");
		assertThat(olga.page().locator("#field-addresses-error")).isEmpty();
		assertThat(said).hasText("kept.txt, 24 bytes, 2 lines");
		olga.field("reason").fill("Kept.");
		olga.page().getByLabel("At the cluster’s ingress only").check();
		assertThat(olga.page().locator("#plan")).containsText("2 networks are newly banned");
		assertThat(olga.page().locator("#plan")).containsText("10.203.0.1: private addresses");
		olga.button("Take it out").click();
		assertThat(said).isEmpty();
		assertThat(olga.page().locator("input[name=file]")).hasValue("");
		olga.page().locator("#field-file").setInputFiles(file);
		assertThat(said).hasText("kept.txt, 24 bytes, 2 lines");
		olga.button("Do it now").click();
		assertThat(olga.state()).hasText("Done");
	}

	@Test
	void saysBesideTheFieldWhatIsNoAddress() {
		Visitor olga = this.visitors.person("Olga Ops").expect(422);
		olga.go("/ask/ban");
		olga.field("addresses").fill("203.0.113.7/24");
		olga.field("reason").fill("x");
		olga.button("Ask for approval").click();
		assertThat(olga.page().locator("#field-addresses-error")).containsText("Write 203.0.113.0/24 for the network");
		assertThat(olga.field("addresses")).hasValue("203.0.113.7/24");
	}

	@Test
	void showsWhatIsInAFileToWhoeverMayDecideAndCallsItAFile() throws Exception {
		Path file = Files.writeString(this.folder.resolve("203.0.113.7"),
				IntStream.range(0, 250)
					.mapToObj((number) -> "10.99.%d.1".formatted(number))
					.collect(Collectors.joining("\n")),
				StandardCharsets.UTF_8);
		Visitor dana = this.visitors.person("Dana Dev");
		dana.go("/ask/ban");
		dana.page().locator("#field-file").setInputFiles(file);
		assertThat(dana.page().locator(".file [role=status]")).containsText("203.0.113.7, 3 KB, 250 lines");
		dana.field("reason").fill("One address.");
		assertThat(dana.page().locator("#plan")).containsText("250 networks are newly banned");
		dana.button("Ask for approval").click();
		assertThat(dana.main().locator("h1")).hasText("Ban of the file “203.0.113.7”");
		long request = dana.number();
		Visitor oscar = this.visitors.person("Oscar Ops");
		oscar.go("/queue");
		assertThat(oscar.page().locator("#queue-" + request + " .queue-title")).containsText("the file “203.0.113.7”");
		oscar.go("/requests/" + request);
		oscar.link("See all networks of this request").click();
		assertThat(oscar.main()).containsText("250 networks");
		assertThat(oscar.page().locator(".networks li")).hasCount(100);
		oscar.link("More").click();
		assertThat(oscar.page().locator(".networks li").first()).hasText("10.99.100.1");
		oscar.field("within").fill("10.99.249.0/24");
		oscar.button("Show").click();
		assertThat(oscar.page().locator(".networks li")).hasText(new String[] { "10.99.249.1" });
		oscar.field("within").fill("1.2.3.4-1.2.3.9");
		oscar.button("Show").click();
		assertThat(oscar.page().locator("#wrong")).containsText("is a range of several networks");
		assertThat(oscar.page().locator(".networks")).hasCount(0);
		Visitor denis = this.visitors.person("Денис Петров").expect(404);
		denis.go("/bans/requests/" + request);
		assertThat(denis.page().locator(".networks")).hasCount(0);
		assertThat(denis.page().locator("html")).not().containsText("10.99.");
	}

	@Test
	void takesAFileOfAHundredThousandLines() throws Exception {
		Path file = Files.writeString(this.folder.resolve("scanners.txt"),
				IntStream.range(0, LINES)
					.mapToObj((number) -> "10.%d.%d.%d".formatted(number >> 15, number >> 7 & 255, (number & 127) << 1))
					.collect(Collectors.joining("\n")),
				StandardCharsets.UTF_8);
		Visitor olga = this.visitors.person("Olga Ops");
		olga.go("/ask/ban");
		olga.page().locator("#field-file").setInputFiles(file);
		assertThat(olga.page().locator(".file [role=status]")).containsText("MB, 100,000 lines");
		olga.field("reason").fill("A list of scanners.");
		olga.page().getByLabel("At the cluster’s ingress only").check();
		assertThat(olga.page().locator("#plan")).containsText("100,000 networks are newly banned");
		olga.button("Ask for approval").click();
		assertThat(olga.state()).hasText("Waiting for approval");
		long request = olga.number();
		Visitor oscar = this.visitors.person("Oscar Ops");
		oscar.go("/requests/" + request);
		assertThat(oscar.main()).containsText("scanners.txt");
		oscar.button("Approve").click();
		assertThat(olga.state()).hasText("Done");
		olga.go("/bans?address=10.0.0.2");
		olga.page().locator(".because a").first().click();
		olga.field("within").fill("10.2.0.0/24");
		olga.button("Show").click();
		assertThat(olga.page().locator(".networks li")).hasCount(100);
		assertThat(olga.page().locator(".networks li").first()).hasText("10.2.0.0");
	}

}
