package io.vstp.spring.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The metadata of the properties, as IDEs read it.
 *
 * @param properties the properties by their names
 * @param hints the values that a property may have, and what each does, by its name
 * @param providers the names of the properties that have a value provider
 */
record ConfigurationMetadata(Map<String, Property> properties, Map<String, Map<String, String>> hints,
		List<String> providers) {

	static ConfigurationMetadata read() {
		try (InputStream in = VstpServerProperties.class
			.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
			if (in == null) {
				throw new IllegalStateException("The annotation processor has written no metadata");
			}
			return read(JsonMapper.builder().build().readTree(in.readAllBytes()));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static ConfigurationMetadata read(JsonNode metadata) {
		Map<String, Property> properties = new TreeMap<>();
		for (JsonNode property : metadata.get("properties")) {
			properties.put(text(property, "name", ""),
					new Property(text(property, "name", ""), text(property, "type", ""),
							text(property, "description", ""), text(property, "defaultValue", null)));
		}
		Map<String, Map<String, String>> hints = new TreeMap<>();
		List<String> providers = new ArrayList<>();
		for (JsonNode hint : metadata.get("hints")) {
			Map<String, String> values = new LinkedHashMap<>();
			for (JsonNode value : hint.path("values")) {
				values.put(text(value, "value", ""), text(value, "description", ""));
			}
			hints.put(text(hint, "name", ""), values);
			if (!hint.path("providers").isEmpty()) {
				providers.add(text(hint, "name", ""));
			}
		}
		return new ConfigurationMetadata(properties, hints, providers);
	}

	private static String text(JsonNode node, String field, @Nullable String absent) {
		JsonNode value = node.get(field);
		return (value != null) ? value.asString() : absent;
	}

	/**
	 * A property.
	 *
	 * @param name its name
	 * @param type the name of its class
	 * @param description what it does
	 * @param defaultValue its default, or {@code null} if that is no constant
	 */
	record Property(String name, String type, String description, @Nullable String defaultValue) {

	}

}
