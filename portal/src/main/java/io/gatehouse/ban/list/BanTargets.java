package io.gatehouse.ban.list;

import java.util.List;

import io.gatehouse.ban.list.ListRefresh.Audience;

import org.springframework.stereotype.Component;

/** All who are told to drop something now. */
@Component
public class BanTargets {

	private final List<Audience> audiences;

	BanTargets(List<Audience> audiences) {
		this.audiences = audiences;
	}

	public List<Scope> all() {
		return this.audiences.stream().flatMap((audience) -> audience.targets().stream()).distinct().toList();
	}

}
