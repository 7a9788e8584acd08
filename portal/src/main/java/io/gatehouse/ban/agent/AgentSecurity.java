package io.gatehouse.ban.agent;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.gatehouse.ban.agent.Hosts.Host;
import io.gatehouse.limit.PaceFilter;
import io.gatehouse.limit.RateLimits;
import io.gatehouse.limit.RateLimits.Kind;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.RequestCacheConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.HttpStatusEntryPoint;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.web.filter.OncePerRequestFilter;

/** Hosts have a token each, and no session; it is good for their own list alone. */
@Configuration(proxyBeanMethods = false)
class AgentSecurity {

	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE)
	SecurityFilterChain agents(HttpSecurity http, Hosts hosts, RateLimits limits) throws Exception {
		return http.securityMatcher("/agents/**")
			.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated())
			.addFilterBefore(new Tokens(hosts), UsernamePasswordAuthenticationFilter.class)
			.addFilterAfter(new HostPace(limits), Tokens.class)
			.exceptionHandling(
					(refused) -> refused.authenticationEntryPoint(new HttpStatusEntryPoint(HttpStatus.UNAUTHORIZED)))
			.sessionManagement((session) -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
			.csrf(AbstractHttpConfigurer::disable)
			.requestCache(RequestCacheConfigurer::disable)
			.build();
	}

	/** Tells a host by its token. */
	private static final class Tokens extends OncePerRequestFilter {

		private static final String SCHEME = "Bearer ";

		private final Hosts hosts;

		Tokens(Hosts hosts) {
			this.hosts = hosts;
		}

		@Override
		protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
				throws ServletException, IOException {
			String header = request.getHeader(HttpHeaders.AUTHORIZATION);
			if (header != null && header.startsWith(SCHEME)) {
				this.hosts.byToken(header.substring(SCHEME.length()).strip()).ifPresent(Tokens::letIn);
			}
			chain.doFilter(request, response);
		}

		private static void letIn(Host host) {
			var context = SecurityContextHolder.createEmptyContext();
			context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(host, null, List.of()));
			SecurityContextHolder.setContext(context);
		}

	}

	/** Counts each host by itself, so that none can starve the others. */
	private static final class HostPace extends PaceFilter {

		private final RateLimits limits;

		HostPace(RateLimits limits) {
			this.limits = limits;
		}

		@Override
		protected Optional<Duration> take(HttpServletRequest request) {
			Authentication somebody = SecurityContextHolder.getContext().getAuthentication();
			return (somebody != null && somebody.getPrincipal() instanceof Host host)
					? this.limits.take(Kind.HOST, host.name(), 1)
					: this.limits.takeFrom(Kind.NO_HOST, request.getRemoteAddr());
		}

	}

}
