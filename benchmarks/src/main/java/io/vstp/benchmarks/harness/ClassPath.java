package io.vstp.benchmarks.harness;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The jars and directories that a JVM takes its classes from.
 *
 * @param entries in the order in which they are looked at
 */
public record ClassPath(List<Path> entries) {

	public ClassPath {
		entries = List.copyOf(entries);
	}

	/**
	 * Returns the class path of this JVM. Where it was started by a jar alone, the jars
	 * in the directory {@code lib} beside it belong to it.
	 * @return the class path
	 * @throws IOException if the directory cannot be read
	 */
	public static ClassPath current() throws IOException {
		ClassPath given = parse(System.getProperty("java.class.path"));
		if (given.entries().size() != 1 || !Files.isDirectory(given.entries().get(0).resolveSibling("lib"))) {
			return given;
		}
		try (Stream<Path> jars = Files.list(given.entries().get(0).resolveSibling("lib"))) {
			return new ClassPath(jars.sorted().toList()).after(given);
		}
	}

	/**
	 * Reads a class path.
	 * @param text entries with the separator of this platform between them
	 * @return the class path
	 */
	public static ClassPath parse(String text) {
		List<Path> entries = new ArrayList<>();
		for (String entry : text.split(File.pathSeparator, -1)) {
			if (!entry.isEmpty()) {
				entries.add(Path.of(entry).toAbsolutePath().normalize());
			}
		}
		return new ClassPath(entries);
	}

	/**
	 * Returns a class path without some entries.
	 * @param fileNames says which, by the last name of their paths
	 * @return the class path that is left
	 */
	public ClassPath without(Predicate<String> fileNames) {
		return new ClassPath(
				this.entries.stream().filter((entry) -> !fileNames.test(String.valueOf(entry.getFileName()))).toList());
	}

	/**
	 * Returns a class path that begins with other entries.
	 * @param other what is looked at first
	 * @return the class path
	 */
	public ClassPath after(ClassPath other) {
		List<Path> result = new ArrayList<>(other.entries());
		result.addAll(this.entries);
		return new ClassPath(result);
	}

	@Override
	public String toString() {
		return this.entries.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
	}

}
