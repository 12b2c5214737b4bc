package io.vstp.codec;

import java.util.zip.CRC32;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.CompositeByteBuf;
import io.vstp.frame.Frame;
import io.vstp.frame.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The payload of a long frame while it comes in: a composite of slices. Small pieces are
 * copied together, since each slice would hold on to the whole buffer it was read into.
 */
final class PayloadAssembly {

	private static final int MIN_SLICE = 16 * 1024;

	private static final int COLLECTOR_LENGTH = 64 * 1024;

	private final ByteBufAllocator allocator;

	private final Preamble preamble;

	private final Headers headers;

	private final CRC32 crc;

	private final CompositeByteBuf payload;

	private @Nullable ByteBuf collector;

	private int remaining;

	PayloadAssembly(ByteBufAllocator allocator, Preamble preamble, Headers headers, CRC32 crc) {
		this.allocator = allocator;
		this.preamble = preamble;
		this.headers = headers;
		this.crc = crc;
		this.payload = allocator.compositeBuffer(Integer.MAX_VALUE);
		this.remaining = preamble.payloadLength();
	}

	Preamble preamble() {
		return this.preamble;
	}

	/**
	 * Takes what belongs to the payload.
	 * @param in what came in
	 * @return whether the payload is whole
	 */
	boolean take(ByteBuf in) {
		int length = Math.min(in.readableBytes(), this.remaining);
		if (length > 0) {
			FrameFormat.update(this.crc, in, in.readerIndex(), length);
			this.remaining -= length;
			add(in, length);
		}
		return this.remaining == 0;
	}

	private void add(ByteBuf in, int length) {
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
			this.collector = this.allocator.buffer(Math.min(COLLECTOR_LENGTH, length + this.remaining));
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

	Frame finish() {
		flushCollector();
		return Frame.of(this.preamble.type(), this.preamble.flags(), this.headers, this.payload);
	}

	void release() {
		if (this.collector != null) {
			this.collector.release();
			this.collector = null;
		}
		this.payload.release();
	}

}
