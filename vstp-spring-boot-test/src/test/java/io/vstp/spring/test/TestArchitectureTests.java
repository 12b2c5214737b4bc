package io.vstp.spring.test;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Which package may know which.
 */
class TestArchitectureTests {

	private static JavaClasses classes;

	@BeforeAll
	static void importClasses() {
		ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
		classes = new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
			.withImportOption((location) -> !location.contains("/io/vstp/test/"))
			.importPackages("io.vstp");
	}

	@AfterAll
	static void resetConfiguration() {
		ArchConfiguration.get().reset();
	}

	@Test
	void shouldHaveNothingDependOnTestSupport() {
		ArchRuleDefinition.noClasses()
			.that()
			.resideOutsideOfPackage("io.vstp.spring.test..")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("io.vstp.spring.test..", "org.springframework.test..",
					"org.springframework.boot.test..", "org.assertj..", "org.junit..")
			.check(classes);
	}

	@Test
	void shouldKeepRelayFreeOfProtocolAndSpring() {
		ArchRuleDefinition.classes()
			.that()
			.resideInAPackage("io.vstp.relay..")
			.should()
			.onlyDependOnClassesThat()
			.resideInAnyPackage("io.vstp.relay..", "java..", "io.netty..", "org.slf4j..", "org.jspecify..")
			.check(classes);
	}

	@Test
	void shouldUseRelayForTestsOnly() {
		ArchRuleDefinition.noClasses()
			.that()
			.resideOutsideOfPackages("io.vstp.relay..", "io.vstp.spring.test.relay..")
			.should()
			.dependOnClassesThat()
			.resideInAPackage("io.vstp.relay..")
			.check(classes);
	}

	@Test
	void shouldHaveNoPackageCycles() {
		SlicesRuleDefinition.slices().matching("io.vstp.(**)").should().beFreeOfCycles().check(classes);
	}

}
