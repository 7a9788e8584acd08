package io.gatehouse.ban.feed;

import java.util.List;
import java.util.Optional;

import io.gatehouse.ban.feed.FeedProperties.Feed;
import io.gatehouse.ban.feed.FeedProperties.Format;
import io.gatehouse.ban.list.BanProperties;
import io.gatehouse.ban.list.Protection;
import io.gatehouse.ban.list.Protection.Kept;
import io.gatehouse.ban.net.AddressSet;
import io.gatehouse.request.Text;

import org.springframework.stereotype.Component;

/**
 * Stops a feed whose content looks like an accident, or like an attack on those who read
 * it.
 */
@Component
class FeedGuard {

	/** What has no more entries may grow as it likes. */
	private static final int FEW = 100;

	/** Of a site's IPv6 network of 48 bits, down to those of 64. */
	private static final int SITE_BITS = 64 - 48;

	private final Protection protection;

	private final BanProperties properties;

	FeedGuard(Protection protection, BanProperties properties) {
		this.protection = protection;
		this.properties = properties;
	}

	/**
	 * Why something should not be banned.
	 *
	 * @param acceptable whether ops may say that it shall be all the same; if not, the
	 * configuration or the feed must change
	 */
	record Objection(Text why, boolean acceptable) {
	}

	/**
	 * What speaks against a candidate.
	 * @param before how many entries the feed had
	 * @param accepted whether ops said that just this shall be banned
	 */
	Optional<Objection> objection(Feed feed, int before, Candidate candidate, boolean accepted) {
		Optional<Objection> never = never(feed, candidate).map((why) -> new Objection(why, false));
		return (accepted || never.isPresent()) ? never
				: readable(candidate).or(() -> size(feed, before, candidate.entries()))
					.or(() -> reach(feed, candidate.set()))
					.or(() -> spares(candidate))
					.map((why) -> new Objection(why, true));
	}

	/** What can't be banned, whoever accepts it. */
	Optional<Text> never(Feed feed, Candidate candidate) {
		int most = feed.most(this.properties);
		if (candidate.entries() > most || candidate.networks() > most) {
			return Optional.of(Text.of("ban.feed.too-many", most));
		}
		return Optional.ofNullable(candidate.tooWide())
			.map((wide) -> Text.of("ban.feed.too-wide", wide, this.properties.minimum().of(wide.family())));
	}

	private static Optional<Text> readable(Candidate candidate) {
		return candidate.mostlyUnreadable() ? Optional.of(Text.of("ban.feed.unreadable", candidate.left().unreadable(),
				candidate.entries() + candidate.left().unreadable())) : Optional.empty();
	}

	/** Last: what is protected is not banned anyway. */
	private Optional<Text> spares(Candidate candidate) {
		List<Kept> kept = this.protection.touching(candidate.set());
		return kept.isEmpty() ? Optional.empty() : Optional
			.of(Text.of("ban.feed.protected", kept.getFirst().network(), kept.getFirst().owner(), kept.size() - 1));
	}

	/** A few wide networks are a large part of the internet. */
	private static Optional<Text> reach(Feed feed, AddressSet set) {
		long reach = set.v4().spread() + (set.v6().spread() >> SITE_BITS);
		return (reach > feed.maxAddresses()) ? Optional.of(Text.of("ban.feed.reaches", reach, feed.maxAddresses()))
				: Optional.empty();
	}

	private static Optional<Text> size(Feed feed, int before, int after) {
		// Somebody who takes back the only decision that there is means it.
		boolean mayShrink = feed.format() == Format.CROWDSEC && before <= FEW;
		if (before > 0 && after == 0 && !mayShrink) {
			return Optional.of(Text.of("ban.feed.emptied", before));
		}
		if (before > FEW && 100L * (after - before) > (long) feed.maxGrowthPercent() * before) {
			return Optional.of(Text.of("ban.feed.grown", before, after));
		}
		return (100L * (before - after) > (long) feed.maxDropPercent() * before && !mayShrink)
				? Optional.of(Text.of("ban.feed.dropped", before, after)) : Optional.empty();
	}

}
