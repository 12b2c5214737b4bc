package io.vstp.benchmarks.harness;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ClassPathTests {

	@Test
	void shouldHaveTheLibrariesOfThisJvm() throws IOException {
		assertThat(ClassPath.current().entries()).extracting(Path::getFileName)
			.extracting(Path::toString)
			.anyMatch((name) -> name.startsWith("micrometer-core-"));
	}

	@Test
	void shouldLeaveOutWhatIsNotWanted() {
		ClassPath classPath = ClassPath.parse(String.join(File.pathSeparator, "/a/one.jar", "/a/two.jar"));

		assertThat(classPath.without("one.jar"::equals)).isEqualTo(ClassPath.parse("/a/two.jar"));
	}

	@Test
	void shouldBeginWithTheOtherOneWhenItComesAfterIt() {
		assertThat(ClassPath.parse("/a/one.jar").after(ClassPath.parse("/b/one.jar")).entries())
			.containsExactly(Path.of("/b/one.jar"), Path.of("/a/one.jar"));
	}

}
