package io.vstp.codec;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameFlags;
import io.vstp.frame.FrameLimits;
import io.vstp.frame.FrameType;
import io.vstp.frame.Headers;
import io.vstp.test.Seeds;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The decoder on hundreds of thousands of streams that are nearly right: it never fails
 * in any other way than it should, keeps within its limits, leaks nothing, and comes to
 * the same result however the stream was cut. {@code -Dvstp.fuzz.cases} has it run
 * longer.
 */
class FrameDecoderFuzzTests {

	private static final int CASES = Integer.getInteger("vstp.fuzz.cases", 200_000);

	private static final FrameLimits SMALL = new FrameLimits(256, 100, 4);

	private final List<DirectFeed> feeds = List.of(new DirectFeed(FrameLimits.DEFAULTS, CrcMode.ALWAYS),
			new DirectFeed(FrameLimits.DEFAULTS, CrcMode.FLAGGED), new DirectFeed(SMALL, CrcMode.ALWAYS),
			new DirectFeed(SMALL, CrcMode.FLAGGED));

	@Test
	void shouldComeToSameResultWhenMutatedStreamsAreCut() {
		long seed = Seeds.next();
		FrameMutator mutator = new FrameMutator(seed);
		Random random = Seeds.random(seed);
		int[] answers = new int[3];
		for (int i = 0; i < CASES; i++) {
			byte[] stream = mutator.next();
			try {
				DirectFeed feed = this.feeds.get(random.nextInt(this.feeds.size()));
				Decoded whole = feed.feed(stream, (position) -> stream.length);
				int step = (i % 4 == 0) ? 1 : 2 + random.nextInt(60);
				same(whole, feed.feed(stream, (position) -> step));
				answers[(whole.failure() != null) ? 0 : Math.min(whole.frames().size(), 1) + 1]++;
			}
			catch (Throwable ex) {
				throw failure(seed, i, stream, ex);
			}
		}
		System.out.println("Failed, incomplete, whole: " + Arrays.toString(answers));
		assertThat(answers).doesNotContain(0);
	}

	@Test
	void shouldComeToSameResultWhenMutatedStreamsPassThroughChannel() {
		long seed = Seeds.next();
		FrameMutator mutator = new FrameMutator(seed);
		Random random = Seeds.random(seed);
		for (int i = 0; i < CASES / 100; i++) {
			byte[] stream = mutator.next();
			try {
				CrcMode mode = CrcMode.values()[random.nextInt(2)];
				Decoded whole = this.feeds.get(mode.ordinal()).feed(stream, (position) -> stream.length);
				same(whole, Decoded.of(FrameLimits.DEFAULTS, mode, stream));
				int position = random.nextInt(stream.length + 1);
				same(whole, Decoded.of(FrameLimits.DEFAULTS, mode, Decoded.splitAt(stream, position)));
			}
			catch (Throwable ex) {
				throw failure(seed, i, stream, ex);
			}
		}
	}

	@Test
	void shouldComeToSameResultWhenMutatedLongFramesAreCut() {
		long seed = Seeds.next();
		FrameMutator mutator = new FrameMutator(seed);
		Random random = Seeds.random(seed);
		DirectFeed feed = new DirectFeed(FrameLimits.DEFAULTS.withMaxFrameLength(1 << 18), CrcMode.ALWAYS);
		for (int i = 0; i < CASES / 500; i++) {
			byte[] frame = encode(new byte[65_000 + random.nextInt(130_000)]);
			byte[] stream = FrameMutator.concat(frame, (i % 8 == 0) ? frame : mutator.mutate(frame));
			try {
				Decoded whole = feed.feed(stream, (position) -> stream.length);
				int bound = 1 << (10 + random.nextInt(7));
				same(whole, feed.feed(stream, (position) -> random.nextInt(bound)));
				assertThat(whole.frames()).isNotEmpty();
			}
			catch (Throwable ex) {
				throw failure(seed, i, Arrays.copyOfRange(stream, frame.length, frame.length + 64), ex);
			}
		}
	}

	@Test
	void shouldEncodeToSameBytesWhenMutatedStreamsDecode() {
		long seed = Seeds.next();
		FrameMutator mutator = new FrameMutator(seed);
		for (int i = 0; i < CASES / 10; i++) {
			byte[] stream = mutator.next();
			try {
				CrcMode mode = CrcMode.values()[i % 2];
				int position = 0;
				for (DecodedFrame frame : this.feeds.get(i % 2).feed(stream, (from) -> stream.length).frames()) {
					position += checkEncoding(mode, frame, stream, position);
				}
			}
			catch (Throwable ex) {
				throw failure(seed, i, stream, ex);
			}
		}
	}

	private static int checkEncoding(CrcMode mode, DecodedFrame frame, byte[] stream, int position) {
		ByteBuf out = Unpooled.buffer();
		new FrameEncoder(mode).encode(
				Frame.of(frame.type(), frame.flags(), frame.headers(), Unpooled.wrappedBuffer(frame.payload())), out);
		byte[] encoded = Arrays.copyOf(out.array(), out.readableBytes());
		byte[] original = Arrays.copyOfRange(stream, position, position + encoded.length);
		if ((original[4] & ~FrameFlags.KNOWN) == 0) {
			same(original, encoded);
		}
		return encoded.length;
	}

	private static byte[] encode(byte[] payload) {
		ByteBuf out = Unpooled.buffer();
		new FrameEncoder(CrcMode.ALWAYS)
			.encode(Frame.of(FrameType.DATA, 0, Headers.of("op", "x"), Unpooled.wrappedBuffer(payload)), out);
		return Arrays.copyOf(out.array(), out.readableBytes());
	}

	// An assertion of AssertJ's for each case would take longer than all the rest.
	private static void same(Decoded expected, Decoded actual) {
		if (!expected.equals(actual)) {
			assertThat(actual).isEqualTo(expected);
		}
	}

	private static void same(byte[] expected, byte[] actual) {
		if (!Arrays.equals(expected, actual)) {
			assertThat(actual).isEqualTo(expected);
		}
	}

	private static AssertionError failure(long seed, int number, byte[] stream, Throwable cause) {
		return new AssertionError("Case %d of seed %d: %s".formatted(number, seed, HexFormat.of().formatHex(stream)),
				cause);
	}

}
