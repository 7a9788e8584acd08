package io.gatehouse.request.execution;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.stream.Collectors;

import io.gatehouse.Gatehouse;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.MetadataReaderFactory;

/**
 * The portal as it is, in a process of its own, only that at each milestone it says where
 * it is and goes on when it is answered: whoever listens can end the process right there.
 */
public final class WatchedPortal {

	/** The environment variable with the address that is told. */
	public static final String WATCH = "GATEHOUSE_TEST_WATCH";

	private WatchedPortal() {
	}

	public static void main(String[] args) {
		SpringApplication portal = new SpringApplication(Gatehouse.class, Watching.class);
		productOnly(portal).run(args);
	}

	/** Keeps what only tests have out of a portal. */
	public static SpringApplication productOnly(SpringApplication portal) {
		portal
			.addInitializers((context) -> context.getBeanFactory().registerSingleton("productOnly", new ProductOnly()));
		return portal;
	}

	/** The class path of these tests without the tests, for the portal as it is. */
	public static String productClassPath() {
		return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
			.filter((entry) -> !entry.endsWith("test-classes"))
			.collect(Collectors.joining(File.pathSeparator));
	}

	/** Tells the milestones. */
	@TestConfiguration(proxyBeanMethods = false)
	static class Watching {

		@Bean
		Milestones toldMilestones() {
			URI watch = URI.create(System.getenv(WATCH));
			HttpClient client = HttpClient.newHttpClient();
			return (milestone, request, position) -> tell(client,
					watch.resolve("/" + milestone + ((position < 0) ? "" : "/" + position)));
		}

		private static void tell(HttpClient client, URI milestone) {
			try {
				client.send(HttpRequest.newBuilder(milestone).POST(BodyPublishers.noBody()).build(),
						BodyHandlers.discarding());
			}
			catch (IOException ex) {
				throw new IllegalStateException("Nobody watches at " + milestone, ex);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}

	}

	/** Keeps what only tests have out of the portal; both lie on one class path here. */
	private static final class ProductOnly extends TypeExcludeFilter {

		@Override
		public boolean match(MetadataReader reader, MetadataReaderFactory readers) throws IOException {
			return reader.getResource().getURI().toString().contains("/test-classes/");
		}

		@Override
		public boolean equals(Object other) {
			return other instanceof ProductOnly;
		}

		@Override
		public int hashCode() {
			return ProductOnly.class.hashCode();
		}

	}

}
