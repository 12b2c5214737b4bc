package io.vstp.codec;

import java.util.zip.CRC32;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.CompositeByteBuf;
import io.vstp.frame.Frame;
import io.vstp.frame.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A payload that is held until it is whole: a composite of slices. Small pieces are
 * copied together, since each slice would hold on to the whole buffer it was read into.
 */
final class PayloadAssembly extends LongPayload {

	private static final int COLLECTOR_LENGTH = 64 * 1024;

	private final ByteBufAllocator allocator;

	private final Headers headers;

	private final CompositeByteBuf payload;

	private @Nullable ByteBuf collector;

	PayloadAssembly(ByteBufAllocator allocator, Preamble preamble, Headers headers, CRC32 crc) {
		super(preamble, crc);
		this.allocator = allocator;
		this.headers = headers;
		this.payload = allocator.compositeBuffer(Integer.MAX_VALUE);
	}

	@Override
	void add(ByteBuf in, int length) {
		int left = length;
		while (left > 0) {
			if (this.collector == null && left >= MIN_SLICE) {
				this.payload.addComponent(true, in.readRetainedSlice(left));
				return;
			}
			left -= collect(in, left);
		}
	}

	// A collector is filled before anything is sliced, or else a peer that sends small
	// and
	// large pieces by turns would have one allocated for each byte.
	private int collect(ByteBuf in, int length) {
		if (this.collector == null) {
			this.collector = this.allocator.buffer(Math.min(COLLECTOR_LENGTH, length + remaining()));
		}
		int part = Math.min(length, this.collector.writableBytes());
		this.collector.writeBytes(in, part);
		if (!this.collector.isWritable()) {
			flushCollector();
		}
		return part;
	}

	private void flushCollector() {
		if (this.collector != null) {
			this.payload.addComponent(true, this.collector);
			this.collector = null;
		}
	}

	@Override
	Frame finish() {
		flushCollector();
		return Frame.of(preamble().type(), preamble().flags(), this.headers, this.payload);
	}

	@Override
	void abandon(Throwable cause) {
		if (this.collector != null) {
			this.collector.release();
			this.collector = null;
		}
		this.payload.release();
	}

}
