package io.gatehouse;

import java.time.Clock;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;

/**
 * The portal up to its door: who somebody is and what they may see, and no more. It is no
 * component, so that tests of the whole portal do not find it.
 */
@EnableAutoConfiguration
@ConfigurationPropertiesScan({ "io.gatehouse.identity", "io.gatehouse.limit", "io.gatehouse.web" })
@ComponentScan(basePackages = { "io.gatehouse.identity", "io.gatehouse.limit", "io.gatehouse.web" },
		excludeFilters = @ComponentScan.Filter(type = FilterType.CUSTOM, classes = TypeExcludeFilter.class))
public class Doorstep {

	@Bean
	Clock clock() {
		return Clock.systemUTC();
	}

}
