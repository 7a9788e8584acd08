package io.gatehouse.browser;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

import com.microsoft.playwright.Browser.NewContextOptions;
import io.gatehouse.Stage;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * Lets people into the portal, each with a browser window of their own, and fails the
 * test where one of them met something that nobody expected.
 */
final class Visitors implements BeforeEachCallback, AfterEachCallback {

	/** Where one sees how it looked when a test failed. */
	private static final Path PICTURES = Path.of("target", "browser");

	private final List<Visitor> visitors = new ArrayList<>();

	private String portal = "";

	@Override
	public void beforeEach(ExtensionContext context) {
		this.portal = SpringExtension.getApplicationContext(context).getBean(Stage.class).portalUri(0).toString();
	}

	/** Somebody who is not signed in. */
	Visitor anybody() {
		return anybody((options) -> options);
	}

	/** Somebody who is not signed in, with a window that is not the usual one. */
	Visitor anybody(UnaryOperator<NewContextOptions> window) {
		NewContextOptions usual = new NewContextOptions().setBaseURL(this.portal)
			.setViewportSize(1280, 800)
			.setLocale("en-GB");
		Visitor visitor = new Visitor(Chromium.running().newContext(window.apply(usual)), this.portal);
		this.visitors.add(visitor);
		return visitor;
	}

	/** Somebody who has signed in. */
	Visitor person(String name) {
		return anybody().signIn(name);
	}

	@Override
	public void afterEach(ExtensionContext context) {
		if (context.getExecutionException().isPresent()) {
			String name = context.getRequiredTestClass().getSimpleName() + "."
					+ context.getRequiredTestMethod().getName();
			this.visitors.forEach((visitor) -> visitor
				.picture(PICTURES.resolve(name + "-" + this.visitors.indexOf(visitor) + ".png")));
		}
		List<String> surprises = this.visitors.stream().flatMap((visitor) -> visitor.surprises().stream()).toList();
		this.visitors.forEach(Visitor::close);
		this.visitors.clear();
		Assertions.assertThat(surprises).as("what nobody expected").isEmpty();
	}

}
