package io.gatehouse.ban.feed;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;

import io.gatehouse.ban.list.BanProperties;
import io.gatehouse.ban.list.Digests;
import io.gatehouse.ban.list.Scope;
import io.gatehouse.ban.net.AddressSet;
import io.gatehouse.ban.net.Special;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The lists of others that are banned.
 *
 * @param feeds by name
 */
@ConfigurationProperties("gatehouse.bans")
record FeedProperties(@DefaultValue Map<String, Feed> feeds) {

	private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?");

	FeedProperties {
		feeds = Map.copyOf(feeds);
		feeds.keySet().forEach((name) -> {
			if (!NAME.matcher(name).matches()) {
				throw new IllegalArgumentException("gatehouse.bans.feeds." + name
						+ ": use lower-case letters, digits and hyphens, 40 at most, for a feed's name");
			}
		});
	}

	/**
	 * A list of somebody else's.
	 *
	 * @param url where it is; may hold a secret
	 * @param format how it is written
	 * @param column of a CSV in which the addresses are, from 1 on
	 * @param delimiter between the columns of a CSV
	 * @param pointer to the array in JSON, as RFC 6901 says; empty for the whole
	 * @param field of the array's objects in which the address is; empty where its
	 * elements are the addresses
	 * @param every how often it is read
	 * @param lasts how long an entry is banned after the feed was last read with it
	 * @param scope where its entries are banned
	 * @param reason told to whoever asks why
	 * @param maxSize a larger one is not read
	 * @param maxEntries one with more, or whose ranges are more networks, is not taken
	 * @param maxDropPercent one that lacks more than this share of its entries is not
	 * taken
	 * @param maxGrowthPercent one that has grown by more than this is not taken, where it
	 * had more than a hundred entries
	 * @param maxAddresses one that covers more in all is not taken: IPv4 addresses, and
	 * IPv6 networks of 48 bits
	 * @param privateAddresses whether private addresses in it are meant; else they are
	 * skipped
	 * @param apiKey sent with each call; a secret
	 * @param apiKeyHeader in which header
	 * @param enabled false to end its bans
	 */
	record Feed(@Nullable URI url, @DefaultValue("plain") Format format, @DefaultValue("1") int column,
			@DefaultValue(",") String delimiter, @DefaultValue("") String pointer, @DefaultValue("") String field,
			@DefaultValue("15m") Duration every, @DefaultValue("24h") Duration lasts,
			@DefaultValue("everywhere") Scope scope, @DefaultValue("") String reason,
			@DefaultValue("10MB") DataSize maxSize, @DefaultValue("200000") int maxEntries,
			@DefaultValue("50") int maxDropPercent, @DefaultValue("100") int maxGrowthPercent,
			@DefaultValue("33554432") long maxAddresses, @DefaultValue("false") boolean privateAddresses,
			@Nullable String apiKey, @DefaultValue("X-Api-Key") String apiKeyHeader,
			@DefaultValue("true") boolean enabled) {

		private static final DataSize LARGEST = DataSize.ofMegabytes(256);

		private static final int MOST_ENTRIES = 1_000_000;

		private static final Duration SHORTEST = Duration.ofSeconds(5);

		// The checks are made here, and not by annotations, as a failed annotation tells
		// the values, of which some are secrets.
		Feed {
			check(url != null && url.getHost() != null && url.getUserInfo() == null
					&& ("https".equals(url.getScheme()) || "http".equals(url.getScheme())), "url",
					"an http(s) address");
			check(column >= 1, "column", "1 or more");
			check(!delimiter.isEmpty(), "delimiter", "a character or more");
			check(pointer.isEmpty() || pointer.startsWith("/"), "pointer", "empty, or begin with a slash");
			check(every.compareTo(SHORTEST) >= 0, "every", "5s or more");
			check(lasts.compareTo(every.multipliedBy(2)) >= 0, "lasts", "twice as long as every, or longer");
			check(maxSize.toBytes() > 0 && maxSize.compareTo(LARGEST) <= 0, "max-size", "256MB or less");
			check(maxEntries >= 1 && maxEntries <= MOST_ENTRIES, "max-entries", "1 to 1000000");
			check(maxDropPercent >= 1 && maxDropPercent <= 100, "max-drop-percent", "1 to 100");
			check(maxGrowthPercent >= 1, "max-growth-percent", "1 or more");
			check(maxAddresses >= 1, "max-addresses", "1 or more");
			check(apiKeyHeader.matches("[A-Za-z0-9-]{1,60}"), "api-key-header", "the name of a header");
			apiKey = (apiKey != null && !apiKey.isBlank()) ? apiKey.strip() : null;
			check(apiKey == null || apiKey.chars().allMatch((sign) -> sign >= ' ' && sign < 127), "api-key",
					"printable ASCII");
			check(format != Format.CROWDSEC || apiKey != null, "api-key", "there for CrowdSec");
		}

		private static void check(boolean fine, String property, String must) {
			if (!fine) {
				throw new IllegalArgumentException("gatehouse.bans.feeds.NAME." + property + " must be " + must);
			}
		}

		URI address() {
			if (this.url == null) {
				throw new IllegalStateException("a feed without an address");
			}
			return this.url;
		}

		/** How many entries it may have, and how many networks they may be. */
		int most(BanProperties bans) {
			return Math.min(this.maxEntries, bans.mostEntries());
		}

		/** What is skipped in it: nobody outside has such addresses. */
		AddressSet skipped() {
			return this.privateAddresses ? Special.NEVER : Special.NEVER.plus(Special.PRIVATE.set());
		}

		/** Changes when something else is read, or is read in another way. */
		String fingerprint() {
			return new Digests().line(address().toString())
				.line(this.format.name())
				.line(Integer.toString(this.column))
				.line(this.delimiter)
				.line(this.pointer)
				.line(this.field)
				.line(Boolean.toString(this.privateAddresses))
				.hex();
		}

		@Override
		public String toString() {
			return "Feed[format=" + this.format + ", scope=" + this.scope + "]";
		}

	}

	/** How a feed is written. */
	enum Format {

		PLAIN, CSV, JSON, CROWDSEC

	}

}
