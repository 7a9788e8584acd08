package io.gatehouse.browser;

import com.microsoft.playwright.Page;
import io.gatehouse.OnStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/** What looks for flaws must find one. */
@OnStage
class AxeTests {

	@RegisterExtension
	final Visitors visitors = new Visitors();

	@Test
	void findsWhatIsWrongByTheRulesThatAreAskedFor() {
		Page page = this.visitors.anybody().page();
		page.setContent("""
				<html lang="en"><title>Flaws</title><main><h1>Flaws</h1>
				<p style="color: #ddd; background: #fff">faint</p><input></main></html>""");
		assertThat(Axe.violations(page)).hasSize(2)
			.anyMatch((flaw) -> flaw.startsWith("color-contrast: p <p"))
			.anyMatch((flaw) -> flaw.startsWith("label: input <input"));
		assertThat(Axe.violations(page, "label")).hasSize(1);
		page.setContent("<html lang=\"en\"><title>None</title><main><h1>None</h1></main></html>");
		assertThat(Axe.violations(page)).isEmpty();
	}

}
