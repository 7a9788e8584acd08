package io.gatehouse.adapter.feed;

import java.time.Duration;

import io.gatehouse.adapter.GuardLimits;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long a download may take.
 *
 * @param connect the time limit for a connection
 * @param read the time limit for an answer as a whole, its last byte included
 */
@ConfigurationProperties("gatehouse.downloads")
record DownloadProperties(@DefaultValue("5s") Duration connect, @DefaultValue("30s") Duration read) {

	DownloadProperties {
		if (!connect.isPositive() || !read.isPositive()) {
			throw new IllegalArgumentException("gatehouse.downloads.connect and read must be longer than nothing");
		}
	}

	/** Each server is asked one thing at a time. */
	GuardLimits limits() {
		return new GuardLimits(this.connect, this.read, 1, this.read, 6, Duration.ofSeconds(20));
	}

}
