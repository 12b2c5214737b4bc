package io.vstp.engine.fragment;

import java.util.Arrays;
import java.util.BitSet;

import io.netty.buffer.ByteBuf;
import io.vstp.engine.guard.PeerShare;
import org.jspecify.annotations.Nullable;

/**
 * A message of which not all fragments have arrived.
 */
abstract class Reassembly {

	final MessageKey key;

	/** As it came: it need not be UTF-8. */
	final byte @Nullable [] msgId;

	/** How many messages of the peer had begun when this one did. */
	final long begun;

	/** When the last new fragment came. */
	long changedAt;

	final BitSet arrived = new BitSet();

	private final PeerShare share;

	private final int @Nullable [] crcs;

	private long taken;

	Reassembly(MessageKey key, byte @Nullable [] msgId, long begun, PeerShare share) {
		this.key = key;
		this.msgId = msgId;
		this.begun = begun;
		this.share = share;
		boolean compares = key.isReused() && key.total() <= FragmentPlan.MAX_PART1_NUMBER;
		this.crcs = compares ? new int[key.total()] : null;
	}

	/**
	 * Takes a fragment.
	 * @param index its place
	 * @param payload its payload, which is copied
	 * @return what became of it; nothing was taken unless {@link Outcome#STORED}
	 */
	abstract Outcome add(int index, ByteBuf payload);

	/**
	 * Returns the CRC-32 of the payload, which has to be whole.
	 * @return the CRC
	 */
	abstract int crc();

	/**
	 * Returns the payload, which has to be whole.
	 * @return the payload; the caller's from now on
	 */
	abstract ByteBuf finish();

	abstract void release();

	/**
	 * Returns how many bytes the message has, or will have at the least.
	 * @return bytes
	 */
	abstract long length();

	/**
	 * Says whether a fragment with the same id and total belongs to another message: the
	 * id is used again, and this one will never be whole.
	 * @param otherMsgId its {@code msg-id}
	 * @param index its place
	 * @param crc its payload's CRC
	 * @param begunNow how many messages have begun
	 * @return whether it does
	 */
	boolean isOvertaken(byte @Nullable [] otherMsgId, int index, int crc, long begunNow) {
		if (!this.key.isReused()) {
			return false;
		}
		if (begunNow - this.begun > MessageKey.MAX_OVERTAKEN || !Arrays.equals(this.msgId, otherMsgId)) {
			return true;
		}
		return this.crcs != null && this.arrived.get(index) && this.crcs[index] != crc;
	}

	void stored(int index, int crc, long now) {
		this.changedAt = now;
		if (this.crcs != null) {
			this.crcs[index] = crc;
		}
	}

	abstract boolean isWhole();

	int @Nullable [] crcs() {
		return this.crcs;
	}

	boolean tryTake(long bytes) {
		if (!this.share.tryTakeBytes(bytes)) {
			return false;
		}
		this.taken += bytes;
		return true;
	}

	long taken() {
		return this.taken;
	}

	void giveBack() {
		this.share.giveBackBytes(this.taken);
		this.taken = 0;
	}

	PeerShare share() {
		return this.share;
	}

	/**
	 * What became of a fragment.
	 */
	enum Outcome {

		/** It is part of the message now. */
		STORED,

		/** It had arrived before. */
		DUPLICATE,

		/** It makes no sense beside the others. */
		MALFORMED,

		/** The message is longer than is accepted. */
		TOO_LARGE,

		/** There is no room for the message. */
		NO_ROOM,

		/** There is no room for it yet; it is to be sent again. */
		LATER

	}

}
