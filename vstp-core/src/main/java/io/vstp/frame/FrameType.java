package io.vstp.frame;

import org.jspecify.annotations.Nullable;

/**
 * What a frame is for: the TYPE byte (docs/protocol.md, "A frame").
 */
public enum FrameType {

	/** A client introduces itself. */
	HELLO(1),

	/** A server's answer to {@link #HELLO}. */
	WELCOME(2),

	/** Application data: a message, a request or a reply. */
	DATA(3),

	/** Asks whether the peer is alive. */
	PING(4),

	/** The answer to {@link #PING}. */
	PONG(5),

	/** The sender is about to close. */
	BYE(6),

	/** Acknowledges a frame that asked for it. */
	ACK(7),

	/** Reports an error, see {@link ErrorCode}. */
	ERR(8);

	private static final @Nullable FrameType[] BY_CODE = new @Nullable FrameType[9];

	static {
		for (FrameType type : values()) {
			BY_CODE[type.code] = type;
		}
	}

	private final int code;

	FrameType(int code) {
		this.code = code;
	}

	/**
	 * Returns the byte that stands for this type on the wire.
	 * @return 1 to 8
	 */
	public int code() {
		return this.code;
	}

	/**
	 * Returns the type that a byte stands for.
	 * @param code the byte, 0 to 255
	 * @return the type, or {@code null} if the protocol has none for it
	 */
	public static @Nullable FrameType ofCode(int code) {
		return (code > 0 && code < BY_CODE.length) ? BY_CODE[code] : null;
	}

}
