package io.gatehouse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import io.gatehouse.request.RequestType;
import io.gatehouse.request.event.Happened;
import io.gatehouse.web.PortalMessages;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.platform.commons.annotation.Testable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.modulith.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ControllerAdvice;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/** The rules that the house is built by; each says why it is there. */
class HouseTests {

	/**
	 * What is there whatever can be asked for; every other package right below this one
	 * is a capability.
	 */
	private static final String[] HOUSE = { "io.gatehouse", "io.gatehouse.request..", "io.gatehouse.adapter..",
			"io.gatehouse.identity..", "io.gatehouse.limit..", "io.gatehouse.redaction..",
			"io.gatehouse.notification..", "io.gatehouse.backup..", "io.gatehouse.web.." };

	private static final DescribedPredicate<JavaClass> CAPABILITIES = not(resideInAnyPackage(HOUSE)).as("capabilities");

	private static final JavaClasses PORTAL = in(Gatehouse.class);

	private static final JavaClasses TESTS = in(HouseTests.class);

	private static final ApplicationModules MODULES = ApplicationModules.of(Gatehouse.class,
			resideInAPackage("io.gatehouse.sandbox.."));

	private static JavaClasses in(Class<?> one) {
		return new ClassFileImporter().importUrl(one.getProtectionDomain().getCodeSource().getLocation());
	}

	@Test
	void keepsItsModulesApart() {
		MODULES.verify();
	}

	@Test
	void letsEveryModuleSayWhatItMayTouch() {
		assertThat(MODULES).as("modules").hasSizeGreaterThan(4).allSatisfy((module) -> {
			Class<?> described = Class.forName(module.getBasePackage().getName() + ".package-info");
			ApplicationModule said = described.getAnnotation(ApplicationModule.class);
			assertThat(said).as("@ApplicationModule of %s", described.getPackageName()).isNotNull();
			assertThat(said.allowedDependencies())
				.as("allowedDependencies of %s: its package-info says which systems it can touch",
						described.getPackageName())
				.doesNotContain(ApplicationModule.OPEN_TOKEN);
		});
	}

	@Test
	void keepsCapabilitiesFromEachOther() {
		slices().matching("io.gatehouse.(*)..")
			.that(DescribedPredicate.describe("are capabilities", (slice) -> slice.stream().anyMatch(CAPABILITIES)))
			.should()
			.notDependOnEachOther()
			.because("a capability is one folder, added or taken away with no edit anywhere else")
			.check(PORTAL);
	}

	@Test
	void keepsCapabilitiesOutOfTheKernel() {
		classes().that(CAPABILITIES)
			.should()
			.onlyDependOnClassesThat(resideOutsideOfPackage("io.gatehouse..").or(CAPABILITIES)
				.or(resideInAnyPackage("io.gatehouse.request", "io.gatehouse.request.event",
						"io.gatehouse.request.words", "io.gatehouse.adapter..", "io.gatehouse.identity..",
						"io.gatehouse.limit..")))
			.because(
					"what a capability must know of the kernel is its base package, events and words; the rest may change")
			.check(PORTAL);
	}

	@Test
	void keepsTheHouseFromKnowingCapabilities() {
		noClasses().that(not(CAPABILITIES))
			.should()
			.dependOnClassesThat(resideInAPackage("io.gatehouse..").and(CAPABILITIES))
			.because("a capability is found as a bean: there is no list of them to edit")
			.check(PORTAL);
	}

	@Test
	void tellsWhatHappensOnlyInWordsThatItHas() {
		noClasses().that()
			.areNotAssignableTo(Happened.class)
			.should()
			.callConstructor(Happened.class, String.class, Happened.Action.class, String.class, String.class,
					Long.class, Long.class, Map.class)
			.because("what is audited beside it is told by a Happened.Detail, so that no message is forgotten")
			.check(PORTAL);
		List<String> keys = Stream
			.concat(PORTAL.stream()
				.filter((type) -> type.isEnum() && type.isAssignableTo(Happened.Detail.class))
				.flatMap((type) -> Arrays.stream(type.reflect().getEnumConstants()))
				.map((detail) -> "audit.detail." + ((Happened.Detail) detail).key()),
					Arrays.stream(Happened.Action.values())
						.flatMap((action) -> Stream.of("audit." + action, "notification." + action)))
			.toList();
		assertThat(keys).as("of the kernel and of capabilities").contains("audit.detail.plan", "audit.detail.feed");
		assertThat(keys).allSatisfy((key) -> assertThat(
				PortalMessages.read().getMessage(key, new Object[] { Map.of() }, null, Locale.ENGLISH))
			.as(key)
			.isNotBlank());
	}

