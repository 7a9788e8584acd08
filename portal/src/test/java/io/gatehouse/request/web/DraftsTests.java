package io.gatehouse.request.web;

import java.util.List;

import io.gatehouse.Journey;
import io.gatehouse.OnStage;
import io.gatehouse.request.RequestType.Verb;
import io.gatehouse.request.plan.RequestTypes;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

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

}
