package io.vstp.codec;

import java.util.zip.CRC32;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.vstp.frame.Frame;
import org.jspecify.annotations.Nullable;

/**
 * A payload that is handed on as it comes in.
 */
final class StreamedPayload extends LongPayload {

	private final ByteBufAllocator allocator;

	private final PayloadStream stream;

	StreamedPayload(ByteBufAllocator allocator, Preamble preamble, CRC32 crc, PayloadStream stream) {
		super(preamble, crc);
		this.allocator = allocator;
		this.stream = stream;
	}

	@Override
	void add(ByteBuf in, int length) {
		if (this.stream.isCancelled()) {
			in.skipBytes(length);
		}
		else if (length >= MIN_SLICE) {
			this.stream.add(in.readRetainedSlice(length));
		}
		else if (!this.stream.append(in, length)) {
			// Larger than need be, so that the next small pieces fit in.
			this.stream.add(this.allocator.buffer(Math.min(MIN_SLICE, length + remaining())).writeBytes(in, length));
		}
	}

	@Override
	@Nullable Frame finish() {
		this.stream.complete();
		return null;
	}

	@Override
	void abandon(Throwable cause) {
		this.stream.fail(cause);
	}

}
