package io.gatehouse.adapter.redis;

import java.net.URI;
import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where Redis is.
 *
 * @param url like redis://localhost:6379 or rediss://user:password@host; empty: there is
 * none, and portals look into the database each second instead
 * @param timeout the time limit for a connection and for an answer
 * @param checkEvery how often it is asked whether it is still there
 */
@ConfigurationProperties("gatehouse.redis")
record RedisProperties(@Nullable URI url, @DefaultValue("1s") Duration timeout,
		@DefaultValue("2s") Duration checkEvery) {

	@Override
	public String toString() {
		return "RedisProperties[host=" + ((this.url != null) ? this.url.getHost() : "none") + "]";
	}

}
