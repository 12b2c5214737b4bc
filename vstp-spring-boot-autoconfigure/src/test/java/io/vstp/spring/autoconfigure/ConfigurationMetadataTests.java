package io.vstp.spring.autoconfigure;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.core.convert.TypeDescriptor;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Compares the metadata that IDEs read with the classes that the properties are bound to.
 */
class ConfigurationMetadataTests {

	private final ConfigurationMetadata metadata = ConfigurationMetadata.read();

	private final Map<String, DeclaredProperties.Property> declared = DeclaredProperties.all();

	@Test
	void shouldHaveThePropertiesThatCanBeBound() {
		TreeSet<String> names = new TreeSet<>(this.metadata.properties().keySet());
		names.removeIf((name) -> name.startsWith("management."));
		assertThat(names).hasSizeGreaterThan(60).isEqualTo(new TreeSet<>(this.declared.keySet()));
	}

	@Test
	void shouldDescribeEveryProperty() {
		assertThat(this.metadata.properties()).allSatisfy((name, property) -> {
			assertThat(property.description()).as("description").isNotBlank().endsWith(".");
			assertThat(property.type()).as("type").isNotBlank();
		});
	}

	@Test
	void shouldHaveTheTypesThatAreBound() {
		this.declared.forEach((name, property) -> {
			String type = this.metadata.properties().get(name).type().replaceAll("<.*", "");
			assertThat(type).as(name).isEqualTo(property.rawType().getName());
		});
	}

	@Test
	void shouldStateOrTellEveryDefault() {
		this.declared.forEach((name, property) -> {
			ConfigurationMetadata.Property stated = this.metadata.properties().get(name);
			boolean hasDefault = property.value() != null || !CharSequence.class.isAssignableFrom(property.rawType());
			if (hasDefault && !Map.class.isAssignableFrom(property.rawType())
					&& ConfigurationPage.defaultInWords(stated.description()) == null) {
				assertThat(stated.defaultValue()).as("default of %s, or '; by default …' in its description", name)
					.isNotNull();
			}
		});
	}

	@Test
	void shouldStateDefaultsOfFieldsAsTheyAre() {
		this.declared.forEach((name, property) -> {
			String stated = this.metadata.properties().get(name).defaultValue();
			if (stated != null && property.value() != null) {
				Object value = ApplicationConversionService.getSharedInstance()
					.convert(stated, TypeDescriptor.valueOf(String.class),
							new TypeDescriptor(property.type(), null, null));
				assertThat(value).as(name).isEqualTo(property.value());
			}
		});
	}

	@Test
	void shouldStateDefaultsOfOptionsAsTheyAre() {
		assertThat(udpOptions(bind("vstp.server.udp", VstpUdpServerProperties.class))).usingRecursiveComparison()
			.isEqualTo(udpOptions(new VstpUdpServerProperties()));
		assertThat(clientOptions(bind("vstp.client", VstpClientProperties.class))).usingRecursiveComparison()
			.isEqualTo(clientOptions(new VstpClientProperties()));
	}

	private static Object udpOptions(VstpUdpServerProperties properties) {
		return new UdpServerOptions(new PropertyValues("vstp.server"), properties).build();
	}

	private static Object clientOptions(VstpClientProperties properties) {
		VstpClientProperties.Destination destination = new VstpClientProperties.Destination();
		destination.setAddress(List.of("localhost"));
		properties.getDestinations().put("one", destination);
		return new ClientOptions(properties, null).all((name, options) -> {
		});
	}

	private <T> T bind(String prefix, Class<T> type) {
		Map<String, Object> stated = new LinkedHashMap<>();
		this.metadata.properties().forEach((name, property) -> {
			if (property.defaultValue() != null) {
				stated.put(name, property.defaultValue());
			}
		});
		return new Binder(new MapConfigurationPropertySource(stated)).bindOrCreate(prefix, Bindable.of(type));
	}

	@Test
	void shouldHintAtTheValuesOfEnums() {
		this.declared.forEach((name, property) -> {
			if (property.rawType().isEnum()) {
				Map<String, String> hints = this.metadata.hints().getOrDefault(name, Map.of());
				assertThat(hints.keySet()).as("hints of %s", name).containsExactly(values(property.rawType()));
				assertThat(hints.values()).as("hints of %s", name).allSatisfy((what) -> assertThat(what).endsWith("."));
			}
		});
	}

	private static String[] values(Class<?> type) {
		return Arrays.stream(type.getEnumConstants())
			.map((constant) -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-'))
			.toArray(String[]::new);
	}

	@Test
	void shouldHintAtBundles() {
		List<String> bundles = this.declared.keySet().stream().filter((name) -> name.endsWith("ssl.bundle")).toList();
		assertThat(bundles).hasSizeGreaterThan(1);
		assertThat(this.metadata.providers()).containsAll(bundles);
	}

	@Test
	void shouldHintAtNoOtherProperties() {
		assertThat(this.declared.keySet()).containsAll(this.metadata.hints().keySet());
	}

}
