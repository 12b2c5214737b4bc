package io.vstp.demo.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Uploads}.
 */
class UploadsTests {

	@TempDir
	private Path directory;

	private Instant now = Instant.parse("2026-01-01T00:00:00Z");

	private FileStore store;

	private Uploads uploads;

	@BeforeEach
	void createUploads() throws IOException {
		FilesProperties properties = TestProperties.files(this.directory);
		this.store = new FileStore(properties, () -> this.now);
		this.uploads = new Uploads(this.store, properties, () -> this.now);
	}

	@ParameterizedTest
	@ValueSource(strings = { "1 2 3", "3 2 1", "2 3 1", "2 2 1 1 2 3" })
	void shouldPutChunksInOrderWhenCountedFromOne(String order) throws IOException {
		Receipt receipt = null;
		for (String number : order.split(" ")) {
			receipt = add("f", Integer.parseInt(number), 3, "<" + number + ">");
		}
		assertThat(receipt).isNotNull();
		assertThat(receipt.complete()).isTrue();
		assertThat(receipt.size()).isEqualTo(9);
		assertThat(this.directory.resolve("f.txt")).hasContent("<1><2><3>");
	}

	@Test
	void shouldPutChunksInOrderWhenCountedFromZero() throws IOException {
		add("f", 2, 3, "c");
		add("f", 0, 3, "a");
		assertThat(add("f", 1, 3, "b").complete()).isTrue();
		assertThat(this.directory.resolve("f.txt")).hasContent("abc");
	}

	@Test
	void shouldSayHowMuchIsThereWhenChunksAreMissing() throws IOException {
		add("f", 1, 3, "a");
		assertThat(add("f", 3, 3, "bcd")).isEqualTo(new Receipt("f", "f.txt", 4, null, false, 2, 3));
		assertThat(this.store.all()).isEmpty();
	}

	@Test
	void shouldIgnoreChunkWhenItIsThereAlready() throws IOException {
		add("f", 1, 2, "first");
		assertThat(add("f", 1, 2, "other").chunks()).isEqualTo(1);
		add("f", 2, 2, "");
		assertThat(this.directory.resolve("f.txt")).hasContent("first");
	}

	@Test
	void shouldUseIdAsNameWhenNoChunkNamesTheFile() throws IOException {
		this.uploads.add(new Chunk("doc/123", null, 1, 1, Unpooled.EMPTY_BUFFER));
		assertThat(this.store.all()).extracting(StoredFile::name).containsExactly("123");
	}

	@Test
	void shouldUseNameWhenOneChunkNamesTheFile() throws IOException {
		this.uploads.add(new Chunk("f", null, 1, 3, Unpooled.EMPTY_BUFFER));
		this.uploads.add(new Chunk("f", "named", 2, 3, Unpooled.EMPTY_BUFFER));
		assertThat(this.uploads.add(new Chunk("f", null, 3, 3, Unpooled.EMPTY_BUFFER)).name()).isEqualTo("named");
	}

	@Test
	void shouldStoreAllWhenChunksComeSideBySide() throws IOException {
		List<CompletableFuture<Receipt>> receipts = IntStream.rangeClosed(1, 10)
			.mapToObj((number) -> CompletableFuture.supplyAsync(() -> addUnchecked(number)))
			.toList();
		assertThat(receipts).extracting(CompletableFuture::join).filteredOn(Receipt::complete).hasSize(1);
		assertThat(this.directory.resolve("f.txt")).hasContent("12345678910");
	}

	@ParameterizedTest
	@CsvSource({ "-1,3", "4,3", "2147483647,3", "1,0", "1,-1", "1,11" })
	void shouldRefuseChunkWhenNumbersMakeNoSense(int number, int total) {
		refuses("f", number, total, "x", null);
	}

	@Test
	void shouldRefuseChunkWhenCountedFromZeroAndOne() throws IOException {
		add("f", 0, 2, "a");
		refuses("f", 2, 2, "c", "no chunk 2");
		assertThat(add("f", 1, 2, "b").complete()).isTrue();
	}

	@Test
	void shouldRefuseChunkWhenTotalDiffers() throws IOException {
		add("f", 1, 3, "a");
		refuses("f", 2, 4, "b", "Another transfer");
	}

