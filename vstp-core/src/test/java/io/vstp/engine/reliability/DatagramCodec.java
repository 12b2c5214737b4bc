package io.vstp.engine.reliability;

import java.util.Arrays;
import java.util.zip.CRC32;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vstp.codec.CrcMode;
import io.vstp.codec.FrameEncoder;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameType;
import io.vstp.frame.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Frames as bytes, each with its trailer.
 */
final class DatagramCodec {

	private static final FrameEncoder ENCODER = new FrameEncoder(CrcMode.ALWAYS);

	private DatagramCodec() {
	}

	static byte[] encode(Frame frame) {
		byte[] bytes = new byte[ENCODER.headLength(frame) + frame.payload().readableBytes() + 4];
		ByteBuf out = Unpooled.wrappedBuffer(bytes).clear();
		ENCODER.encode(frame, out);
		frame.release();
		return bytes;
	}

	static int crc(byte[] datagram) {
		CRC32 crc = new CRC32();
		crc.update(datagram, 0, datagram.length - 4);
		return (int) crc.getValue();
	}

	/**
	 * Reads a datagram.
	 * @param datagram the bytes, not copied
	 * @return the frame, or {@code null} if a byte is not as it was sent
	 */
	static @Nullable Frame decode(byte[] datagram) {
		ByteBuf in = Unpooled.wrappedBuffer(datagram);
		if (in.getInt(datagram.length - 4) != crc(datagram)) {
			return null;
		}
		FrameType type = FrameType.ofCode(in.getByte(3));
		Headers headers = Headers.read(in.slice(11, in.getUnsignedShortLE(5)), in.getUnsignedShortLE(5), 100);
		if (type == null || headers == null) {
			throw new IllegalStateException("Malformed: " + Arrays.toString(datagram));
		}
		return Frame.of(type, in.getByte(4), headers, in.slice(11 + headers.byteLength(), (int) in.getUnsignedInt(7)));
	}

}