	@Test
	void keepsAdaptersFromEachOther() {
		slices().matching("io.gatehouse.adapter.(*)..")
			.should()
			.notDependOnEachOther()
			.because("what two systems have to do with each other is a capability's plan, not an adapter's business")
			.check(PORTAL);
	}

	@ParameterizedTest
	@CsvSource({ "gitlab, org.gitlab4j..", "kubernetes, io.fabric8..", "vault, org.springframework.vault..",
			"gitlab, org.glassfish.jersey..", "redis, io.lettuce.." })
	void keepsAVendorsClientInItsAdapter(String adapter, String client) {
		assertThat(PORTAL.stream().filter(resideInAPackage("io.gatehouse.adapter." + adapter + "..")))
			.as("an adapter that does not use the client makes this rule idle")
			.anyMatch((type) -> type.getDirectDependenciesFromSelf()
				.stream()
				.anyMatch((found) -> resideInAPackage(client).test(found.getTargetClass())));
		noClasses().that()
			.resideOutsideOfPackage("io.gatehouse.adapter." + adapter + "..")
			.should()
			.dependOnClassesThat()
			.resideInAPackage(client)
			.because("a client that is replaced must be replaced in one place")
			.check(PORTAL);
	}

	@Test
	void keepsTheKernelFromKnowingAdapters() {
		noClasses().that()
			.resideInAnyPackage("io.gatehouse.request..", "io.gatehouse.identity..", "io.gatehouse.web..")
			.should()
			.dependOnClassesThat()
			.resideInAPackage("io.gatehouse.adapter..")
			.because("the kernel knows external systems by their interface only")
			.check(PORTAL);
	}

	@Test
	void keepsRequestTypesAndControllersPrivate() {
		classes().that()
			.areAssignableTo(RequestType.class)
			.and()
			.areNotInterfaces()
			.or()
			.areMetaAnnotatedWith(Controller.class)
			.or()
			.areMetaAnnotatedWith(ControllerAdvice.class)
			.should()
			.notBePublic()
			.because("they are found as beans: nobody calls them by name")
			.check(PORTAL);
	}

	@Test
	void keepsTheKernelsFaceSmall() {
		List<String> face = PORTAL.stream()
			.filter((type) -> type.getPackageName().equals(RequestType.class.getPackageName()))
			.filter((type) -> type.isTopLevelClass() && type.getModifiers().contains(JavaModifier.PUBLIC))
			.map(JavaClass::getSimpleName)
			.toList();

		assertThat(face).as("who adds a capability reads all of these first")
			.contains("RequestType")
			.hasSizeLessThanOrEqualTo(10);
	}

	@Test
	void keepsTheKernelFreeOfCycles() {
		slices().matching("io.gatehouse.request.(*)..")
			.should()
			.beFreeOfCycles()
			.because("a package that is in no cycle can be read and changed by itself")
			.check(PORTAL);
	}

	@Test
	void asksOneClockForTheTime() {
		ArchRule rule = noClasses().that()
			.doNotBelongToAnyOf(TimeConfiguration.class)
			.should()
			.callMethodWhere(DescribedPredicate.describe("the system's time is read", (call) -> {
				JavaClass owner = call.getTargetOwner();
				String name = call.getTarget().getName();
				return owner.isEquivalentTo(System.class) && name.equals("currentTimeMillis")
						|| owner.isAssignableTo(Clock.class) && (name.startsWith("system") || name.startsWith("tick"))
						|| owner.isEquivalentTo(InstantSource.class) && name.equals("system")
						|| name.equals("now") && Arrays
							.asList(Instant.class, LocalDate.class, LocalDateTime.class, OffsetDateTime.class,
									ZonedDateTime.class)
							.stream()
							.anyMatch(owner::isEquivalentTo);
			}))
			.orShould()
			.callConstructor(Date.class)
			.because("a test must be able to set the clock, so it is injected");
		rule.check(PORTAL);
	}

