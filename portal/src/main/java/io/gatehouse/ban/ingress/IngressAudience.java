package io.gatehouse.ban.ingress;

import java.util.List;

import io.gatehouse.ban.list.ListRefresh.Audience;
import io.gatehouse.ban.list.Scope;

import org.springframework.stereotype.Component;

/** What lets traffic into the cluster, where anything of it is told at all. */
@Component
class IngressAudience implements Audience {

	private final Outputs outputs;

	IngressAudience(Outputs outputs) {
		this.outputs = outputs;
	}

	@Override
	public List<Scope> targets() {
		return this.outputs.all().isEmpty() ? List.of() : List.of(Scope.INGRESS);
	}

}
