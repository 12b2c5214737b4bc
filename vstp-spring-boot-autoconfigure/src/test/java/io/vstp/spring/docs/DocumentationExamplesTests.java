package io.vstp.spring.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds the examples of the documentation to what is compiled: the lines of each block of
 * Java or Kotlin in {@code docs/*.md} and {@code docs/observability/*.md} must appear, in
 * their order, in one of the sources of this package, here or in
 * {@code vstp-spring-boot-test}. White space and empty lines don't count; lines of the
 * source may be left out between those of the block.
 */
class DocumentationExamplesTests {

	private static final Path DOCS = Path.of("..", "docs");

	private static final Path JAVA = Path.of("src", "test", "java", "io", "vstp", "spring", "docs");

	/** Of the module that users test with. */
	private static final Path TESTS = Path.of("..", "vstp-spring-boot-test").resolve(JAVA);

	private static final Path KOTLIN = Path.of("src", "test", "kotlin", "io", "vstp", "spring", "docs");

	@TestFactory
	Stream<DynamicTest> shouldCompileExamplesOfDocumentation() {
		Map<Path, List<String>> sources = new LinkedHashMap<>();
		Stream.of(JAVA, TESTS, KOTLIN)
			.flatMap((directory) -> files(directory, ".java", ".kt"))
			.forEach((source) -> sources.put(source, lines(source)));
		return Stream.of(DOCS, DOCS.resolve("observability"))
			.flatMap((directory) -> files(directory, ".md"))
			.flatMap((page) -> blocks(page).stream())
			.map((block) -> DynamicTest.dynamicTest(block.place(), () -> check(block, sources)));
	}

	@Test
	void shouldMissLineWhenSourceHasOtherOrder() {
		assertThat(matched(List.of("a", "c"), List.of("a", "b", "c"))).isEqualTo(2);
		assertThat(matched(List.of("c", "a"), List.of("a", "b", "c"))).isEqualTo(1);
		assertThat(matched(List.of("d"), List.of("a"))).isZero();
	}

	private static void check(Block block, Map<Path, List<String>> sources) {
		Path closest = null;
		int best = -1;
		for (Map.Entry<Path, List<String>> source : sources.entrySet()) {
			int matched = matched(block.lines(), source.getValue());
			if (matched > best) {
				best = matched;
				closest = source.getKey();
			}
		}
		assertThat(best)
			.as("lines of the block at %s that %s has, in this order:%n%s", block.place(), closest,
					String.join(System.lineSeparator(), block.lines()))
			.isEqualTo(block.lines().size());
	}

	// How many lines, from the first on, are found one after the other.
	private static int matched(List<String> block, List<String> source) {
		int matched = 0;
		for (String line : source) {
			if (matched < block.size() && block.get(matched).equals(line)) {
				matched++;
			}
		}
		return matched;
	}

	private static List<Block> blocks(Path page) {
		List<Block> blocks = new ArrayList<>();
		Block open = null;
		int number = 0;
		for (String line : read(page)) {
			number++;
			String text = normalize(line);
			if (open == null) {
				boolean code = text.equals("```java") || text.equals("```kotlin");
				open = code ? new Block(page.getFileName() + ":" + number, new ArrayList<>()) : null;
			}
			else if (text.equals("```")) {
				blocks.add(open);
				open = null;
			}
			else if (!text.isEmpty()) {
				open.lines().add(text);
			}
		}
		return blocks;
	}

	private static List<String> lines(Path source) {
		return read(source).stream()
			.map(DocumentationExamplesTests::normalize)
			.filter((line) -> !line.isEmpty())
			.toList();
	}

	private static String normalize(String line) {
		return line.strip().replaceAll("\\s+", " ");
	}

	private static List<String> read(Path file) {
		try {
			return Files.readAllLines(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Stream<Path> files(Path directory, String... endings) {
		if (!Files.isDirectory(directory)) {
			return Stream.empty();
		}
		try (Stream<Path> files = Files.list(directory)) {
			return files.filter((file) -> Stream.of(endings).anyMatch(file.toString()::endsWith))
				.sorted()
				.toList()
				.stream();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * A block of code.
	 *
	 * @param place page and line
	 * @param lines its lines
	 */
	private record Block(String place, List<String> lines) {

	}

}
