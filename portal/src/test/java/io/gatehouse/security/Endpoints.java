package io.gatehouse.security;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import jakarta.servlet.Filter;

import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.function.support.RouterFunctionMapping;
import org.springframework.web.servlet.handler.AbstractUrlHandlerMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

import static org.assertj.core.api.Assertions.assertThat;

/** All that a running portal answers to, as Spring knows it: {@code GET /requests}. */
final class Endpoints {

	/** Filters that answer by themselves. */
	private static final Map<String, String> ANSWERING = Map.of("OAuth2AuthorizationRequestRedirectFilter",
			"GET /oauth2/authorization/{registrationId}", "OAuth2LoginAuthenticationFilter", "GET /login/oauth2/code/*",
			"LogoutFilter", "POST /logout");

	/** Filters that let everything on, or refuse it. */
	private static final Set<String> SILENT = Set.of("DisableEncodeUrlFilter", "WebAsyncManagerIntegrationFilter",
			"SecurityContextHolderFilter", "HeaderWriterFilter", "CsrfFilter", "RequestCacheAwareFilter",
			"SecurityContextHolderAwareRequestFilter", "AnonymousAuthenticationFilter", "ExceptionTranslationFilter",
			"AuthorizationFilter", "SessionManagementFilter", "Tokens", "HostPace", "PagePace", "SessionTurns");

	private Endpoints() {
	}

	static Set<String> of(Collection<HandlerMapping> mappings, Collection<SecurityFilterChain> chains) {
		Set<String> found = new TreeSet<>();
		mappings.forEach((mapping) -> found.addAll(of(mapping)));
		chains.stream().flatMap((chain) -> chain.getFilters().stream()).forEach((filter) -> {
			String answering = ANSWERING.get(name(filter));
			if (answering != null) {
				found.add(answering);
			}
			else {
				assertThat(SILENT).as("filters of which it is known whether they answer").contains(name(filter));
			}
		});
		return found;
	}

	private static String name(Filter filter) {
		return filter.getClass().getSimpleName();
	}

	private static Set<String> of(HandlerMapping mapping) {
		Set<String> found = new TreeSet<>();
		switch (mapping) {
			case RequestMappingInfoHandlerMapping methods ->
				methods.getHandlerMethods().keySet().forEach((info) -> found.addAll(of(info)));
			case AbstractUrlHandlerMapping addresses ->
				addresses.getHandlerMap().keySet().forEach((pattern) -> found.add("GET " + pattern));
			case RouterFunctionMapping functions -> assertThat(functions.getRouterFunction()).as("a router").isNull();
			default -> assertThat(mapping.getClass().getSimpleName()).as("mappings that are known")
				.isEqualTo("WelcomePageNotAcceptableHandlerMapping");
		}
		return found;
	}

	private static Set<String> of(RequestMappingInfo info) {
		Set<String> found = new TreeSet<>();
		for (String pattern : info.getPatternValues()) {
			info.getMethodsCondition().getMethods().forEach((method) -> found.add(method + " " + pattern));
			if (info.getMethodsCondition().isEmpty()) {
				found.add("ANY " + pattern);
			}
		}
		return found;
	}

}
