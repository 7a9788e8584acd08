package io.gatehouse.web;

import java.util.List;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** What all controllers share. */
@Configuration(proxyBeanMethods = false)
class WebConfiguration implements WebMvcConfigurer {

	private final PersonArgument personArgument;

	WebConfiguration(PersonArgument personArgument) {
		this.personArgument = personArgument;
	}

	@Override
	public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
		resolvers.add(this.personArgument);
	}

	@Bean
	LocaleResolver localeResolver(PortalProperties portal) {
		return new LanguageCookie(portal);
	}

}
