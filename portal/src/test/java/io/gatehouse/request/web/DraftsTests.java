package io.gatehouse.request.web;

import java.time.Duration;
import java.util.List;
import java.util.Set;

import io.gatehouse.Journey;
import io.gatehouse.OnStage;
import io.gatehouse.identity.Person;
import io.gatehouse.request.RequestType.Verb;
import io.gatehouse.request.asset.Asset;
import io.gatehouse.request.plan.RequestTypes;
import io.gatehouse.request.plan.RequestTypes.Known;
import io.gatehouse.request.web.Drafts.Draft;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

import static org.assertj.core.api.Assertions.assertThat;

@OnStage
class DraftsTests {

	@Autowired
	Drafts drafts;

	@Autowired
	RequestTypes types;

	@Autowired
	Journey journey;

	@Test
	void beginWithWhoeverOpensTheForm() {
		Drafts.Draft draft = this.drafts.opened(this.types.get("access"), Verb.CREATE, null, null, null,
				this.journey.person("dana"));
		assertThat(draft.input()).containsEntry("person", List.of("dana"));
	}

	@Test
	void tellWhatBecomesOfAnEnd() {
		Asset asset = this.journey.have("otto", "mira", "access", "project=teams/payments/ledger", "person=oscar",
				"role=GUEST", "lasts=2", "lasts.unit=hours");
		assertThat(changed(asset, "role", "REPORTER").extension()).as("it stays").isNull();
		assertThat(changed(asset, "lasts", "4").extension()).satisfies((extension) -> {
			assertThat(extension.before()).isEqualTo(asset.endsAt().orElseThrow());
			assertThat(extension.after()).isAfter(extension.before().plus(Duration.ofMinutes(119)));
		});
	}

	private FormPage changed(Asset asset, String field, String value) {
		Known known = this.types.get("access");
		Person otto = this.journey.person("otto");
		Draft opened = this.drafts.opened(known, Verb.CHANGE, asset, null, asset.form(), otto);
		MultiValueMap<String, String> typed = new LinkedMultiValueMap<>(opened.input());
		typed.set(field, value);
		return this.drafts.page(this.drafts.typed(known, Verb.CHANGE, asset, null, typed, otto), "/", "", "", Set.of());
	}

}
