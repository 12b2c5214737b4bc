package io.vstp.spring.autoconfigure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * Renders {@code docs/configuration.md}: the prose of a template, and tables from the
 * metadata of the properties. In the template, <code>{{vstp.server}}</code> stands for
 * the table of the properties whose names begin so and with no longer one that the
 * template has; <code>{{vstp.server.udp of VstpUdpProperties}}</code> for those of them
 * that a class declares.
 */
final class ConfigurationPage {

	private static final Pattern TABLE = Pattern.compile("\\{\\{(\\S+?)(?: of (\\w+))?}}");

	private static final Pattern BY_DEFAULT = Pattern.compile("[;.] (?:by|By) default ([^.;]+)(?=[.;])");

	private final ConfigurationMetadata metadata;

	private final Map<String, DeclaredProperties.Property> declared;

	private final String template;

	private final Map<Table, List<String>> tables = new LinkedHashMap<>();

	ConfigurationPage(ConfigurationMetadata metadata, Map<String, DeclaredProperties.Property> declared,
			String template) {
		this.metadata = metadata;
		this.declared = declared;
		this.template = template;
		TABLE.matcher(template).results().map(Table::of).forEach((table) -> this.tables.put(table, new ArrayList<>()));
		Set<String> names = new LinkedHashSet<>(declared.keySet());
		names.addAll(metadata.properties().keySet());
		names.removeIf((name) -> metadata.properties().get(name).type().startsWith(Map.class.getName()));
		names.forEach((name) -> table(name).add(name));
	}

	/**
	 * Returns the default that a property has if it is no constant.
	 * @param description what the property does
	 * @return the default in words, or {@code null} if there is none in the description
	 */
	static @Nullable String defaultInWords(String description) {
		Matcher matcher = BY_DEFAULT.matcher(description);
		return matcher.find() ? matcher.group(1) : null;
	}

	private List<String> table(String property) {
		DeclaredProperties.Property declaration = this.declared.get(property);
		Table best = null;
		for (Table table : this.tables.keySet()) {
			if (table.takes(property, declaration) && (best == null || table.isNarrowerThan(best))) {
				best = table;
			}
		}
		if (best == null) {
			throw new IllegalStateException("The template has no table for " + property);
		}
		return this.tables.get(best);
	}

	/**
	 * Renders the page.
	 * @return the page as Markdown
	 */
	String render() {
		return TABLE.matcher(this.template).replaceAll((result) -> Matcher.quoteReplacement(render(Table.of(result))));
	}

	private String render(Table table) {
		StringBuilder rows = new StringBuilder("| Property | Default | What it does |\n|---|---|---|");
		for (String name : this.tables.get(table)) {
			ConfigurationMetadata.Property property = this.metadata.properties().get(name);
			rows.append("\n| `%s` | %s | %s |".formatted(name, defaultOf(property), description(property)));
		}
		return rows.toString();
	}

	private static String defaultOf(ConfigurationMetadata.Property property) {
		if (property.defaultValue() != null) {
			return "`" + property.defaultValue() + "`";
		}
		String inWords = defaultInWords(property.description());
		return (inWords != null) ? inWords : "none";
	}

	private String description(ConfigurationMetadata.Property property) {
		StringBuilder description = new StringBuilder(BY_DEFAULT.matcher(property.description()).replaceFirst(""));
		this.metadata.hints()
			.getOrDefault(property.name(), Map.of())
			.forEach((value, what) -> description
				.append(" `%s`: %s".formatted(value, StringUtils.uncapitalizeAsProperty(what))));
		return description.toString();
	}

	/**
	 * A table of the template.
	 *
	 * @param prefix what the names of its properties begin with
	 * @param declaring the class that declares them, or {@code null} for any
	 */
	private record Table(String prefix, @Nullable String declaring) {

		static Table of(MatchResult result) {
			return new Table(result.group(1), result.group(2));
		}

		boolean takes(String property, DeclaredProperties.@Nullable Property declaration) {
			return property.startsWith(this.prefix + ".") && (this.declaring == null
					|| (declaration != null && declaration.declaring().getSimpleName().equals(this.declaring)));
		}

		boolean isNarrowerThan(Table other) {
			int longer = Integer.compare(this.prefix.length(), other.prefix.length());
			return longer > 0 || (longer == 0 && this.declaring != null);
		}

	}

}
