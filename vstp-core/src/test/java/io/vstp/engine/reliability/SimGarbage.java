package io.vstp.engine.reliability;

import java.util.Random;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameFlags;
import io.vstp.frame.FrameType;
import io.vstp.frame.Headers;

/**
 * Well-formed frames that nobody has a reason to send, of somebody who guesses.
 */
final class SimGarbage {

	private final Random random;

	SimGarbage(Random random) {
		this.random = random;
	}

	Frame next() {
		return switch (this.random.nextInt(6)) {
			case 0 -> ack("msg-id", "g" + this.random.nextInt(100));
			case 1 -> ack();
			case 2 -> ack("vx", "1", "frag-id", id(), "frag-ack", number(), "frag-window", number());
			// A guessed id, and more than was ever sent.
			case 3 -> ack("vx", "1", "frag-id", Integer.toString(this.random.nextInt(256)), "frag-ack",
					Integer.toString(100_000 + this.random.nextInt(1_000_000)), "frag-window", "0");
			case 4 -> Frame.of(FrameType.ERR, Headers.of("code", "overloaded", "frag-id", id()));
			default -> Frame.of(FrameType.DATA, FrameFlags.FRAG,
					Headers.of("frag-id", id(), "frag-index", number(), "frag-total", number(), "vx", "1"), bytes());
		};
	}

	private Frame ack(String... headers) {
		return Frame.of(FrameType.ACK, FrameFlags.NONE, Headers.of(headers), bytes());
	}

	private ByteBuf bytes() {
		byte[] bytes = new byte[this.random.nextInt(200)];
		this.random.nextBytes(bytes);
		return Unpooled.wrappedBuffer(bytes);
	}

	private String id() {
		return Long.toString(256 + this.random.nextInt(Integer.MAX_VALUE));
	}

	private String number() {
		return Long.toString(this.random.nextLong() >>> (33 + this.random.nextInt(30)));
	}

}
