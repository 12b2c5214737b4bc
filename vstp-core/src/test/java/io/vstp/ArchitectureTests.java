package io.vstp;

import java.util.List;
import java.util.Set;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who may know whom.
 */
class ArchitectureTests {

	private static final JavaClasses MAIN = new ClassFileImporter()
		.withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
		.withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_JARS)
		.importPackages("io.vstp");

	static List<ArchRule> rules() {
		return List.of(knowsOnly("frame", "io.netty.buffer", "io.netty.util"),
				knowsOnly("codec", "io.vstp.frame", "io.netty.buffer", "io.netty.channel", "io.netty.handler.codec",
						"io.netty.util", "com.github.luben.zstd.."),
				knowsOnly("engine", "io.vstp.frame", "io.netty.buffer", "io.netty.util"),
				knowsOnly("observe", "io.vstp.frame", "io.vstp.engine.."),
				knowsOnly("transport", "io.vstp.frame", "io.vstp.codec..", "io.vstp.engine..", "io.vstp.observe",
						"io.netty..", "org.slf4j", "javax.crypto.."),
				knowsOnly("server", "io.vstp.frame", "io.vstp.codec..", "io.vstp.engine..", "io.vstp.observe",
						"io.vstp.transport..", "io.netty..", "org.slf4j"),
				knowsOnly("client", "io.vstp.frame", "io.vstp.codec..", "io.vstp.engine..", "io.vstp.observe",
						"io.vstp.transport..", "io.netty..", "org.slf4j"));
	}

	@ParameterizedTest
	@MethodSource("rules")
	void shouldDependInOneDirection(ArchRule rule) {
		rule.check(MAIN);
	}

	@Test
	void shouldSeeAllPackages() {
		assertThat(MAIN.stream().map(JavaClass::getPackageName).distinct()).contains("io.vstp.frame", "io.vstp.codec",
				"io.vstp.engine.session", "io.vstp.engine.reliability", "io.vstp.engine.fragment",
				"io.vstp.engine.guard", "io.vstp.observe", "io.vstp.transport", "io.vstp.transport.tcp",
				"io.vstp.transport.udp", "io.vstp.server", "io.vstp.client");
		assertThat(MAIN.contain(ArchitectureTests.class)).isFalse();
	}

	@Test
	void shouldHaveNoCycles() {
		SlicesRuleDefinition.slices().matching("io.vstp.(**)").should().beFreeOfCycles().check(MAIN);
	}

	@Test
	void shouldTakeTimeAndChanceFromOutsideWhenEngine() {
		ArchRuleDefinition.noClasses()
			.that()
			.resideInAPackage("io.vstp.engine..")
			.should()
			.accessTargetWhere(target("System", "nanoTime", "currentTimeMillis"))
			.orShould()
			.accessTargetWhere(target("Thread", "sleep", "onSpinWait", "<init>"))
			.orShould()
			.accessTargetWhere(target("Instant", "now"))
			.orShould()
			.accessTargetWhere(target("Math", "random"))
			.orShould()
			.accessTargetWhere(target("UUID", "randomUUID"))
			.orShould()
			.dependOnClassesThat(JavaClass.Predicates.resideInAPackage("java.util.random"))
			.orShould()
			.dependOnClassesThat()
			.haveNameMatching("java\\.(util\\.(Random|SplittableRandom|Timer|concurrent\\..*(ThreadLocalRandom|"
					+ "Executor.*|TimeUnit|locks\\..*))|security\\.SecureRandom|time\\.(Clock|Local.*|Zoned.*))")
			.check(MAIN);
	}

	@Test
	void shouldNotKnowEachOtherWhenTcpAndUdp() {
		ArchRuleDefinition.noClasses()
			.that()
			.resideInAPackage("io.vstp.transport.tcp..")
			.should()
			.dependOnClassesThat(JavaClass.Predicates.resideInAPackage("io.vstp.transport.udp.."))
			.check(MAIN);
		ArchRuleDefinition.noClasses()
			.that()
			.resideInAPackage("io.vstp.transport.udp..")
			.should()
			.dependOnClassesThat(JavaClass.Predicates.resideInAPackage("io.vstp.transport.tcp.."))
			.check(MAIN);
	}

	@ParameterizedTest
	@ValueSource(strings = { "io.vstp.transport.tcp..", "io.vstp.transport.udp.." })
	void shouldKeepInsideWhatTransportNeedsWhenNotServerOrClient(String transport) {
		ArchRuleDefinition.classes()
			.that()
			.resideInAPackage(transport)
			.should()
			.onlyHaveDependentClassesThat(
					JavaClass.Predicates.resideInAnyPackage(transport, "io.vstp.server", "io.vstp.client"))
			.check(MAIN);
	}

	@Test
	void shouldLogThroughSlf4jAlone() {
		ArchRuleDefinition.noClasses()
			.should()
			.dependOnClassesThat(JavaClass.Predicates.resideInAnyPackage("java.util.logging..",
					"io.netty.util.internal.logging..", "org.apache.commons.logging..", "ch.qos.logback.."))
			.orShould()
			.accessTargetWhere(target("System", "out", "err", "exit"))
			.orShould()
			.accessTargetWhere(target("Throwable", "printStackTrace"))
			.check(MAIN);
	}

	@Test
	void shouldNotUseInternalsOfNetty() {
		ArchRuleDefinition.noClasses()
			.should()
			.dependOnClassesThat(JavaClass.Predicates.resideInAPackage("io.netty..internal.."))
			.check(MAIN);
	}

	@Test
	void shouldNotKnowSpringNorMicrometer() {
		ArchRuleDefinition.noClasses()
			.should()
			.dependOnClassesThat(JavaClass.Predicates.resideInAnyPackage("org.springframework..", "io.micrometer..",
					"io.vstp.spring.."))
			.check(MAIN);
	}

	private static ArchRule knowsOnly(String part, String... others) {
		String own = "io.vstp.%s..".formatted(part);
		return ArchRuleDefinition.classes()
			.that()
			.resideInAPackage(own)
			.should()
			.onlyDependOnClassesThat(JavaClass.Predicates
				.resideInAnyPackage(own, "java..", "javax.net.ssl..", "org.jspecify.annotations")
				.or(JavaClass.Predicates.resideInAnyPackage(others))
				.or(DescribedPredicate.describe("are arrays of primitives", ArchitectureTests::isPrimitive)))
			.as(part + " knows only " + String.join(", ", others));
	}

	private static boolean isPrimitive(JavaClass type) {
		return type.getBaseComponentType().isPrimitive();
	}

	private static DescribedPredicate<JavaAccess<?>> target(String owner, String... members) {
		Set<String> names = Set.of(members);
		return DescribedPredicate.describe("uses %s of %s".formatted(names, owner),
				(access) -> access.getTargetOwner().getSimpleName().equals(owner)
						&& access.getTargetOwner().getPackageName().startsWith("java.")
						&& names.contains(access.getTarget().getName()));
	}

}
