package io.vstp.benchmarks.harness;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Collectors;

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
	 * Returns the class path of this JVM, with what the manifests of its jars name.
	 * @return the class path
	 * @throws IOException if a jar cannot be read
	 */
	public static ClassPath current() throws IOException {
		List<Path> entries = new ArrayList<>();
		for (Path entry : parse(System.getProperty("java.class.path")).entries()) {
			entries.add(entry);
			entries.addAll(named(entry));
		}
		return new ClassPath(entries.stream().distinct().toList());
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

	private static List<Path> named(Path entry) throws IOException {
		if (!Files.isRegularFile(entry)) {
			return List.of();
		}
		try (JarFile jar = new JarFile(entry.toFile())) {
			String others = (jar.getManifest() != null)
					? jar.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH) : null;
			List<Path> result = new ArrayList<>();
			for (String other : (others != null) ? others.split(" ", -1) : new String[0]) {
				Path path = other.isEmpty() ? entry : Path.of(entry.toUri().resolve(URI.create(other))).normalize();
				// Published jars name neighbours that are not there.
				if (Files.exists(path)) {
					result.add(path);
				}
			}
			return result;
		}
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
