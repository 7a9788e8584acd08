package io.gatehouse.identity;

import org.jspecify.annotations.Nullable;

/** What a session was opened with, as far as somebody needs it to know it again. */
enum Browser {

	EDGE("Edge", "Edg/"), FIREFOX("Firefox", "Firefox/"), CHROME("Chrome", "Chrome/"), SAFARI("Safari", "Safari/"),
	OTHER("", "");

	private final String title;

	private final String mark;

	Browser(String title, String mark) {
		this.title = title;
		this.mark = mark;
	}

	/** The browser's own name, the same in every language; nothing for another one. */
	public String title() {
		return this.title;
	}

	// In the order above: every one of them claims to be those that come after it.
	static Browser of(@Nullable String userAgent) {
		for (Browser browser : values()) {
			if (userAgent != null && userAgent.contains(browser.mark)) {
				return browser;
			}
		}
		return OTHER;
	}

}
