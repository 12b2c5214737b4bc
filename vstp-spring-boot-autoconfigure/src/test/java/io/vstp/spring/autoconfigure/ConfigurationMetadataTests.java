package io.vstp.spring.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of the metadata that IDEs read, and of what the documentation says beside it.
 */
@TestInstance(Lifecycle.PER_CLASS)
class ConfigurationMetadataTests {

	/** They have no default, or one that is not a constant. */
	private static final Set<String> WITHOUT_DEFAULT = Set.of("vstp.client.defaults.auth-token",
			"vstp.client.defaults.client-id", "vstp.client.defaults.ssl.bundle", "vstp.client.defaults.ssl.enabled",
			"vstp.client.destinations", "vstp.client.executor.pool-size", "vstp.server.executor.pool-size",
			"vstp.server.tcp.address", "vstp.server.tcp.ssl.bundle", "vstp.server.tcp.ssl.enabled",
			"vstp.server.udp.address");

	private final Map<String, JsonNode> properties = new TreeMap<>();

	@BeforeAll
	void readMetadata() throws IOException {
		try (InputStream in = VstpServerProperties.class
			.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
			assertThat(in).as("metadata written by the annotation processor").isNotNull();
			for (JsonNode property : JsonMapper.builder().build().readTree(in.readAllBytes()).get("properties")) {
				this.properties.put(property.get("name").stringValue(), property);
			}
		}
	}

	@Test
	void shouldDescribeEveryProperty() {
		assertThat(this.properties).hasSizeGreaterThan(40).allSatisfy((name, property) -> {
			assertThat(property.get("type")).as("type").isNotNull();
			assertThat(property.get("description")).as("description").isNotNull();
			assertThat(property.get("description").stringValue()).endsWith(".");
		});
	}

	@Test
	void shouldStateDefaultsWhereThereAreAny() {
		Set<String> without = new TreeSet<>(this.properties.keySet());
		without.removeIf((name) -> this.properties.get(name).get("defaultValue") != null);
		assertThat(without).isEqualTo(new TreeSet<>(WITHOUT_DEFAULT));
	}

	@Test
	void shouldStateDefaultsOfServerAsTheyAre() {
		VstpServerProperties stated = bind("vstp.server", VstpServerProperties.class);
		assertThat(stated).usingRecursiveComparison()
			.ignoringFieldsOfTypes(VstpUdpServerProperties.class)
			.isEqualTo(new VstpServerProperties());
		VstpUdpServerProperties actual = new VstpUdpServerProperties();
		assertThat(stated.getUdp().isEnabled()).isEqualTo(actual.isEnabled());
		assertThat(udpOptions(stated.getUdp())).usingRecursiveComparison().isEqualTo(udpOptions(actual));
	}

	@Test
	void shouldStateDefaultsOfClientsAsTheyAre() {
		VstpClientProperties stated = bind("vstp.client", VstpClientProperties.class);
		VstpClientProperties actual = new VstpClientProperties();
		assertThat(stated.getExecutor()).usingRecursiveComparison().isEqualTo(actual.getExecutor());
		for (VstpClientProperties properties : List.of(stated, actual)) {
			VstpClientProperties.Destination destination = new VstpClientProperties.Destination();
			destination.setAddress(List.of("localhost"));
			properties.getDestinations().put("one", destination);
		}
		assertThat(options(stated)).usingRecursiveComparison().isEqualTo(options(actual));
	}

	private static Object udpOptions(VstpUdpServerProperties properties) {
		return new UdpServerOptions(new PropertyValues("vstp.server"), properties).build();
	}

	private static Object options(VstpClientProperties properties) {
		return new ClientOptions(properties, null).all((destination, options) -> {
		}).get("one");
	}

	private <T> T bind(String prefix, Class<T> type) {
		MapConfigurationPropertySource source = new MapConfigurationPropertySource();
		this.properties.forEach((name, property) -> {
			if (property.get("defaultValue") != null) {
				source.put(name, property.get("defaultValue").asString());
			}
		});
		return new Binder(source).bindOrCreate(prefix, Bindable.of(type));
	}

	@Test
	void shouldDocumentEveryProperty() throws IOException {
		Set<String> expected = new TreeSet<>(this.properties.keySet());
		expected.remove("vstp.client.destinations");
		expected.add("vstp.client.destinations.NAME.address");
		for (String name : this.properties.keySet()) {
			if (name.startsWith("vstp.client.defaults.")) {
				expected.add(name.replace("vstp.client.defaults.", "vstp.client.destinations.NAME."));
			}
		}
		assertThat(documented().keySet()).isEqualTo(expected);
	}

	@Test
	void shouldDocumentDefaultsAsTheyAre() throws IOException {
		Map<String, String> documented = documented();
		this.properties.forEach((name, property) -> {
			JsonNode value = property.get("defaultValue");
			if (value != null) {
				assertThat(documented.get(name)).as(name).isEqualTo("`" + value.asString() + "`");
			}
		});
	}

	private static Map<String, String> documented() throws IOException {
		Map<String, String> documented = new TreeMap<>();
		Pattern row = Pattern.compile("\\| `((?:vstp|management)\\.[^`]+)` \\| ([^|]*) \\|.*");
		for (String line : Files.readAllLines(Path.of("..", "docs", "configuration.md"))) {
			var matcher = row.matcher(line);
			if (matcher.matches()) {
				documented.put(matcher.group(1), matcher.group(2).trim());
			}
		}
		return documented;
	}

}
