package io.vstp.transport.compress;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.concurrent.FastThreadLocalThread;
import io.vstp.codec.compress.CompressionAlgorithm;
import io.vstp.codec.compress.Payloads;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameFlags;
import io.vstp.frame.FrameType;
import io.vstp.frame.Headers;
import io.vstp.transport.CompressionOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Compressor}, {@link Decompressor} and {@link CompressionOptions}.
 */
class CompressorTests {

	private static final int LIMIT = 8 * 1024 * 1024;

	private static final CompressionOptions OPTIONS = CompressionOptions.builder().build();

	private final Compressor compressor = new Compressor(OPTIONS);

	private final Decompressor decompressor = new Decompressor(OPTIONS, LIMIT);

	@Test
	void shouldGiveBackFrameAsItWas() {
		greet("gzip,zstd");
		Headers headers = Headers.of("a", "1", "content-type", "application/json", "b", "2");
		Frame sent = compress(
				Frame.of(FrameType.DATA, FrameFlags.REQ_ACK, headers, Unpooled.wrappedBuffer(Payloads.json(100_000))));
		assertThat(sent.header("compression")).isEqualTo("zstd");
		assertThat(sent.flags()).isEqualTo(FrameFlags.REQ_ACK | FrameFlags.COMP);
		assertThat(sent.payload().capacity()).isLessThan(20_000);
		Frame received = this.decompressor.inspect(sent).decompress();
		assertThat(sent.refCnt()).isZero();
		assertThat(received.headers()).isEqualTo(headers);
		assertThat(received.flags()).isEqualTo(FrameFlags.REQ_ACK);
		assertThat(received.payloadBytes()).isEqualTo(Payloads.json(100_000));
		received.release();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			zstd           | zstd
			gzip           | gzip
			gzip,zstd      | zstd
			' br , gzip '  | gzip
			br             |
			''             |
			zstdx,GZIP     |
			""")
	void shouldTakeFirstAlgorithmThatPeerTakes(String capabilities, String expected) {
		greet(capabilities);
		Frame sent = compress(data(2_000));
		assertThat(sent.header("compression")).isEqualTo(expected);
		assertThat(sent.has(FrameFlags.COMP)).isEqualTo(expected != null);
		sent.release();
	}

	@Test
	void shouldCompressNothingWhenPeerIsNotGreeted() {
		assertLeftAlone(data(2_000));
		this.compressor.greeted(Headers.EMPTY);
		assertLeftAlone(data(2_000));
	}

	@Test
	void shouldStopWhenPeerIntroducesItselfAnew() {
		greet("gzip");
		compress(data(2_000)).release();
		greet("");
		assertLeftAlone(data(2_000));
	}

	@Test
	void shouldCompressNothingWhenOff() {
		Compressor off = new Compressor(CompressionOptions.NONE);
		off.greeted(Headers.of("vstp-caps", "gzip,zstd"));
		Frame frame = data(2_000);
		assertThat(off.compress(frame, LIMIT, 1_000, 10)).isSameAs(frame);
		assertThat(Compressor.capabilities(CompressionOptions.NONE)).isEmpty();
		assertThat(Compressor.capabilities(OPTIONS)).isEqualTo("zstd,gzip");
	}

	@Test
	void shouldLeaveFrameAloneWhenItIsNotWorthWhileOrTooMuch() {
		greet("gzip,zstd");
		assertLeftAlone(data(1_023));
		assertLeftAlone(Frame.data(Headers.EMPTY, Payloads.noise(5_000)));
		assertLeftAlone(Frame.data(Headers.of("content-type", "image/png"), Payloads.json(5_000)));
		assertLeftAlone(Frame.data(Headers.of("content-type", "Video/MP4; codecs=x"), Payloads.json(5_000)));
		assertLeftAlone(Frame.of(FrameType.PING, 0, Headers.EMPTY, Unpooled.wrappedBuffer(Payloads.json(5_000))));
		assertLeftAlone(data(5_000).withHeader("compression", "own"));
		assertLeftAlone(data(5_000).withFlags(FrameFlags.COMP));
		assertLeftAlone(data(LIMIT + 1));
		assertLeftAlone(
				data(5_000).withHeader("x".repeat(250), "y".repeat(250)).withHeader("x".repeat(250), "y".repeat(240)));
		Headers many = Headers.EMPTY;
		for (int i = 0; i < 10; i++) {
			many = many.with("n", "v");
		}
		assertLeftAlone(Frame.data(many, Payloads.json(5_000)));
	}

	@Test
	void shouldLeaveLongFramesAloneWhenOnEventLoop() throws Exception {
		greet("gzip");
		assertThat(onEventLoop(data(64 * 1024)).has(FrameFlags.COMP)).isTrue();
		assertThat(onEventLoop(data(64 * 1024 + 1)).has(FrameFlags.COMP)).isFalse();
	}

	private Frame onEventLoop(Frame frame) throws InterruptedException {
		AtomicReference<Frame> sent = new AtomicReference<>();
		Thread thread = new FastThreadLocalThread(() -> sent.set(compress(frame)));
		thread.start();
		thread.join();
		sent.get().release();
		return sent.get();
	}

	@Test
	void shouldReleaseFrameWhenItCannotBeRead() {
		greet("gzip");
		ByteBuf gone = Unpooled.buffer().writeBytes(Payloads.json(5_000));
		Frame frame = Frame.data(Headers.EMPTY, gone);
		gone.release();
		assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> compress(frame));
	}

	@Test
	void shouldTakeNoOtherAlgorithmThanOffered() {
		Decompressor gzip = new Decompressor(CompressionOptions.builder(List.of(CompressionAlgorithm.GZIP)).build(),
				LIMIT);
		for (String token : List.of("zstd", "GZIP", "", "gzip ", "gzip,gzip", "identity")) {
			Frame frame = Frame.data(Headers.of("compression", token), Payloads.gzip(new byte[100]))
				.withFlags(FrameFlags.COMP);
			assertThat(Decompressor.isCompressed(frame)).isTrue();
			assertThatExceptionOfType(io.vstp.codec.compress.MalformedPayloadException.class)
				.isThrownBy(() -> gzip.inspect(frame));
		}
	}

	@Test
	void shouldNotTakeFrameForCompressedWhenFlagOrHeaderIsMissing() {
		assertThat(Decompressor.isCompressed(data(10).withFlags(FrameFlags.COMP))).isFalse();
		assertThat(Decompressor.isCompressed(data(10).withHeader("compression", "gzip"))).isFalse();
		assertThat(Decompressor.isCompressed(
				Frame.of(FrameType.PING, FrameFlags.COMP, Headers.of("compression", "gzip"), Unpooled.EMPTY_BUFFER)))
			.isFalse();
	}

	@ParameterizedTest
	@CsvSource({ "0", "-1" })
	void shouldRefuseMinSize(int minSize) {
		assertThatExceptionOfType(IllegalArgumentException.class)
			.isThrownBy(() -> CompressionOptions.builder().minSize(minSize))
			.withMessage("minSize must be above 0, but is " + minSize);
	}

	@ParameterizedTest
	@CsvSource({ "GZIP, 0, 1 to 9", "GZIP, 10, 1 to 9", "ZSTD, 0, 1 to 19", "ZSTD, 20, 1 to 19" })
	void shouldRefuseLevel(CompressionAlgorithm algorithm, int level, String range) {
		assertThatExceptionOfType(IllegalArgumentException.class)
			.isThrownBy(() -> CompressionOptions.builder().level(algorithm, level))
			.withMessage("%sLevel must be %s, but is %d".formatted(algorithm, range, level));
	}

	@Test
	void shouldKeepWhatMutateDoesNotChange() {
		CompressionOptions options = CompressionOptions.builder(List.of(CompressionAlgorithm.GZIP))
			.minSize(5)
			.level(CompressionAlgorithm.GZIP, 9)
			.excludedTypes(List.of("a/b"))
			.build();
		assertThat(options.mutate().build()).usingRecursiveComparison().isEqualTo(options);
		assertThat(options.isExcluded("A/B")).isTrue();
		assertThat(options.isExcluded("image/png")).isFalse();
		assertThat(options.isExcluded("nonsense")).isFalse();
	}

	private void greet(String capabilities) {
		this.compressor.greeted(Headers.of("vstp-caps", capabilities));
	}

	private Frame compress(Frame frame) {
		return this.compressor.compress(frame, LIMIT, 1_000, 10);
	}

	private void assertLeftAlone(Frame frame) {
		assertThat(compress(frame)).isSameAs(frame);
		assertThat(frame.refCnt()).isEqualTo(1);
		frame.release();
	}

	private static Frame data(int length) {
		return Frame.data(Headers.EMPTY, Payloads.json(length));
	}

}
