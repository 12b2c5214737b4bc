package io.vstp.frame;

/**
 * The bits of the FLAGS byte (docs/protocol.md, "A frame"). Reserved bits are sent as 0
 * and ignored when read.
 */
public final class FrameFlags {

	/** No flag. */
	public static final int NONE = 0;

	/** The receiver is asked for an ACK. */
	public static final int REQ_ACK = 0x01;

	/** A CRC-32 trailer follows (it always does in {@code always} mode). */
	public static final int CRC = 0x02;

	/** The payload is a fragment of a longer message. */
	public static final int FRAG = 0x10;

	/** The payload is compressed. */
	public static final int COMP = 0x20;

	/** All bits that have a meaning. */
	public static final int KNOWN = REQ_ACK | CRC | FRAG | COMP;

	private FrameFlags() {
	}

	/**
	 * Names the flags that are set, for logs and messages.
	 * @param flags the flag bits
	 * @return the names, separated by {@code |}, or {@code -} if there is none
	 */
	public static String toString(int flags) {
		StringBuilder names = new StringBuilder();
		append(names, flags, REQ_ACK, "REQ_ACK");
		append(names, flags, CRC, "CRC");
		append(names, flags, FRAG, "FRAG");
		append(names, flags, COMP, "COMP");
		return names.isEmpty() ? "-" : names.toString();
	}

	private static void append(StringBuilder names, int flags, int bit, String name) {
		if ((flags & bit) != 0) {
			names.append(names.isEmpty() ? "" : "|").append(name);
		}
	}

}
