package io.vstp.spring.autoconfigure;

import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Whatever value a property cannot have, the application does not start, and says which
 * property it was, what it was set to, and what it should be. Takes each property from
 * the classes they are bound to.
 */
@Tag("long")
@ExtendWith(OutputCaptureExtension.class)
class InvalidValueIT {

	private static final String DESTINATION = "vstp.client.destinations.peer";

	@RegisterExtension
	private final Apps apps = new Apps();

	static Stream<Arguments> negativeValues() {
		return properties().entrySet()
			.stream()
			.filter((property) -> negative(property.getValue().rawType()) != null)
			.map((property) -> Arguments.of(property.getKey(), negative(property.getValue().rawType())));
	}

	// One of each type, for it is the binder that refuses them.
	static Stream<Arguments> valuesOfAnotherKind() {
		Set<Class<?>> types = new HashSet<>();
		return DeclaredProperties.all()
			.entrySet()
			.stream()
			// This one no class takes, but a condition, to which "garbage" is as good as
			// "false".
			.filter((property) -> !property.getKey().equals("vstp.server.enabled"))
			.filter((property) -> negative(property.getValue().rawType()) != null
					|| property.getValue().rawType().isEnum() || property.getValue().rawType() == Boolean.class)
			.filter((property) -> types.add(property.getValue().rawType()))
			.map((property) -> Arguments.of(property.getKey()));
	}

	private static Map<String, DeclaredProperties.Property> properties() {
		Map<String, DeclaredProperties.Property> properties = new LinkedHashMap<>(DeclaredProperties.all());
		properties.putAll(DeclaredProperties.of(DESTINATION, VstpClientProperties.Destination.class));
		return properties;
	}

	private static String negative(Class<?> type) {
		if (type == Duration.class) {
			return "-1ms";
		}
		if (type == DataSize.class) {
			return "-1B";
		}
		return Number.class.isAssignableFrom(type) ? "-1" : null;
	}

	@ParameterizedTest
	@MethodSource("negativeValues")
	void shouldNamePropertyWhenItIsNegative(String property, String value, CapturedOutput output) {
		String report = fail(property, value, output);
		assertThat(report).contains("configuration property '" + property + "'");
		assertThat(report).containsPattern("Invalid value '[^']*1[^']*'").contains("Must ", "Action:\n\nReview");
	}

	@ParameterizedTest
	@MethodSource("valuesOfAnotherKind")
	void shouldNamePropertyWhenItIsOfAnotherKind(String property, CapturedOutput output) {
		assertThat(fail(property, "garbage", output)).contains("Failed to bind properties under '" + property + "'",
				"Property: " + property, "Value: \"garbage\"", "Action:\n\nUpdate your application's configuration");
	}

	private String fail(String property, String value, CapturedOutput output) {
		Map<String, String> properties = new LinkedHashMap<>(Map.of("vstp.server.tcp.port", "0",
				"vstp.server.udp.enabled", "true", "vstp.server.udp.port", "0", DESTINATION + ".address", "localhost"));
		properties.put(property, value);
		assertThatException().isThrownBy(() -> this.apps.run(TestHandlers.class,
				properties.entrySet().stream().map((entry) -> entry.getKey() + "=" + entry.getValue()).toList()));
		String text = output.getAll().replace(System.lineSeparator(), "\n");
		assertThat(text).contains("APPLICATION FAILED TO START", "Description:", "Action:")
			.doesNotContain("\tat io.vstp");
		return text.substring(text.indexOf("APPLICATION FAILED TO START"));
	}

}
