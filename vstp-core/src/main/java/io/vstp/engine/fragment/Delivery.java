package io.vstp.engine.fragment;

import io.vstp.engine.guard.PeerShare;
import io.vstp.frame.AnswerFrames;
import io.vstp.frame.ErrorCode;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameFlags;
import io.vstp.frame.HeaderNames;
import io.vstp.frame.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Delivers whole messages, each once, and acknowledges them.
 */
final class Delivery {

	private final ReceiverSettings settings;

	private final SeenMessages seen;

	private final ReceiverEffects effects;

	Delivery(ReceiverSettings settings, PeerShare share, ReceiverEffects effects) {
		this.settings = settings;
		this.seen = new SeenMessages(settings.maxRemembered(), settings.dedupWindow(), share);
		this.effects = effects;
	}

	/**
	 * Says whether a message is known again if it comes again.
	 * @param frame the message or a fragment of it
	 * @return its {@code msg-id} as it came if so
	 */
	static byte @Nullable [] msgIdToRemember(Frame frame) {
		return frame.has(FrameFlags.REQ_ACK) ? frame.headers().getBytes(HeaderNames.MSG_ID) : null;
	}

	/**
	 * A message is there, whole.
	 * @param message the message; taken over
	 * @param crc tells it apart from another one with the same {@code msg-id}
	 * @param vx whether its sender knows the extensions
	 * @param fragments what is remembered of its fragments, if it came in fragments
	 * @param now the time
	 */
	void arrived(Frame message, int crc, boolean vx, @Nullable FinishedMessage fragments, long now) {
		byte[] msgId = msgIdToRemember(message);
		if (msgId == null) {
			this.effects.deliver(message);
			return;
		}
		SeenMessage before = this.seen.find(msgId, crc);
		if (before != null) {
			link(fragments, before);
			message.release();
			this.effects.dropped(DropReason.DUPLICATE);
			this.effects.repeated();
			acknowledgeAgain(before);
			return;
		}
		SeenMessage entry = this.seen.add(msgId, crc, message.headers(), vx, now);
		if (entry == null) {
			refuse(message);
			return;
		}
		link(fragments, entry);
		this.effects.deliver(message);
	}

	private static void link(@Nullable FinishedMessage fragments, SeenMessage entry) {
		if (fragments != null) {
			fragments.seen = entry;
		}
	}

	// It is handled once or not at all: what cannot be remembered is not handled.
	private void refuse(Frame message) {
		Headers headers = message.headers();
		message.release();
		this.effects.dropped(DropReason.OVERLOADED);
		this.effects.refuse(ErrorCode.OVERLOADED, "There is no room to remember the message", headers);
	}

	void acknowledge(Headers headers) {
		SeenMessage entry = this.seen.find(headers);
		boolean vx = headers.contains(HeaderNames.VX);
		if (entry != null) {
			entry.acknowledged = true;
			vx |= entry.vx;
		}
		Frame ack = AnswerFrames.ack(headers);
		this.effects.send((vx && this.settings.extensions()) ? ack.withHeader(HeaderNames.VX, "1") : ack);
	}

	void failed(Headers headers, String code) {
		SeenMessage entry = this.seen.find(headers);
		if (entry != null) {
			entry.failure = code;
		}
	}

	/**
	 * A message came again: if it was acknowledged or has failed, the sender is told so
	 * again.
	 * @param entry the message
	 */
	void acknowledgeAgain(SeenMessage entry) {
		if (entry.acknowledged) {
			Frame ack = AnswerFrames.ack(entry.id());
			this.effects.send(entry.vx ? ack.withHeader(HeaderNames.VX, "1") : ack);
		}
		else if (entry.failure != null) {
			this.effects.failedBefore(entry.failure, entry.id());
		}
	}

	void forget(Headers headers) {
		SeenMessage entry = this.seen.find(headers);
		if (entry != null) {
			entry.forgotten = true;
			this.seen.remove(entry);
		}
	}

	SeenMessages seen() {
		return this.seen;
	}

}