	@Test
	void shouldRefuseChunkWhenFileGetsTooLarge() throws IOException {
		add("f", 1, 2, "x".repeat(60));
		refuses("f", 2, 2, "x".repeat(41), "100 bytes at most");
	}

	@Test
	void shouldRefuseChunkWhenTooManyFilesAreUnfinished() throws IOException {
		add("a", 1, 2, "x");
		add("b", 1, 2, "x");
		refuses("c", 1, 2, "x", "Too many files");
		add("a", 2, 2, "x");
		add("c", 1, 2, "x");
	}

	@ParameterizedTest
	@CsvSource({ "-1,5", "6,5", "1,11" })
	void shouldTakeNobodysPlaceWhenNumbersMakeNoSense(int number, int total) {
		refuses("f", number, total, "x", null);
		assertThat(this.uploads.figures()).containsEntry("unfinished", 0);
	}

	@Test
	void shouldSayThatFileIsCompleteWhenChunkComesAgain() throws IOException {
		add("f", 1, 2, "a");
		Receipt complete = add("f", 2, 2, "b");
		assertThat(add("f", 2, 2, "b")).isEqualTo(complete);
		assertThat(add("f", 1, 2, "a")).isEqualTo(complete);
		assertThat(this.uploads.figures()).containsEntry("unfinished", 0);
	}

	@Test
	void shouldBeginAnewWhenChunksDifferFromThoseOfFinishedFile() throws IOException {
		add("f", 1, 2, "a");
		add("f", 2, 2, "b");
		assertThat(add("f", 1, 2, "c").complete()).isFalse();
		assertThat(add("f", 2, 2, "d").complete()).isTrue();
		assertThat(this.directory.resolve("f.txt")).hasContent("cd");
	}

	@Test
	void shouldAskToBeginAgainWhenOtherFileBeginsLikeFinishedOne() throws IOException {
		add("f", 1, 2, "a");
		add("f", 2, 2, "b");
		assertThat(add("f", 1, 2, "a").complete()).isTrue();
		refuses("f", 2, 2, "c", "begin again");
		assertThat(add("f", 1, 2, "a").complete()).isFalse();
		assertThat(add("f", 2, 2, "c").complete()).isTrue();
		assertThat(this.directory.resolve("f.txt")).hasContent("ac");
	}

	@Test
	void shouldForgetFinishedFileWhenThatIsLongAgo() throws IOException {
		add("f", 1, 1, "a");
		this.now = this.now.plus(Duration.ofSeconds(61));
		this.uploads.expire();
		add("f", 1, 1, "a");
		for (String other : List.of("g", "h")) {
			add(other, 1, 2, other);
			add(other, 2, 2, other);
		}
		assertThat(add("g", 1, 2, "g").complete()).isTrue();
	}

	@Test
	void shouldRefuseChunkWhenTooMuchIsUnfinished() throws IOException {
		add("a", 1, 2, "x".repeat(90));
		refuses("b", 1, 2, "x".repeat(61), "Too much");
	}

	@Test
	void shouldGiveUpWhenSilentForTooLong() throws IOException {
		add("old", 1, 2, "x");
		this.now = this.now.plus(Duration.ofSeconds(40));
		add("young", 1, 2, "x");
		this.now = this.now.plus(Duration.ofSeconds(21));
		this.uploads.expire();
		assertThat(this.uploads.figures()).containsEntry("unfinished", 1).containsEntry("bytes", 1L);
		assertThat(add("old", 2, 2, "x").complete()).isFalse();
	}

	@Test
	void shouldLeaveNothingBehindWhenStopped() throws IOException {
		add("f", 1, 2, "x");
		this.uploads.destroy();
		try (Stream<Path> left = Files.walk(this.directory)) {
			assertThat(left.filter(Files::isRegularFile)).isEmpty();
		}
	}

	private void refuses(String id, int number, int total, String content, @Nullable String reason) {
		assertThatExceptionOfType(FileRefusedException.class).isThrownBy(() -> add(id, number, total, content))
			.withMessageContaining((reason != null) ? reason : "");
	}

	private Receipt add(String id, int number, int total, String content) throws IOException {
		byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
		return this.uploads.add(new Chunk(id, id + ".txt", number, total, Unpooled.wrappedBuffer(bytes)));
	}

	private Receipt addUnchecked(int number) {
		try {
			return add("f", number, 10, Integer.toString(number));
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
