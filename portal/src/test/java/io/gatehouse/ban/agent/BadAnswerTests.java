package io.gatehouse.ban.agent;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

/**
 * What a host makes of a portal that is gone, lies or was taken over: nothing; it keeps
 * the last good list.
 */
@TestInstance(Lifecycle.PER_CLASS)
class BadAnswerTests {

	private static final BanList GOOD = BanList.of("203.0.113.7", "198.51.100.0/24");

	private static final String[] BANNED = { "203.0.113.7", "198.51.100.10", "198.51.100.11" };

	private static final List<String> LINES = List.of("n 0.0.0.0/0", "n ::/0", "n 10.0.0.0/8", "n 203.0.113.0/33",
			"n 203.0.113.1/24", "n 2001:db8::1/32", "n 203.0.113.0", "+ 203.0.113.8; rm -rf /", "+ $(touch /tmp/x)",
			"+ `id`", "+ 203.0.113.8 }; flush ruleset; #", "+ 203.0.113.8\"", "+ 203.0.113.256", "+ 203.0.113.08",
			"+ 203.0.113", "+ 1.2.3.4.5", "+ localhost", "+ 2001:db8::1::2", "+ 2001:db8:::1", "+ 2001:DB8::9",
			"+ 2001:0db8::9", "+ 1:2:3:4:5:6:7", "+ 1:2:3:4:5:6:7:8:9", "+ :1::2", "+ fe80::1%eth0", "+  203.0.113.8",
			"+ 203.0.113.8 ", "+203.0.113.8", " + 203.0.113.8", "203.0.113.8", "add 203.0.113.8",
			"include \"/etc/passwd\"", "", "- 203.0.113.7", "p 0.0.0.0/0", "N", "P", "+ 203.0.113.8\tx", "-- x", "\\n");

	private HostLab lab;

	private TestPortal portal;

	private HostAgent agent;

	@BeforeAll
	void open() {
		this.lab = HostLab.open();
	}

	@AfterAll
	void close() {
		if (this.lab != null) {
			this.lab.close();
		}
	}

	@BeforeEach
	void enforceTheGoodList() {
		this.lab.forgetRules();
		this.portal = new TestPortal(this.lab.portalAddress()).publish(GOOD).compact(5);
		this.agent = new HostAgent(this.lab, this.portal, "nft");
		assertThat(this.agent.once()).isEqualTo(HostAgent.ENFORCED);
	}

	@AfterEach
	void end() {
		this.portal.close();
	}

	static Stream<Arguments> spoilers() {
		return Stream.of(spoiler("truncated", (body) -> body.substring(0, body.length() / 2)),
				spoiler("without its end", (body) -> body.substring(0, body.indexOf("end "))),
				spoiler("without its last byte", (body) -> body.substring(0, body.length() - 1)),
				spoiler("empty", (body) -> "\n"),
				spoiler("of a wrong digest", (body) -> body.replace("203.0.113.8", "203.0.113.9")),
				spoiler("with something after its end", (body) -> body + "+ 203.0.113.9\n"),
				spoiler("with carriage returns", (body) -> body.replace("\n", "\r\n")),
				spoiler("with a zero byte", (body) -> body.replace("+ 203", "+ \0203")),
				spoiler("a page of HTML", (body) -> "<html>segment full</html>\n"));
	}

	private static Arguments spoiler(String name, UnaryOperator<String> spoil) {
		return argumentSet(name, spoil);
	}

	@ParameterizedTest
	@MethodSource("spoilers")
	void refusesAnAnswer(UnaryOperator<String> spoil) {
		this.portal.publish(GOOD.with("203.0.113.8").without("203.0.113.7")).spoil(spoil);

		assertThat(this.agent.once()).isEqualTo(HostAgent.REFUSED);

		staysAsItWas();
		this.portal.spoil(UnaryOperator.identity());
		assertThat(this.agent.once()).as("the next answer").isEqualTo(HostAgent.ENFORCED);
	}

