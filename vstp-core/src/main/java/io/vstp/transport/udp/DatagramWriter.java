package io.vstp.transport.udp;

import java.net.InetSocketAddress;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.unix.SegmentedDatagramPacket;
import io.vstp.codec.CrcMode;
import io.vstp.codec.FrameEncoder;
import io.vstp.frame.Frame;
import io.vstp.frame.HeaderNames;
import org.jspecify.annotations.Nullable;

/**
 * Writes frames as datagrams. Where the operating system cuts a buffer into datagrams,
 * those of one peer and of one length go out in one piece, the last of them may be
 * shorter. For the event loop.
 */
final class DatagramWriter {

	/** What the kernel takes at a time. */
	private static final int MAX_SEGMENTS = 64;

	private static final int MAX_LENGTH = 65_507;

	private final Channel channel;

	private final FrameEncoder encoder;

	private final boolean segments;

	private @Nullable ByteBuf batch;

	private @Nullable InetSocketAddress recipient;

	private int segmentLength;

	private int count;

	private boolean dirty;

	/**
	 * Creates a writer.
	 * @param channel where to
	 * @param useCrc whether datagrams end with a CRC
	 * @param segments whether the operating system cuts buffers into datagrams
	 */
	DatagramWriter(Channel channel, boolean useCrc, boolean segments) {
		this.channel = channel;
		this.encoder = new FrameEncoder(useCrc ? CrcMode.ALWAYS : CrcMode.FLAGGED);
		this.segments = segments;
	}

	/**
	 * Returns the length of the datagram that a frame makes.
	 * @param frame the frame
	 * @return bytes
	 */
	int length(Frame frame) {
		return this.encoder.headLength(frame) + frame.payload().readableBytes() + this.encoder.trailerLength(frame);
	}

	/**
	 * Writes a frame, to be sent with the next {@link #flush}.
	 * @param frame the frame; taken over
	 * @param length of the datagram that it makes
	 * @param to the peer
	 */
	void write(Frame frame, int length, InetSocketAddress to) {
		try {
			ByteBuf current = this.batch;
			if (current == null || !fits(length, to)) {
				writeBatch();
				// Fragments come in long runs; anything else gets what it needs.
				boolean run = this.segments && frame.headers().contains(HeaderNames.FRAG_ID);
				current = this.channel.alloc().directBuffer(run ? Math.min(MAX_SEGMENTS * length, MAX_LENGTH) : length);
				this.batch = current;
				this.recipient = to;
				this.segmentLength = length;
				this.count = 0;
			}
			this.encoder.encode(frame, current);
			this.count++;
			this.dirty = true;
			if (!this.segments || length < this.segmentLength || this.count == MAX_SEGMENTS) {
				writeBatch();
			}
		}
		finally {
			frame.release();
		}
	}

	private boolean fits(int length, InetSocketAddress to) {
		return this.batch != null && length <= this.segmentLength && this.batch.writableBytes() >= length
				&& to.equals(this.recipient);
	}

	private void writeBatch() {
		if (this.batch == null || this.recipient == null) {
			return;
		}
		Object message = (this.count > 1) ? new SegmentedDatagramPacket(this.batch, this.segmentLength, this.recipient)
				: new DatagramPacket(this.batch, this.recipient);
		this.batch = null;
		this.recipient = null;
		this.channel.write(message, this.channel.voidPromise());
	}

	/**
	 * Sends what was written.
	 */
	void flush() {
		if (this.dirty) {
			writeBatch();
			this.dirty = false;
			this.channel.flush();
		}
	}

	/**
	 * Drops what was written and not flushed.
	 */
	void close() {
		if (this.batch != null) {
			this.batch.release();
			this.batch = null;
		}
	}

}
