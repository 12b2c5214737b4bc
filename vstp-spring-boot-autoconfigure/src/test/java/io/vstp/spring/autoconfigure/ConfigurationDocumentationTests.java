package io.vstp.spring.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Keeps {@code docs/configuration.md} as the metadata has it, and writes it when the
 * system property {@value #WRITE} is set.
 */
class ConfigurationDocumentationTests {

	private static final String WRITE = "vstp.docs.write";

	private static final Path TEMPLATE = Path.of("src", "docs", "configuration.md");

	private static final Path PAGE = Path.of("..", "docs", "configuration.md");

	private static final String COMMAND = "mvn -pl vstp-spring-boot-autoconfigure -am test "
			+ "-Dtest=ConfigurationDocumentationTests -Dsurefire.failIfNoSpecifiedTests=false -D" + WRITE + "=true";

	@Test
	void shouldBeWrittenAsMetadataAndTemplateAre() throws IOException {
		String page = new ConfigurationPage(ConfigurationMetadata.read(), DeclaredProperties.all(),
				Files.readString(TEMPLATE))
			.render();
		if (Boolean.getBoolean(WRITE)) {
			Files.writeString(PAGE, page);
		}
		assertThat(Files.readString(PAGE)).as("docs/configuration.md. To write it, run: %s", COMMAND).isEqualTo(page);
	}

	@Test
	void shouldTellOfWhatOnlyDestinationsHave() throws IOException {
		String page = Files.readString(PAGE);
		String defaults = "vstp.client.defaults";
		String destination = "vstp.client.destinations.NAME";
		Map<String, ?> shared = DeclaredProperties.of(defaults, VstpConnectionProperties.class);
		TreeSet<String> own = new TreeSet<>(
				DeclaredProperties.of(destination, VstpClientProperties.Destination.class).keySet());
		shared.keySet().forEach((name) -> own.remove(name.replace(defaults, destination)));
		assertThat(own).isNotEmpty().allSatisfy((name) -> assertThat(page).contains("| `" + name + "` |"));
	}

}