	@ParameterizedTest
	@ValueSource(strings = { "mawk", "gawk" })
	void refusesEveryLineOfAnotherForm(String awk) {
		assumeThat(Path.of("/usr/bin", awk)).as("from Debian's package %s", awk).exists();
		this.agent.shim("awk", "exec " + awk + " \"$@\"");
		for (String line : LINES) {
			boolean network = line.startsWith("n ");
			this.portal.publish(Segment.full(6, network ? GOOD.with("a/1") : GOOD.with("a"), "P\nN\nn 198.51.100.0/24\n"
					+ (network ? line + "\n" : "") + "+ 203.0.113.7\n" + (network ? "" : line + "\n")));

			assertThat(this.agent.once()).as(line).isEqualTo(HostAgent.REFUSED);

			assertThat(this.portal.report()).as(line).containsEntry("state", "refused").containsEntry("version", "5");
		}
		staysAsItWas();
	}

	@Test
	void refusesWrongCounts() {
		this.portal.publish(Segment.full(6, GOOD.with("203.0.113.8"), "P\nN\nn 198.51.100.0/24\n+ 203.0.113.9\n"));
		assertThat(this.agent.once()).as("fewer than said").isEqualTo(HostAgent.REFUSED);
		this.portal.publish(
				Segment.full(6, GOOD.with("203.0.113.8"), "P\nN\nn 198.51.100.0/24\n+ 203.0.113.9\n+ 203.0.113.9\n"));
		assertThat(this.agent.once()).as("one twice").isEqualTo(HostAgent.REFUSED);
		staysAsItWas();
	}

	@Test
	void refusesChangesThatDoNotFitAndAsksForTheWholeList() {
		String digest = this.portal.digest();
		BanList next = GOOD.with("203.0.113.8");
		this.portal.publish(next);
		String whole = Segment.full(6, next).text() + Segment.full(6, next).end();
		Segment unfit = Segment.delta(6, digest, BanList.EMPTY, GOOD);

		this.portal.spoil(
				(body) -> this.portal.asked().getLast().startsWith("version=0") ? whole : unfit.text() + unfit.end());

		assertThat(this.agent.once()).isEqualTo(HostAgent.ENFORCED);
		assertThat(this.portal.asked()).endsWith("version=5&wait=0", "version=0&wait=0");
		assertThat(this.lab.reachHost())
			.isEqualTo(HostLab.allBut("203.0.113.7", "203.0.113.8", "198.51.100.10", "198.51.100.11"));
	}

	@Test
	void refusesAnOlderListUnlessTheOperatorWantsIt() {
		this.portal.publish(Segment.full(4, BanList.of("203.0.113.9")));
		assertThat(this.agent.once()).isEqualTo(HostAgent.REFUSED);
		staysAsItWas();
		assertThat(this.portal.report().get("message")).contains("rolled back");

		assertThat(this.agent.once("--accept")).isEqualTo(HostAgent.ENFORCED);
		assertThat(this.lab.reachHost()).isEqualTo(HostLab.allBut("203.0.113.9"));
	}

	/** As where the portal's database was set back and many bans have come since. */
	@Test
	void takesAWholeListThatIsOlderThanOursWithChangesThatLeadBeyond() {
		Segment whole = Segment.full(4, BanList.of("203.0.113.9"));
		Segment change = Segment.delta(5, whole.digest(), BanList.of("203.0.113.9"), BanList.of("203.0.113.11"));
		Segment last = Segment.delta(6, change.digest(), BanList.of("203.0.113.11"), BanList.of("203.0.113.12"));
		this.portal.publish(last);
		this.portal.spoil((body) -> whole.text() + change.text() + last.text() + last.end());
		assertThat(this.agent.once()).isEqualTo(HostAgent.ENFORCED);
		assertThat(this.lab.reachHost()).isEqualTo(HostLab.allBut("203.0.113.12"));
	}

	@Test
	void keepsTheListWhileThePortalIsGoneBusyOrForgetsUs() {
		this.portal.publish(GOOD.without("203.0.113.7"));
		for (int status : new int[] { 401, 404, 429, 500, 503, 302 }) {
			this.portal.answer(status);
			assertThat(this.agent.once()).as("%d", status).isEqualTo(HostAgent.FAILED);
		}
		this.portal.goAway();
		assertThat(this.agent.once()).isEqualTo(HostAgent.FAILED);
		assertThat(this.lab.reachHost()).isEqualTo(HostLab.allBut(BANNED));

		this.portal.comeBack().answer(200);
		assertThat(this.agent.once()).isEqualTo(HostAgent.ENFORCED);
	}

