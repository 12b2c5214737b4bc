package io.vstp.demo.files;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.vstp.demo.digest.Sha256;
import io.vstp.demo.summary.Figures;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;

/**
 * The files that are there as a whole: in one directory, each under a name of its own
 * that is made safe. A file with the id of another takes its place. What an earlier run
 * has left in the directory is not listed, and gives way to files of the same name.
 */
@Component
class FileStore implements Figures {

	private final Path directory;

	private final Path temporary;

	private final FilesProperties properties;

	private final InstantSource clock;

	private final Map<String, StoredFile> files = new HashMap<>();

	private long totalSize;

	FileStore(FilesProperties properties, InstantSource clock) throws IOException {
		this.directory = Files.createDirectories(Path.of(properties.directory()).toAbsolutePath().normalize());
		// beside the files, so that a finished one can be moved there in one step; no
		// safe name begins with a dot
		this.temporary = this.directory.resolve(".unfinished");
		FileSystemUtils.deleteRecursively(this.temporary);
		Files.createDirectory(this.temporary);
		this.properties = properties;
		this.clock = clock;
	}

	/**
	 * Stores a file. Nothing is seen of it before all of it is there.
	 * @param id what its sender calls it
	 * @param name what it should be called
	 * @param content writes its content
	 * @return the file
	 */
	StoredFile store(String id, String name, Content content) throws IOException {
		Path file = createTemporaryFile();
		try (DigestOutputStream out = new DigestOutputStream(Files.newOutputStream(file), Sha256.digest())) {
			content.writeTo(out);
			out.close();
			return publish(file, id, FileNames.sanitise(name), Sha256.hex(out.getMessageDigest()));
		}
		finally {
			Files.deleteIfExists(file);
		}
	}

	/**
	 * Returns a file for what is not complete yet.
	 * @return a new file, which the caller deletes
	 */
	Path createTemporaryFile() throws IOException {
		return Files.createTempFile(this.temporary, "upload-", null);
	}

	synchronized List<StoredFile> all() {
		return this.files.values().stream().sorted(Comparator.comparing(StoredFile::storedAt)).toList();
	}

	/**
	 * Returns the files that came last.
	 * @param max how many at the most
	 * @return the files, the latest first
	 */
	synchronized List<StoredFile> latest(int max) {
		return this.files.values()
			.stream()
			.sorted(Comparator.comparing(StoredFile::storedAt).reversed())
			.limit(max)
			.toList();
	}

	@Override
	public String topic() {
		return "files";
	}

	@Override
	public synchronized Map<String, Number> figures() {
		return Map.of("stored", this.files.size(), "bytes", this.totalSize);
	}

	private synchronized StoredFile publish(Path file, String id, String safeName, String sha256) throws IOException {
		StoredFile former = this.files.get(id);
		long size = Files.size(file);
		if (size > this.properties.maxFileSize().toBytes()) {
			throw new FileRefusedException(
					"A file may have %d bytes at most".formatted(this.properties.maxFileSize().toBytes()));
		}
		long newTotal = this.totalSize + size - ((former != null) ? former.size() : 0);
		if (newTotal > this.properties.maxTotalSize().toBytes()
				|| (former == null && this.files.size() >= this.properties.maxFiles())) {
			throw new FileRefusedException("There is no room for another file of %d bytes".formatted(size));
		}
		Path target = target(id, safeName);
		Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
		StoredFile stored = new StoredFile(id, target.getFileName().toString(), size, sha256, this.clock.instant());
		this.files.put(id, stored);
		this.totalSize = newTotal;
		if (former != null) {
			deleteUnlessSame(this.directory.resolve(former.name()), target);
		}
		return stored;
	}

	private static void deleteUnlessSame(Path former, Path target) throws IOException {
		if (Files.exists(former) && !Files.isSameFile(former, target)) {
			Files.delete(former);
		}
	}

	private Path target(String id, String safeName) {
		String name = safeName;
		for (int number = 2; isTaken(name, id); number++) {
			name = FileNames.numbered(safeName, number);
		}
		Path target = resolve(name);
		if (target == null) {
			return target(id, FileNames.ascii(safeName));
		}
		if (!this.directory.equals(target.getParent())) {
			throw new FileRefusedException("A file cannot be called '%s'".formatted(name));
		}
		return target;
	}

	private boolean isTaken(String name, String id) {
		return this.files.values().stream().anyMatch((file) -> !file.id().equals(id) && sameName(file.name(), name));
	}

	private @Nullable Path resolve(String name) {
		try {
			return this.directory.resolve(name);
		}
		catch (InvalidPathException ex) {
			return null;
		}
	}

	// not every file system tells upper from lower case
	private static boolean sameName(String name, String other) {
		return name.toLowerCase(Locale.ROOT).equals(other.toLowerCase(Locale.ROOT));
	}

	/**
	 * Writes the content of a file.
	 */
	@FunctionalInterface
	interface Content {

		void writeTo(OutputStream out) throws IOException;

	}

}
