package io.gatehouse.web;

import java.util.Arrays;

import io.gatehouse.identity.Role;
import jakarta.servlet.DispatcherType;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.annotation.web.configurers.RequestCacheConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.CrossOriginResourcePolicyHeaderWriter.CrossOriginResourcePolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.session.web.http.CookieSerializer;

/** Who may reach what, and what a browser is told about it: nothing unless it says so. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

	/**
	 * The button of the login page is a link, so that Chromium, which applies form-action
	 * to redirects too, does not need GitLab's origin in it.
	 */
	private static final String CONTENT = String.join("; ", "default-src 'none'", "script-src 'self'",
			"style-src 'self'", "img-src 'self' data:", "connect-src 'self'", "font-src 'self'", "form-action 'self'",
			"base-uri 'none'", "frame-ancestors 'none'");

	private static final String PERMISSIONS = "camera=(), display-capture=(), geolocation=(), microphone=(), "
			+ "payment=(), usb=()";

	/**
	 * Health is for everybody, and the rest for whoever reaches the management port, if
	 * one is set: it is not for the network that people come from.
	 */
	@Bean
	@Order(1)
	SecurityFilterChain management(HttpSecurity http, PortalProperties portal,
			@Value("${management.server.port:-1}") int managementPort, @Value("${server.port:8080}") int serverPort)
			throws Exception {
		boolean apart = managementPort > 0 && managementPort != serverPort;
		return http.securityMatcher("/actuator/**")
			.authorizeHttpRequests((requests) -> requests.requestMatchers("/actuator/health/**")
				.permitAll()
				.anyRequest()
				.access((somebody, context) -> new AuthorizationDecision(
						apart && context.getRequest().getLocalPort() == managementPort)))
			.sessionManagement((session) -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
			.csrf(AbstractHttpConfigurer::disable)
			.requestCache(RequestCacheConfigurer::disable)
			// A refusal is a page.
			.headers((headers) -> tell(headers, portal))
			.build();
	}

	@Bean
	@Order(2)
	SecurityFilterChain pages(HttpSecurity http, PortalProperties portal, PersonContexts contexts, SignIn signIn,
			LoginOutcome outcome, LoginEntryPoint entryPoint, Refusals refusals) throws Exception {
		return http.securityContext((context) -> context.securityContextRepository(contexts))
			.authorizeHttpRequests((requests) -> requests
				// They follow a request that was let in, or show why it was not.
				.dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR)
				.permitAll()
				// It tells of an error, and is one where there is none to tell of.
				.requestMatchers("/error")
				.denyAll()
				.requestMatchers("/login", "/settings/language", "/ui/**", "/webjars/**")
				.permitAll()
				.anyRequest()
				.hasAnyRole(Arrays.stream(Role.values()).map(Role::name).toArray(String[]::new)))
			.oauth2Login((login) -> login.loginPage("/login")
				.userInfoEndpoint((userInfo) -> userInfo.oidcUserService(signIn))
				.successHandler(outcome)
				.failureHandler(outcome))
			.logout((logout) -> logout.logoutSuccessUrl("/login?out"))
			.exceptionHandling((refused) -> refused.authenticationEntryPoint(entryPoint).accessDeniedHandler(refusals))
			.requestCache(RequestCacheConfigurer::disable)
			.headers((headers) -> tell(headers, portal))
			.build();
	}

	private static void tell(HeadersConfigurer<HttpSecurity> headers, PortalProperties portal) {
		headers.contentSecurityPolicy((content) -> content.policyDirectives(CONTENT))
			.referrerPolicy((referrer) -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
			.permissionsPolicyHeader((permissions) -> permissions.policy(PERMISSIONS))
			.crossOriginOpenerPolicy((opener) -> opener.policy(CrossOriginOpenerPolicy.SAME_ORIGIN))
			.crossOriginResourcePolicy((resource) -> resource.policy(CrossOriginResourcePolicy.SAME_ORIGIN))
			// TLS may end before the portal, so it is the address that tells.
			.httpStrictTransportSecurity(
					(transport) -> transport.requestMatcher((request) -> portal.secure()).includeSubDomains(false));
	}

	@Bean
	CookieSerializer sessionCookie(PortalProperties portal) {
		return new SessionCookie(portal);
	}

}
