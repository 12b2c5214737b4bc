package io.vstp.codec;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameFlags;
import io.vstp.frame.FrameLimits;
import io.vstp.test.Seeds;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The codec on hundreds of thousands of datagrams that are nearly right: it never fails
 * in any other way than it should, retains nothing then, takes what a stream would give,
 * and what it takes encodes to the same bytes. {@code -Dvstp.fuzz.cases} has it run
 * longer.
 */
class DatagramFrameCodecFuzzTests {

	private static final int CASES = Integer.getInteger("vstp.fuzz.cases", 200_000);

	private static final FrameLimits[] LIMITS = { FrameLimits.DEFAULTS, new FrameLimits(256, 100, 4) };

	private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false, true);

	private final DirectFeed[] streams = { new DirectFeed(LIMITS[0], CrcMode.ALWAYS),
			new DirectFeed(LIMITS[1], CrcMode.ALWAYS) };

	private final DatagramFrameCodec[] codecs = { new DatagramFrameCodec(LIMITS[0], CrcMode.ALWAYS),
			new DatagramFrameCodec(LIMITS[1], CrcMode.FLAGGED) };

	@Test
	void shouldAgreeWithStreamWhenDatagramsAreMutated() {
		long seed = Seeds.next();
		FrameMutator mutator = new FrameMutator(seed);
		Random random = Seeds.random(seed);
		int[] answers = new int[3];
		for (int i = 0; i < CASES; i++) {
			byte[] bytes = mutator.next();
			if (random.nextInt(4) == 0) {
				bytes = Arrays.copyOf(bytes, Math.max(0, bytes.length - 4));
			}
			try {
				answers[check(i % 2, bytes)]++;
			}
			catch (Throwable ex) {
				throw new AssertionError("Case %d of seed %d: %s".formatted(i, seed, HexFormat.of().formatHex(bytes)),
						ex);
			}
		}
		System.out.println("Refused, without trailer, with trailer: " + Arrays.toString(answers));
		assertThat(answers).doesNotContain(0);
	}

	private int check(int which, byte[] bytes) {
		DecodedFrame frame = decode(this.codecs[which], bytes);
		DecodedFrame streamed = streamed(this.streams[which], bytes);
		if (frame == null) {
			same(streamed == null, true);
			return 0;
		}
		if ((bytes[4] & ~FrameFlags.KNOWN) != 0) {
			return (streamed != null) ? 2 : 1;
		}
		byte[] encoded = encode(frame);
		if (streamed == null) {
			same(Arrays.equals(encoded, 0, encoded.length - FrameFormat.TRAILER_LENGTH, bytes, 0, bytes.length), true);
			return 1;
		}
		same(frame.equals(streamed), true);
		same(Arrays.equals(encoded, bytes), true);
		return 2;
	}

	private DecodedFrame decode(DatagramFrameCodec codec, byte[] bytes) {
		ByteBuf datagram = this.allocator.heapBuffer(bytes.length).writeBytes(bytes);
		try {
			return DecodedFrame.take(codec.decode(datagram).frame());
		}
		catch (MalformedFrameException ex) {
			return null;
		}
		finally {
			same(datagram.isReadable(), false);
			same(datagram.release(), true);
			same(this.allocator.metric().usedHeapMemory() == 0, true);
		}
	}

	// The frame that the whole of the bytes is on a stream, if it is one.
	private static DecodedFrame streamed(DirectFeed feed, byte[] bytes) {
		Decoded decoded = feed.feed(bytes, (position) -> bytes.length);
		if (decoded.failure() != null || decoded.frames().size() != 1) {
			return null;
		}
		DecodedFrame frame = decoded.frames().get(0);
		int length = FrameFormat.PREAMBLE_LENGTH + frame.headers().byteLength() + frame.payload().limit()
				+ FrameFormat.TRAILER_LENGTH;
		return (length == bytes.length) ? frame : null;
	}

	private static byte[] encode(DecodedFrame frame) {
		ByteBuf out = Unpooled.buffer();
		new FrameEncoder(CrcMode.ALWAYS).encode(
				Frame.of(frame.type(), frame.flags(), frame.headers(), Unpooled.wrappedBuffer(frame.payload())), out);
		return ByteBufUtil.getBytes(out);
	}

	// An assertion of AssertJ's for each case would take longer than all the rest.
	private static void same(boolean actual, boolean expected) {
		if (actual != expected) {
			assertThat(actual).isEqualTo(expected);
		}
	}

}
