package io.gatehouse.browser;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;

/**
 * One person at a browser. What the console complains about (what the content security
 * policy forbids is among it), what scripts trip over and what the portal refuses is kept
 * as a surprise, unless it was expected.
 */
final class Visitor {

	/** The machine may be busy with much else. */
	private static final double PATIENCE = 20_000;

	// The answer itself is a surprise already.
	private static final Pattern ANSWERS = Pattern
		.compile("Failed to load resource: .* status of \\d+ .*|Response Status Error Code \\d+ from .*");

	/** Code, names of people and things, and whatever is marked as another language. */
	private static final String FOREIGN = """
			() => {
			  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
			  const found = new Set();
			  while (texts.nextNode()) {
			    const text = texts.currentNode.textContent.trim();
			    const around = texts.currentNode.parentElement;
			    const named = 'code, kbd, script, [lang=en], .said, .brand, .detail, .menu > summary, .changes td, .record,'
			      + ' [data-label], .faults, .system, .standing-message, .row-note, option';
			    if (/[A-Za-z]{3}/.test(text) && !/[А-Яа-яЁё]/.test(text) && !around.closest(named)) {
			      found.add(text);
			    }
			  }
			  return [...found];
			}
			""";

	/**
	 * What the browser says of it, and HTMX, which passes on the stream's event as it is.
	 */
	private static final Pattern OF_A_LOST_LINE = Pattern.compile("net::ERR_|htmx:|^\\[object Event]$");

	private final BrowserContext context;

	private final Page page;

	private final String portal;

	private final List<String> surprises = new ArrayList<>();

	private final Set<Integer> expected = new HashSet<>();

	/** What the lost line makes the browser say may be heard only once it is back. */
	private boolean hasLostLine;

	Visitor(BrowserContext context, String portal) {
		PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
		this.context = context;
		this.portal = portal;
		context.setDefaultTimeout(PATIENCE);
		context.onConsoleMessage(this::hear);
		context.onWebError((error) -> this.surprises.add("script: " + error.error()));
		context.onResponse(this::answered);
		this.page = context.newPage();
	}

	private void hear(ConsoleMessage message) {
		boolean bad = message.type().equals("error") || message.type().equals("warning");
		boolean told = this.hasLostLine && OF_A_LOST_LINE.matcher(message.text()).find();
		if (bad && !told && message.location().startsWith(this.portal) && !ANSWERS.matcher(message.text()).matches()) {
			this.surprises.add("console: " + message.text() + " at " + message.location());
		}
	}

	private void answered(Response response) {
		if (response.status() >= 400 && response.url().startsWith(this.portal)
				&& !this.expected.contains(response.status())) {
			this.surprises
				.add(response.status() + " for " + response.request().method() + " " + response.request().url());
		}
	}

	/** Answers with this status are part of the test. */
	Visitor expect(int status) {
		this.expected.add(status);
		return this;
	}

	List<String> surprises() {
		return this.surprises;
	}

	/** Signs in at GitLab, from the page where one is or else from the first. */
	Visitor signIn(String name) {
		if (!this.page.url().startsWith(this.portal)) {
			go("/");
		}
		this.page.locator("a[href='/oauth2/authorization/gitlab']").click();
		pick(name);
		return this;
	}

	/** Says in GitLab who one is. */
	void pick(String name) {
		button(name).click();
		this.page.waitForURL((url) -> url.startsWith(this.portal));
	}

	Visitor go(String path) {
		this.page.navigate(path);
		return this;
	}

	Page page() {
		return this.page;
	}

	BrowserContext context() {
		return this.context;
	}

	/** The number of the request or asset that one looks at. */
	long number() {
		return Long.parseLong(path().replaceAll("\\D", ""));
	}

	/** The path of where one is. */
	String path() {
		return this.page.url().substring(this.portal.length());
	}

	Locator main() {
		return this.page.locator("main");
	}

	Locator field(String name) {
		return this.page.locator("[name='" + name + "']");
	}

	Locator button(String name) {
		return this.page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
	}

	Locator link(String name) {
		return this.page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true)).first();
	}

	/** What stands at the head of a request or an asset. */
	Locator state() {
		return this.page.locator(".standing .state, .asset .lead .state").first();
	}

	/** A place where only scripts look, to know whether the page was loaded anew. */
	void mark() {
		this.page.evaluate("() => { window.marked = true; }");
	}

	boolean stillMarked() {
		return Boolean.TRUE.equals(this.page.evaluate("() => window.marked === true"));
	}

	/** Sends the form that one looks at, past the browser. */
	APIResponse send() {
		FormData form = FormData.create();
		Object fields = this.page.evaluate("() => [...new FormData(document.querySelector('form.ask'))]");
		((List<List<String>>) fields).forEach((field) -> form.append(field.get(0), field.get(1)));
		return this.context.request().post(this.page.url(), RequestOptions.create().setForm(form).setMaxRedirects(0));
	}

	/** Nothing goes through, and what was open is cut. */
	void loseLine() {
		this.hasLostLine = true;
		this.context.setOffline(true);
	}

	/** Every stream of events ends before it begins. */
	void breakStreams() {
		this.hasLostLine = true;
		this.context.route("**/events", Route::abort);
	}

	void findLine() {
		this.context.unroute("**/events");
		this.context.setOffline(false);
	}

	/** As when it has ended by itself. */
	void loseSession() {
		this.context.clearCookies(new BrowserContext.ClearCookiesOptions().setDomain("localhost").setName("gatehouse"));
	}

	void press(String... keys) {
		for (String key : keys) {
			this.page.keyboard().press(key);
		}
	}

	/** Goes on by Tab until something has the focus. */
	void tabTo(String selector) {
		pressUntil("Tab", selector);
	}

	void pressUntil(String key, String selector) {
		for (int pressed = 0; pressed < 60; pressed++) {
			press(key);
			if (Boolean.TRUE.equals(this.page.evaluate("(s) => document.activeElement.matches(s)", selector))) {
				return;
			}
		}
		throw new AssertionError(key + " does not lead to " + selector);
	}

	/** How what has the focus is outlined. */
	String outline() {
		return String.valueOf(this.page.evaluate("() => getComputedStyle(document.activeElement).outlineStyle"));
	}

	/** Opens all that is folded, except what opens as a dialog. */
	void unfold() {
		this.page.evaluate("() => document.querySelectorAll('main details:not([data-dialog])')"
				+ ".forEach((details) => { details.open = true; })");
	}

	/** By how many pixels the page is wider than the window. */
	int overflow() {
		return (int) this.page
			.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
	}

	String background() {
		return String.valueOf(this.page.evaluate("() => getComputedStyle(document.documentElement).backgroundColor"));
	}

	/** How many animations run. */
	int moving() {
		return (int) this.page.evaluate("() => document.getAnimations().length");
	}

	/** Visible texts without a Russian letter that are no name. */
	List<String> foreignWords() {
		return (List<String>) this.page.evaluate(FOREIGN);
	}

	void picture(Path file) {
		this.page.screenshot(new Page.ScreenshotOptions().setPath(file).setFullPage(true));
	}

	void close() {
		this.context.close();
	}

}
