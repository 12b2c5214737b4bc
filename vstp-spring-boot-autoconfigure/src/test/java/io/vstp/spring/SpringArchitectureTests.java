package io.vstp.spring;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Which package may know which.
 */
class SpringArchitectureTests {

	private static JavaClasses classes;

	@BeforeAll
	static void importClasses() {
		// The names of the classes of others say enough.
		ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
		classes = new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
			.importPackages("io.vstp");
	}

	@AfterAll
	static void resetConfiguration() {
		ArchConfiguration.get().reset();
	}

	@Test
	void shouldHaveNothingDependOnAutoConfiguration() {
		check(ArchRuleDefinition.noClasses()
			.that()
			.resideOutsideOfPackage("io.vstp.spring.autoconfigure..")
			.should()
			.dependOnClassesThat()
			.resideInAPackage("io.vstp.spring.autoconfigure.."));
	}

	@Test
	void shouldHaveNoPackageCycles() {
		check(SlicesRuleDefinition.slices().matching("io.vstp.(**)").should().beFreeOfCycles());
	}

	@Test
	void shouldKeepCoreFreeOfSpring() {
		check(ArchRuleDefinition.noClasses()
			.that()
			.resideInAPackage("io.vstp..")
			.and()
			.resideOutsideOfPackage("io.vstp.spring..")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("io.vstp.spring..", "org.springframework..", "io.micrometer.."));
	}

	@Test
	void shouldUseMicrometerForMetersAndObservationsOnly() {
		check(ArchRuleDefinition.noClasses()
			.that()
			.resideOutsideOfPackages("io.vstp.spring.metrics..", "io.vstp.spring.observation..",
					"io.vstp.spring.autoconfigure..")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("io.micrometer..", "org.springframework.boot.micrometer.."));
	}

	@Test
	void shouldUseActuatorForHealthOnly() {
		check(ArchRuleDefinition.noClasses()
			.that()
			.resideOutsideOfPackages("io.vstp.spring.health..", "io.vstp.spring.actuate..",
					"io.vstp.spring.autoconfigure..")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("org.springframework.boot.health..", "org.springframework.boot.actuate.."));
	}

	@Test
	void shouldUseJacksonInAutoConfigurationOnly() {
		check(ArchRuleDefinition.noClasses()
			.that()
			.resideOutsideOfPackage("io.vstp.spring.autoconfigure..")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("tools.jackson..", "com.fasterxml.jackson.."));
	}

	@Test
	void shouldKeepServerAndClientApart() {
		check(ArchRuleDefinition.noClasses()
			.that()
			.resideInAPackage("io.vstp.spring.client..")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("io.vstp.server..", "io.vstp.spring.server..", "io.vstp.spring.handler.."));
		check(ArchRuleDefinition.noClasses()
			.that()
			.resideInAnyPackage("io.vstp.spring.server..", "io.vstp.spring.handler..")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("io.vstp.client..", "io.vstp.spring.client.."));
	}

	@Test
	void shouldLeaveBytesToTheCore() {
		check(ArchRuleDefinition.noClasses()
			.that()
			.resideInAPackage("io.vstp.spring..")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("io.netty.channel.socket..", "io.netty.bootstrap..", "io.vstp.transport.tcp.."));
	}

	@Test
	void shouldExposeNothingOfAutoConfigurationsButThemselves() {
		check(ArchRuleDefinition.classes()
			.that()
			.haveSimpleNameEndingWith("AutoConfiguration")
			.should()
			.bePublic()
			.andShould()
			.haveModifier(JavaModifier.FINAL));
	}

	@Test
	void shouldHideBeanMethodsOfAutoConfigurations() {
		check(ArchRuleDefinition.methods()
			.that()
			.areDeclaredInClassesThat()
			.haveSimpleNameEndingWith("AutoConfiguration")
			.should()
			.notBePublic());
	}

	private static void check(ArchRule rule) {
		rule.check(classes);
	}

}
