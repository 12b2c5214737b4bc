package io.vstp.engine.fragment;

import java.util.Arrays;
import java.util.BitSet;

import io.vstp.frame.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * A message in fragments that was delivered or refused, so that fragments which still
 * come are known for what they are.
 */
final class FinishedMessage {

	final MessageKey key;

	private final byte @Nullable [] msgId;

	private final long begun;

	final long finishedAt;

	/** What was delivered, where it can be known again. */
	@Nullable SeenMessage seen;

	/** Why it was refused, if it was. */
	@Nullable Refusal refusal;

	/** When the peer was last told what became of it. */
	long answeredIn;

	long refusedAt;

	/** The payload's CRC where each fragment has the whole message. */
	private int wholeCrc;

	private @Nullable BitSet wholes;

	private int @Nullable [] crcs;

	/** Which fragments the CRCs are of; of all, where there is none. */
	private @Nullable BitSet arrived;

	FinishedMessage(MessageKey key, byte @Nullable [] msgId, long begun, long now) {
		this.key = key;
		this.msgId = msgId;
		this.begun = begun;
		this.finishedAt = now;
	}

	FinishedMessage(Reassembly reassembly, long now) {
		this(reassembly.key, reassembly.msgId, reassembly.begun, now);
		// A peer that starts anew counts both its ids from the beginning again.
		this.crcs = reassembly.crcs();
		this.arrived = reassembly.isWhole() ? null : (BitSet) reassembly.arrived.clone();
	}

	/**
	 * Says whether so many newer messages have begun that its id may be in use again.
	 * @param begunNow how many messages have begun
	 * @return whether it is too old
	 */
	boolean isOvertaken(long begunNow) {
		return this.key.isReused() && !isKnownByContent() && begunNow - this.begun > MessageKey.MAX_OVERTAKEN;
	}

	// Its sender keeps the id until it has the ACK, and may ask for it late. Whoever uses
	// the id for another message is told from it.
	private boolean isKnownByContent() {
		return this.crcs != null && this.seen != null && !this.seen.forgotten;
	}

	/**
	 * Says whether a fragment with the same id belongs to this message.
	 * @param otherMsgId its {@code msg-id}
	 * @param index its place
	 * @param crc its payload's CRC
	 * @return whether it does, as far as can be told
	 */
	boolean has(byte @Nullable [] otherMsgId, int index, int crc) {
		if (!this.key.isReused()) {
			return true;
		}
		if (this.wholes != null || !Arrays.equals(this.msgId, otherMsgId)) {
			return false;
		}
		return this.refusal != null || this.crcs == null || this.crcs[index] == crc
				|| (this.arrived != null && !this.arrived.get(index));
	}

	/**
	 * It came in fragments that each have the whole message, as the crate sends them.
	 * @param index the first that came
	 * @param crc the CRC of its payload
	 */
	void whole(int index, int crc) {
		this.wholeCrc = crc;
		BitSet arrived = new BitSet(this.key.total());
		arrived.set(index);
		this.wholes = arrived;
	}

	/**
	 * Says whether a fragment that has a whole message is one that this was delivered
	 * from: the rest of it, or the same again where it has a {@code msg-id}.
	 * @param otherMsgId its {@code msg-id}
	 * @param index its place
	 * @param crc the CRC of its payload
	 * @return what it is
	 */
	Repeat repeat(byte @Nullable [] otherMsgId, int index, int crc) {
		if (this.wholes == null || this.wholeCrc != crc || !Arrays.equals(this.msgId, otherMsgId)) {
			return Repeat.NONE;
		}
		if (!this.wholes.get(index)) {
			this.wholes.set(index);
			return Repeat.REST;
		}
		if (this.msgId == null || (this.seen != null && this.seen.forgotten)) {
			return Repeat.NONE;
		}
		this.wholes.clear();
		this.wholes.set(index);
		return Repeat.AGAIN;
	}

	/**
	 * What one more copy of a whole message is.
	 */
	enum Repeat {

		/** A new message. */
		NONE,

		/** Another fragment of the message. */
		REST,

		/** The message is sent again. */
		AGAIN

	}

	/**
	 * Why a message was refused.
	 *
	 * @param code why
	 * @param message why, for people
	 * @param reason how it is counted
	 */
	record Refusal(ErrorCode code, String message, DropReason reason) {

		static Refusal tooLarge(String message) {
			return new Refusal(ErrorCode.TOO_LARGE, message, DropReason.TOO_LARGE);
		}

		static Refusal overloaded(String message) {
			return new Refusal(ErrorCode.OVERLOADED, message, DropReason.OVERLOADED);
		}

	}

}
