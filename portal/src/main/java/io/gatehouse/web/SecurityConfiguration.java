package io.gatehouse.web;

import java.util.Arrays;

import io.gatehouse.identity.Role;
import jakarta.servlet.DispatcherType;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.annotation.web.configurers.RequestCacheConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.logout.LogoutFilter;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.csrf.HttpSessionCsrfTokenRepository;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.session.web.http.CookieSerializer;

/** Who may reach what: nobody, unless it says so. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

	/**
	 * Health is for everybody, and the rest for whoever reaches the management port, if
	 * one is set: it is not for the network that people come from.
	 */
	@Bean
	@Order(1)
	SecurityFilterChain management(HttpSecurity http, @Value("${management.server.port:-1}") int managementPort,
			@Value("${server.port:8080}") int serverPort) throws Exception {
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
			.build();
	}

	@Bean
	@Order(2)
	SecurityFilterChain pages(HttpSecurity http, PersonContexts contexts, SignIn signIn, LoginOutcome outcome,
			LoginEntryPoint entryPoint, Refusals refusals, Pace pace, CsrfTokenRepository tokens) throws Exception {
		return http.securityContext((context) -> context.securityContextRepository(contexts))
			.csrf((csrf) -> csrf.csrfTokenRepository(tokens))
			// Who it is is known by then, and nothing else was done.
			.addFilterAfter(pace.filter(), HeaderWriterFilter.class)
			.addFilterAfter(new SessionTurns(pace), LogoutFilter.class)
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
			.build();
	}

	@Bean
	CsrfTokenRepository formTokens() {
		return new HttpSessionCsrfTokenRepository();
	}

	/** Of every chain, also of those of others. */
	@Bean
	Customizer<HeadersConfigurer<HttpSecurity>> browserRules(PortalProperties portal) {
		return (headers) -> BrowserRules.tell(headers, portal);
	}

	/** What is refused before any chain is told by none. */
	@Bean
	RequestRejectedHandler rejected(PortalProperties portal) {
		return (request, response, rejection) -> {
			BrowserRules.tell(response, portal);
			response.sendError(HttpStatus.BAD_REQUEST.value());
		};
	}

	@Bean
	CookieSerializer sessionCookie(PortalProperties portal,
			@Value("${spring.security.oauth2.client.registration.gitlab.client-secret:}") String clientSecret) {
		return new SessionCookie(portal, clientSecret);
	}

}
