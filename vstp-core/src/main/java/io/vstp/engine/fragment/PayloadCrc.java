package io.vstp.engine.fragment;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;

import io.netty.buffer.ByteBuf;

/**
 * CRC-32 of payloads.
 */
final class PayloadCrc {

	private PayloadCrc() {
	}

	static int of(ByteBuf payload) {
		CRC32 crc = new CRC32();
		update(crc, payload, payload.readerIndex(), payload.readableBytes());
		return (int) crc.getValue();
	}

	static void update(CRC32 crc, ByteBuf buffer, int index, int length) {
		if (length == 0) {
			return;
		}
		if (buffer.hasArray()) {
			crc.update(buffer.array(), buffer.arrayOffset() + index, length);
		}
		else if (buffer.nioBufferCount() == 1) {
			crc.update(buffer.nioBuffer(index, length));
		}
		else {
			for (ByteBuffer part : buffer.nioBuffers(index, length)) {
				crc.update(part);
			}
		}
	}

}
