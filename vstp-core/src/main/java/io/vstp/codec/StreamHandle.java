package io.vstp.codec;

import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.buffer.UnpooledHeapByteBuf;

/**
 * The empty payload of a frame whose payload is a stream: its reference count is that of
 * the frame, so the stream ends with it.
 */
final class StreamHandle extends UnpooledHeapByteBuf {

	private final PayloadStream stream;

	StreamHandle(PayloadStream stream) {
		super(UnpooledByteBufAllocator.DEFAULT, 0, 0);
		this.stream = stream;
	}

	PayloadStream stream() {
		return this.stream;
	}

	@Override
	protected void deallocate() {
		super.deallocate();
		this.stream.cancel();
	}

}
