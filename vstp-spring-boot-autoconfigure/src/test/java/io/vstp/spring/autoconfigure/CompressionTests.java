package io.vstp.spring.autoconfigure;

import java.util.HashMap;
import java.util.Map;

import io.vstp.client.VstpClientOptions;
import io.vstp.codec.compress.CompressionAlgorithm;
import io.vstp.transport.CompressionOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Compression} and {@link VstpCompressionProperties}. Without zstd-jni
 * on the classpath, as it is with the starter alone.
 */
class CompressionTests {

	@Test
	void shouldBeOffWhenNothingIsSet() {
		assertThat(server(Map.of())).isSameAs(CompressionOptions.NONE);
		assertThat(server(Map.of("min-size", "5KB"))).isSameAs(CompressionOptions.NONE);
		assertThat(client(Map.of(), Map.of())).isSameAs(CompressionOptions.NONE);
	}

	@Test
	void shouldOfferWhatIsThereWhenEnabled() {
		CompressionOptions options = server(Map.of("enabled", "true"));
		assertThat(options.algorithms()).containsExactly(CompressionAlgorithm.GZIP);
		assertThat(options).usingRecursiveComparison().isEqualTo(CompressionOptions.builder().build());
	}

	@Test
	void shouldTakeOverEveryPropertyWhenAllAreSet() {
		CompressionOptions options = server(Map.of("enabled", "true", "algorithms", "gzip", "min-size", "2KB",
				"gzip-level", "9", "zstd-level", "19", "excluded-mime-types", "a/b,c/*"));
		assertThat(options.minSize()).isEqualTo(2048);
		assertThat(options.level(CompressionAlgorithm.GZIP)).isEqualTo(9);
		assertThat(options.level(CompressionAlgorithm.ZSTD)).isEqualTo(19);
		assertThat(options.excludedTypes()).containsExactly("a/b", "c/*");
	}

	@Test
	void shouldLetDestinationOverrideDefaultsOneByOne() {
		CompressionOptions options = client(Map.of("enabled", "true", "min-size", "2KB", "gzip-level", "9"),
				Map.of("min-size", "3KB"));
		assertThat(options.minSize()).isEqualTo(3072);
		assertThat(options.level(CompressionAlgorithm.GZIP)).isEqualTo(9);
		assertThat(client(Map.of("enabled", "true"), Map.of("enabled", "false"))).isSameAs(CompressionOptions.NONE);
		assertThat(client(Map.of(), Map.of("enabled", "true")).algorithms()).isNotEmpty();
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '"', textBlock = """
			algorithms, zstd, "Must not have zstd: com.github.luben:zstd-jni is not on the classpath."
			algorithms, "gzip,zstd", "Must not have zstd: com.github.luben:zstd-jni is not on the classpath."
			algorithms, "", "Must not be empty; enabled: false switches compression off."
			min-size, 0, "Must be above 0, but is 0."
			min-size, 3GB, "Must be below 2GB, but is 3221225472B."
			gzip-level, 10, "Must be 1 to 9, but is 10."
			zstd-level, 20, "Must be 1 to 19, but is 20."
			""")
	void shouldNamePropertyWhenValueCannotBeUsed(String name, String value, String reason) {
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
			.isThrownBy(() -> server(Map.of(name, value)))
			.satisfies((ex) -> {
				assertThat(ex.getName()).isEqualTo("vstp.server.compression." + name);
				assertThat(ex.getReason()).isEqualTo(reason);
			});
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
			.isThrownBy(() -> client(Map.of(), Map.of(name, value)))
			.satisfies((ex) -> assertThat(ex.getName()).isEqualTo("vstp.client.destinations.one.compression." + name));
	}

	private static CompressionOptions server(Map<String, String> values) {
		VstpServerProperties properties = bind("vstp.server", VstpServerProperties.class,
				prefixed("vstp.server.compression.", values));
		return new ServerOptions(properties, null).builder().build().session().compression();
	}

	private static CompressionOptions client(Map<String, String> defaults, Map<String, String> destination) {
		Map<String, String> all = prefixed("vstp.client.defaults.compression.", defaults);
		all.putAll(prefixed("vstp.client.destinations.one.compression.", destination));
		all.put("vstp.client.destinations.one.address", "localhost");
		VstpClientProperties properties = bind("vstp.client", VstpClientProperties.class, all);
		VstpClientOptions options = new ClientOptions(properties, null).all((name, builder) -> {
		}).get("one");
		return options.session().compression();
	}

	private static Map<String, String> prefixed(String prefix, Map<String, String> values) {
		Map<String, String> all = new HashMap<>();
		values.forEach((name, value) -> all.put(prefix + name, value));
		return all;
	}

	private static <T> T bind(String prefix, Class<T> type, Map<String, String> values) {
		return new Binder(new MapConfigurationPropertySource(values)).bindOrCreate(prefix, Bindable.of(type));
	}

}
