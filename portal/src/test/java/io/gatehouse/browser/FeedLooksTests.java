package io.gatehouse.browser;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.gatehouse.Journey;
import io.gatehouse.OnStage;
import io.gatehouse.ban.feed.FeedServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** The pages of feeds: one that is held back, one that can't be read, one that is off. */
@OnStage
class FeedLooksTests {

	private static final FeedServer SERVER = FeedServer.start();

	private static final FeedServer AWAY = FeedServer.start();

	@RegisterExtension
	final Visitors visitors = new Visitors();

	@Autowired
	Journey journey;

	@DynamicPropertySource
	static void feeds(DynamicPropertyRegistry registry) {
		SERVER.answers(FeedServer.addresses("198.18", 150));
		AWAY.answers(404, "", Map.of());
		String prefix = "gatehouse.bans.feeds.";
		registry.add(prefix + "a-list-of-those-who-scan-the-internet.url", SERVER::url);
		registry.add(prefix + "a-list-of-those-who-scan-the-internet.every", () -> "5s");
		registry.add(prefix + "away.url", AWAY::url);
		registry.add(prefix + "off.url", SERVER::url);
		registry.add(prefix + "off.enabled", () -> "false");
	}

	@AfterAll
	static void stop() {
		SERVER.close();
		AWAY.close();
	}

	@Test
	void areFitForAll() {
		Visitor olga = this.visitors.person("Olga Ops");
		await(olga, "Up to date");
		SERVER.answers(FeedServer.addresses("198.18", 20));
		await(olga, "The feed has shrunk from 150 to 20 entries.");
		List<String> found = new ArrayList<>(Looks.flaws("feeds", olga));
		olga.link("Look at what is held back").click();
		assertThat(olga.page()).hasTitle("What a-list-of-those-who-scan-the-internet lists now · Gatehouse");
		found.addAll(Looks.flaws("held back", olga));
		Visitor russian = this.visitors.anybody((window) -> window.setLocale("ru-RU").setViewportSize(360, 740))
			.signIn("Olga Ops");
		russian.go("/bans/feeds");
		found.addAll(Looks.flawsInRussian("feeds", russian));
		russian.go(olga.path());
		assertThat(russian.main()).containsText("ни одной новой сети, 130 пропадут; всего 20 сетей.");
		found.addAll(Looks.flawsInRussian("held back", russian));
		assertThat(found).isEmpty();
		olga.button("It is no accident: accept it").click();
		assertThat(olga.main()).containsText("20 entries");
	}

	private void await(Visitor visitor, String words) {
		this.journey.until(() -> visitor.go("/bans/feeds").main().innerText(), (text) -> text.contains(words));
	}

}