	@Test
	void logsInOneWay() {
		noClasses().should()
			.dependOnClassesThat()
			.resideInAPackage("java.util.logging..")
			.because("what is logged goes through SLF4J to one place")
			.check(PORTAL);
	}

	@Test
	void printsOnlyInCommands() {
		noClasses().that()
			.haveSimpleNameNotEndingWith("Command")
			.should(ACCESS_STANDARD_STREAMS)
			.because("the standard streams are a command's answer; a server has a log")
			.check(PORTAL);
	}

	@Test
	void injectsThroughConstructors() {
		NO_CLASSES_SHOULD_USE_FIELD_INJECTION.because("an object that is made is whole").check(PORTAL);
	}

	@Test
	void namesClassesForWhatTheyAre() {
		noClasses().should()
			.haveSimpleNameEndingWith("Impl")
			.because("what tells an implementation from others is its technology or its rule: name that")
			.check(PORTAL);
	}

	@Test
	void readsPropertiesIntoRecords() {
		classes().that()
			.areAnnotatedWith(ConfigurationProperties.class)
			.should()
			.beRecords()
			.because("configuration does not change while the portal runs")
			.check(PORTAL);
	}

	@Test
	void testsPropertiesBesideTheirRecords() {
		assertThat(PORTAL.stream().filter((type) -> type.isAnnotatedWith(ConfigurationProperties.class)))
			.as("defaults and refusals are promises to operators, so each has its test")
			.hasSizeGreaterThan(10)
			.allSatisfy((type) -> assertThat(TESTS.contain(type.getName() + "Tests")).as(type.getName() + "Tests")
				.isTrue());
	}

	@Test
	void keepsWhatItRunsOnOutOfThePortal() throws IOException {
		List<Path> files;
		try (Stream<Path> found = Files.walk(sources().resolve("main"))) {
			files = found.filter(Files::isRegularFile).toList();
		}
		assertThat(files).hasSizeGreaterThan(100);
		assertThat(files.stream().filter(HouseTests::namesTheSandbox))
			.as("the portal runs in the sandbox as in production, and can't tell which it is")
			.isEmpty();
	}

	private static boolean namesTheSandbox(Path file) {
		try {
			return Files.readString(file, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT).contains("sandbox");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** The module's sources, wherever Maven was started. */
	private static Path sources() {
		Path folder = Path.of("src").toAbsolutePath();
		return Files.isDirectory(folder) ? folder : Path.of("portal", "src").toAbsolutePath();
	}

	@Test
	void marksEveryPackageForNullness() {
		assertThat(PORTAL.stream().map(JavaClass::getPackage).distinct()).as("NullAway checks only what is @NullMarked")
			.allSatisfy((name) -> assertThat(name.isAnnotatedWith(NullMarked.class)).as(name.getName()).isTrue());
	}

	@Test
	void namesTestsForWhatTheyAre() {
		methods().that(DescribedPredicate.describe("are tests", HouseTests::isTest))
			.should()
			.beDeclaredInClassesThat(DescribedPredicate.describe("end in Tests",
					(type) -> outermost(type).getSimpleName().endsWith("Tests")))
			.because("Surefire runs classes with this ending; a test of another name would never run")
			.check(TESTS);
	}

	/**
	 * What makes the README's pictures is run by bin/screenshots, what measures by
	 * bin/bench, and by their names by nobody else.
	 */
	private static boolean isTest(JavaMethod method) {
		return method.isMetaAnnotatedWith(Testable.class)
				&& !outermost(method.getOwner()).getSimpleName().matches("Screenshots|.*Bench");
	}

	private static JavaClass outermost(JavaClass type) {
		return type.getEnclosingClass().map(HouseTests::outermost).orElse(type);
	}

}
