package io.vstp.demo.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Tests for {@link FileStore}.
 */
class FileStoreTests {

	private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

	@TempDir
	private Path root;

	private Path directory;

	private FileStore store;

	@BeforeEach
	void createStore() throws IOException {
		this.directory = this.root.resolve("files");
		this.store = new FileStore(TestProperties.files(this.directory), InstantSource.fixed(NOW));
	}

	@Test
	void shouldDescribeFileWhenStored() throws IOException {
		StoredFile file = store("f-1", "hello.txt", "hello");
		assertThat(file).isEqualTo(new StoredFile("f-1", "hello.txt", 5,
				"2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824", NOW));
		assertThat(this.directory.resolve("hello.txt")).hasContent("hello");
		assertThat(this.store.all()).containsExactly(file);
	}

	@ParameterizedTest
	@ValueSource(strings = { "../../etc/passwd", "..\\x", "/absolute", "a\0b", "", "..", ".unfinished", "\u00FC\u5831",
			"CON" })
	void shouldStayInDirectoryWhenNameIsNasty(String name) throws IOException {
		StoredFile file = store("f-1", name, "content");
		assertThat(this.directory.resolve(file.name())).hasContent("content").hasParent(this.directory);
		assertThat(filesBelow(this.root)).hasSize(1);
	}

	@Test
	void shouldKeepBothWhenIdsDifferAndNamesDoNot() throws IOException {
		assertThat(store("f-1", "a.txt", "1").name()).isEqualTo("a.txt");
		assertThat(store("f-2", "A.txt", "2").name()).isEqualTo("A-2.txt");
		assertThat(store("f-3", "a.txt", "3").name()).isEqualTo("a-3.txt");
		assertThat(this.directory.resolve("a.txt")).hasContent("1");
	}

	@Test
	void shouldReplaceFileWhenIdIsKnown() throws IOException {
		store("f-1", "a.txt", "first");
		StoredFile second = store("f-1", "a.txt", "second");
		assertThat(this.store.all()).containsExactly(second);
		assertThat(this.directory.resolve("a.txt")).hasContent("second");
		assertThat(this.store.figures()).containsEntry("bytes", 6L);
	}

	@Test
	void shouldDeleteFormerFileWhenNameChanges() throws IOException {
		store("f-1", "a.txt", "first");
		store("f-1", "b.txt", "second");
		assertThat(filesBelow(this.root)).containsExactly(this.directory.resolve("b.txt"));
	}

	@Test
	void shouldRefuseWhenFileIsTooLarge() throws IOException {
		refuses("f-1", "x".repeat(101), "100 bytes at most");
	}

	@Test
	void shouldRefuseWhenThereAreTooManyFiles() throws IOException {
		for (int i = 0; i < 4; i++) {
			store("f-" + i, "f", "x");
		}
		refuses("f-5", "x", "no room");
		store("f-1", "f", "replaced");
	}

	@Test
	void shouldRefuseWhenFilesAreTooLargeTogether() throws IOException {
		store("f-1", "a", "x".repeat(100));
		store("f-2", "b", "x".repeat(100));
		refuses("f-3", "x", "no room");
	}

	@Test
	void shouldLeaveNothingBehindWhenContentFails() throws IOException {
		assertThatIOException().isThrownBy(() -> this.store.store("f-1", "a", (out) -> {
			out.write(1);
			throw new IOException("gone");
		}));
		assertThat(filesBelow(this.root)).isEmpty();
		assertThat(this.store.all()).isEmpty();
	}

	@Test
	void shouldForgetUnfinishedFilesWhenStarted() throws IOException {
		this.store.createTemporaryFile();
		new FileStore(TestProperties.files(this.directory), InstantSource.fixed(NOW));
		assertThat(filesBelow(this.root)).isEmpty();
	}

	private void refuses(String id, String content, String reason) throws IOException {
		List<Path> before = filesBelow(this.root);
		assertThatExceptionOfType(FileRefusedException.class).isThrownBy(() -> store(id, "name", content))
			.withMessageContaining(reason);
		assertThat(filesBelow(this.root)).isEqualTo(before);
	}

	private StoredFile store(String id, String name, String content) throws IOException {
		return this.store.store(id, name, (out) -> out.write(content.getBytes(StandardCharsets.UTF_8)));
	}

	private static List<Path> filesBelow(Path directory) throws IOException {
		try (Stream<Path> paths = Files.walk(directory)) {
			return paths.filter(Files::isRegularFile).sorted().toList();
		}
	}

}
