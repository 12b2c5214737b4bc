package io.vstp.engine.fragment;

import java.util.Arrays;

/**
 * A {@code msg-id}, which need not be UTF-8, with a number that tells apart the messages
 * that have it. In an order, so that a map finds it in time even among many whose hash a
 * peer has made the same.
 */
final class SeenKey implements Comparable<SeenKey> {

	private final byte[] msgId;

	private final int number;

	private final int hash;

	/**
	 * Creates a key.
	 * @param msgId the {@code msg-id} as it came; not to be changed any more
	 * @param number the number
	 */
	SeenKey(byte[] msgId, int number) {
		this.msgId = msgId;
		this.number = number;
		this.hash = 31 * Arrays.hashCode(msgId) + number;
	}

	byte[] msgId() {
		return this.msgId;
	}

	@Override
	public int compareTo(SeenKey other) {
		int order = Integer.compare(this.number, other.number);
		return (order != 0) ? order : Arrays.compare(this.msgId, other.msgId);
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof SeenKey key && this.hash == key.hash && this.number == key.number
				&& Arrays.equals(this.msgId, key.msgId);
	}

	@Override
	public int hashCode() {
		return this.hash;
	}

}
