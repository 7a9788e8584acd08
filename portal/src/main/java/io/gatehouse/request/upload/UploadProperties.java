package io.gatehouse.request.upload;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Files that people send.
 *
 * @param largest larger ones are refused
 * @param perPerson how many a person may have that no form names; the oldest go first
 * @param mostOfPerson how much a person's files may be together, those that forms name
 * too
 * @param atOnce how many are taken at the same time, as each is in memory until it is
 * kept
 * @param keep how long one is kept that no form names
 */
@ConfigurationProperties("gatehouse.uploads")
public record UploadProperties(@DefaultValue("32MB") DataSize largest, @DefaultValue("10") int perPerson,
		@DefaultValue("320MB") DataSize mostOfPerson, @DefaultValue("3") int atOnce,
		@DefaultValue("24h") Duration keep) {

	public UploadProperties {
		if (largest.toBytes() < 1 || largest.compareTo(DataSize.ofMegabytes(512)) > 0 || perPerson < 1
				|| mostOfPerson.compareTo(largest) < 0 || atOnce < 1 || !keep.isPositive()) {
			throw new IllegalArgumentException("gatehouse.uploads: the largest file must have from 1 byte to 512 MB, "
					+ "a person must be let have one, one must be taken at a time, and keep must be longer than nothing");
		}
	}

}
