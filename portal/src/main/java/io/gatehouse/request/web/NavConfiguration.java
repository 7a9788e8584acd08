package io.gatehouse.request.web;

import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Has every page of the portal carry its navigation. */
@Configuration(proxyBeanMethods = false)
class NavConfiguration implements WebMvcConfigurer {

	private final NavModel nav;

	NavConfiguration(NavModel nav) {
		this.nav = nav;
	}

	@Override
	public void addInterceptors(InterceptorRegistry registry) {
		registry.addInterceptor(this.nav);
	}

}
