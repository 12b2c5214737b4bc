package io.vstp.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;

/**
 * A meter as the tables of {@code docs/observability/README.md} have it.
 *
 * @param name its name
 * @param kind what it is
 * @param tags the keys of its tags
 */
record DocumentedMeter(String name, String kind, Set<String> tags) {

	private static final Pattern ROW = Pattern
		.compile("\\| `(vstp\\.[a-z.]+)` \\| `(vstp_\\w+)` \\| (\\w+) \\| ([^|]*) \\| [^|]+ \\|");

	/**
	 * Returns the meters of the page.
	 */
	static List<DocumentedMeter> all() {
		return rows()
			.map((row) -> new DocumentedMeter(row.group(1), row.group(3),
					Arrays.stream(row.group(4).replace("`", "").split(", "))
						.filter((tag) -> !tag.isBlank())
						.collect(Collectors.toCollection(TreeSet::new))))
			.toList();
	}

	/**
	 * Returns what the page should say of a meter.
	 */
	static DocumentedMeter of(Meter meter) {
		Meter.Type type = meter.getId().getType();
		return new DocumentedMeter(meter.getId().getName(),
				(type == Meter.Type.DISTRIBUTION_SUMMARY) ? "summary" : type.name().toLowerCase(Locale.ROOT),
				meter.getId().getTags().stream().map(Tag::getKey).collect(Collectors.toCollection(TreeSet::new)));
	}

	/**
	 * Returns the names that queries may use, with histograms of all timers.
	 */
	static Set<String> prometheusNames() {
		return rows().flatMap((row) -> switch (row.group(3)) {
			case "timer" -> Stream.of("_count", "_sum", "_max", "_bucket").map((suffix) -> row.group(2) + suffix);
			case "summary" -> Stream.of("_count", "_sum", "_max").map((suffix) -> row.group(2) + suffix);
			default -> Stream.of(row.group(2));
		}).collect(Collectors.toCollection(TreeSet::new));
	}

	private static Stream<Matcher> rows() {
		try {
			return Files.readAllLines(Dashboard.DIRECTORY.resolve("README.md"))
				.stream()
				.map(ROW::matcher)
				.filter(Matcher::matches);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
