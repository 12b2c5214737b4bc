package io.vstp.frame;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.util.ReferenceCounted;
import org.jspecify.annotations.Nullable;

/**
 * A frame: type, flags, headers and payload (docs/protocol.md, "A frame"). Immutable but
 * for the reader index and the reference count of the payload.
 * <p>
 * A frame owns its payload: the reference count of the frame is that of the payload, and
 * whoever takes a frame over (by sending it, for instance) releases it. Frames whose
 * payload is a {@code byte[]} or text need not be released.
 */
public final class Frame implements ReferenceCounted {

	private final FrameType type;

	private final int flags;

	private final Headers headers;

	private final ByteBuf payload;

	private Frame(FrameType type, int flags, Headers headers, ByteBuf payload) {
		this.type = type;
		this.flags = flags;
		this.headers = headers;
		this.payload = payload;
	}

	/**
	 * Returns a frame.
	 * @param type its type
	 * @param flags bits of {@link FrameFlags}; reserved ones are dropped
	 * @param headers its headers
	 * @param payload its payload, which the frame takes over
	 * @return the frame
	 */
	public static Frame of(FrameType type, int flags, Headers headers, ByteBuf payload) {
		return new Frame(type, flags & FrameFlags.KNOWN, headers, payload);
	}

	/**
	 * Returns a frame without flags and payload.
	 * @param type its type
	 * @param headers its headers
	 * @return the frame
	 */
	public static Frame of(FrameType type, Headers headers) {
		return new Frame(type, FrameFlags.NONE, headers, Unpooled.EMPTY_BUFFER);
	}

	/**
	 * Returns a DATA frame without flags.
	 * @param headers its headers
	 * @param payload its payload, which must not change from now on
	 * @return the frame
	 */
	public static Frame data(Headers headers, byte[] payload) {
		return data(headers, Unpooled.wrappedBuffer(payload));
	}

	/**
	 * Returns a DATA frame without flags.
	 * @param headers its headers
	 * @param payload its payload, which the frame takes over
	 * @return the frame
	 */
	public static Frame data(Headers headers, ByteBuf payload) {
		return new Frame(FrameType.DATA, FrameFlags.NONE, headers, payload);
	}

	/**
	 * Returns a DATA frame without flags.
	 * @param headers its headers
	 * @param payload its payload, sent as UTF-8
	 * @return the frame
	 */
	public static Frame data(Headers headers, String payload) {
		return data(headers, payload.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Returns the type.
	 * @return the type
	 */
	public FrameType type() {
		return this.type;
	}

	/**
	 * Returns the flags.
	 * @return bits of {@link FrameFlags}
	 */
	public int flags() {
		return this.flags;
	}

	/**
	 * Says whether a flag is set.
	 * @param flag a bit of {@link FrameFlags}
	 * @return whether it is set
	 */
	public boolean has(int flag) {
		return (this.flags & flag) != 0;
	}

	/**
	 * Returns the headers.
	 * @return the headers
	 */
	public Headers headers() {
		return this.headers;
	}

	/**
	 * Returns the first value of a header.
	 * @param name the name
	 * @return the value read as UTF-8, or {@code null} if there is no such header
	 */
	public @Nullable String header(String name) {
		return this.headers.get(name);
	}

	/**
	 * Returns the payload. It belongs to the frame: whoever needs it longer retains it.
	 * @return the payload
	 */
	public ByteBuf payload() {
		return this.payload;
	}

	/**
	 * Returns a copy of the payload.
	 * @return the bytes
	 */
	public byte[] payloadBytes() {
		return ByteBufUtil.getBytes(this.payload);
	}

	/**
	 * Returns the payload as text.
	 * @return the payload read as UTF-8
	 */
	public String payloadText() {
		return payloadText(StandardCharsets.UTF_8);
	}

	/**
	 * Returns the payload as text.
	 * @param charset how the text is encoded
	 * @return the text
	 */
	public String payloadText(Charset charset) {
		return this.payload.toString(charset);
	}

	/**
	 * Returns this frame with other headers. The payload is shared, not retained: the
	 * returned frame takes this one's place.
	 * @param headers the headers
	 * @return a frame in place of this one
	 */
	public Frame withHeaders(Headers headers) {
		return new Frame(this.type, this.flags, headers, this.payload);
	}

	/**
	 * Returns this frame with one more header. The payload is shared, not retained: the
	 * returned frame takes this one's place.
	 * @param name the header's name
	 * @param value the header's value
	 * @return a frame in place of this one
	 */
	public Frame withHeader(String name, String value) {
		return withHeaders(this.headers.with(name, value));
	}

	/**
	 * Returns this frame with other flags. The payload is shared, not retained: the
	 * returned frame takes this one's place.
	 * @param flags bits of {@link FrameFlags}; reserved ones are dropped
	 * @return a frame in place of this one
	 */
	public Frame withFlags(int flags) {
		return new Frame(this.type, flags & FrameFlags.KNOWN, this.headers, this.payload);
	}

	@Override
	public int refCnt() {
		return this.payload.refCnt();
	}

	@Override
	public Frame retain() {
		this.payload.retain();
		return this;
	}

	@Override
	public Frame retain(int increment) {
		this.payload.retain(increment);
		return this;
	}

	@Override
	public Frame touch() {
		this.payload.touch();
		return this;
	}

	@Override
	public Frame touch(Object hint) {
		this.payload.touch(hint);
		return this;
	}

	@Override
	public boolean release() {
		return this.payload.release();
	}

	@Override
	public boolean release(int decrement) {
		return this.payload.release(decrement);
	}

	@Override
	public String toString() {
		return "%s[flags=%s, headers=%s, payload=%d bytes]".formatted(this.type, FrameFlags.toString(this.flags),
				this.headers, this.payload.readableBytes());
	}

}