	@Test
	void asksLessAndLessOftenWhileThePortalIsBusyAndComesBackByItself() {
		this.portal.answer(503);
		int before = this.portal.asked().size();
		Process running = this.agent.start("run");
		HostLab.await("some questions", () -> this.portal.asked().size() > before + 1);

		this.portal.publish(BanList.of("203.0.113.9")).answer(200);

		HostLab.await("the new list", () -> "6".equals(this.portal.report().get("version")));
		assertThat(this.portal.asked().size() - before).as("questions").isLessThan(10);
		HostAgent.stop(running);
		assertThat(this.lab.reachHost()).isEqualTo(HostLab.allBut("203.0.113.9"));
	}

	@Test
	void takesWholeListsOneAfterAnotherWithoutARestart() {
		Process running = this.agent.start("run");
		for (int version : new int[] { 6, 7, 8 }) {
			BanList list = BanList.of("203.0.113.9", "203.0.113." + (version + 100));
			this.portal.publish(Segment.full(version, list));
			HostLab.await("version " + version, () -> enforces(version));
		}
		HostAgent.stop(running);
		assertThat(HostLab.shell("cd " + this.agent.state() + "/current && sha256sum --strict -c sums"))
			.contains("singles: OK");
		assertThat(this.lab.reachHost()).isEqualTo(HostLab.allBut("203.0.113.9"));
	}

	@Test
	void takesTheNextListWhereTheDiskHasLostAPartOfTheLast() throws Exception {
		Files.writeString(this.agent.state().resolve("current/singles"), "203.0.113.8\n203.0.113.9\n");
		Process running = this.agent.start("run");
		this.portal.publish(Segment.full(6, BanList.of("203.0.113.9")));
		HostLab.await("the new list", () -> enforces(6));
		HostAgent.stop(running);
		assertThat(this.lab.reachHost()).isEqualTo(HostLab.allBut("203.0.113.9"));
	}

	private boolean enforces(int version) {
		return this.portal.report().get("state").equals("enforced")
				&& this.portal.report().get("version").equals(String.valueOf(version));
	}

	@Test
	void showsItsTokenToNobody() throws Exception {
		this.agent.set("WAIT", "20");
		Process running = this.agent.start("run");
		HostLab.await("a question that waits", () -> this.portal.asked().getLast().endsWith("wait=20"));
		HostLab.await("curl in the list of processes", () -> running.descendants().count() > 0);

		assertThat(HostLab.shell("cat /proc/[0-9]*/cmdline 2>/dev/null | tr '\\0' ' ' || true"))
			.contains("gatehouse-bans")
			.doesNotContain(TestPortal.TOKEN);
		assertThat(HostLab.shell("grep -rl " + TestPortal.TOKEN + " " + this.agent.state() + " || true")).isEmpty();
		assertThat(this.agent.said()).doesNotContain(TestPortal.TOKEN);
		HostAgent.stop(running);
	}

	@Test
	void readsItsConfigurationWithoutRunningIt() {
		Path trap = this.lab.folder().resolve("trap");
		for (String value : new String[] { "$(touch " + trap + ")", "`touch " + trap + "`", "; touch " + trap,
				"10.0.0.0/8\\n touch" }) {
			for (String key : new String[] { "ALLOW", "HOOKS", "URL", "WAIT", "PRIORITY", "BACKEND" }) {
				HostAgent other = new HostAgent(this.lab, this.portal, "nft").set(key, value);
				assertThat(other.once()).as(key).isEqualTo(2);
			}
		}
		assertThat(Files.exists(trap)).isFalse();
	}

	/** In the kernel, on the disk, and in what the portal is told. */
	private void staysAsItWas() {
		assertThat(this.lab
			.onHost("nft list set inet gatehouse_bans singles4; nft list set inet gatehouse_bans networks_4_24"))
			.contains("{ 203.0.113.7 }")
			.contains("{ 198.51.100.0 }");
		assertThat(this.agent.state().resolve("current/head")).content().startsWith("5 ");
		assertThat(this.portal.report()).containsEntry("state", "refused").containsEntry("version", "5");
	}

}
