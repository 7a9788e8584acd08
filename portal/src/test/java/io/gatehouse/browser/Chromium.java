package io.gatehouse.browser;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;

/** The system's browser, started once for all tests. */
final class Chromium {

	private static final Path PATH = Path.of(System.getenv().getOrDefault("CHROMIUM", "/usr/bin/chromium"));

	private static final List<String> QUIET = List.of("--no-sandbox", "--disable-gpu", "--disable-quic",
			"--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
			"--disable-lcd-text");

	private Chromium() {
	}

	static Browser running() {
		return Holder.BROWSER;
	}

	private static final class Holder {

		static final Browser BROWSER = start();

		private static Browser start() {
			// An IDE does not set what the build sets.
			Playwright playwright = Playwright
				.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
			Runtime.getRuntime().addShutdownHook(new Thread(playwright::close));
			return playwright.chromium().launch(new BrowserType.LaunchOptions().setExecutablePath(PATH).setArgs(QUIET));
		}

	}

}
