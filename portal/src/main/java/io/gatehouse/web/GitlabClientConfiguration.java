package io.gatehouse.web;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Stream;

import io.gatehouse.redaction.Redaction;
import org.jspecify.annotations.Nullable;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.oauth2.client.endpoint.OAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.OAuth2AuthorizationCodeGrantRequest;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenValidator;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.userinfo.DefaultOAuth2UserService;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationExchange;
import org.springframework.security.oauth2.core.endpoint.PkceParameterNames;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;

/**
 * The portal as an OAuth2 client of GitLab. Nothing is discovered at start-up, so the
 * portal starts while GitLab is away, and every call has a time limit.
 */
@Configuration(proxyBeanMethods = false)
class GitlabClientConfiguration {

	private static final Duration LIMIT = Duration.ofSeconds(5);

	@Bean
	OAuth2AccessTokenResponseClient<OAuth2AuthorizationCodeGrantRequest> tokenClient() {
		RestClientAuthorizationCodeTokenResponseClient client = new RestClientAuthorizationCodeTokenResponseClient();
		client.setRestClient(RestClient.builder().requestFactory(limited()).configureMessageConverters((all) -> {
			all.addCustomConverter(new FormHttpMessageConverter());
			all.addCustomConverter(new OAuth2AccessTokenResponseHttpMessageConverter());
		}).defaultStatusHandler(new OAuth2ErrorResponseErrorHandler()).build());
		return (request) -> {
			learn(request.getAuthorizationExchange());
			OAuth2AccessTokenResponse tokens = client.getTokenResponse(request);
			tokens(tokens).forEach(Redaction::passing);
			return tokens;
		};
	}

	private static void learn(OAuth2AuthorizationExchange exchange) {
		known(exchange.getAuthorizationResponse().getCode()).forEach(Redaction::codeOfLogin);
		Object verifier = exchange.getAuthorizationRequest().getAttribute(PkceParameterNames.CODE_VERIFIER);
		known(verifier).forEach(Redaction::ofLogin);
	}

	private static Stream<String> tokens(OAuth2AccessTokenResponse tokens) {
		OAuth2RefreshToken refresh = tokens.getRefreshToken();
		return known(tokens.getAccessToken().getTokenValue(), (refresh != null) ? refresh.getTokenValue() : null,
				tokens.getAdditionalParameters().get(OidcParameterNames.ID_TOKEN));
	}

	private static Stream<String> known(@Nullable Object... secrets) {
		return Stream.of(secrets).filter(Objects::nonNull).map(String::valueOf);
	}

	/** GitLab's issuer is its external URL. */
	@Bean
	JwtDecoderFactory<ClientRegistration> idTokenDecoders(GitlabAddress gitlab) {
		RestTemplate rest = new RestTemplate(limited());
		return (registration) -> {
			NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSetUri(gitlab.at("/oauth/discovery/keys"))
				.restOperations(rest)
				.build();
			decoder.setJwtValidator(JwtValidators.createDefaultWithValidators(new JwtIssuerValidator(gitlab.at("")),
					new OidcIdTokenValidator(registration)));
			return decoder;
		};
	}

	@Bean
	OidcUserService userInfo() {
		RestTemplate rest = new RestTemplate(limited());
		rest.setErrorHandler(new OAuth2ErrorResponseErrorHandler());
		DefaultOAuth2UserService userInfo = new DefaultOAuth2UserService();
		userInfo.setRestOperations(rest);
		OidcUserService service = new OidcUserService();
		service.setOauth2UserService(userInfo);
		return service;
	}

	private static ClientHttpRequestFactory limited() {
		HttpClient client = HttpClient.newBuilder()
			.connectTimeout(LIMIT)
			.followRedirects(HttpClient.Redirect.NEVER)
			.build();
		JdkClientHttpRequestFactory factory = new JdkClientHttpRequestFactory(client);
		factory.setReadTimeout(LIMIT);
		return factory;
	}

}
