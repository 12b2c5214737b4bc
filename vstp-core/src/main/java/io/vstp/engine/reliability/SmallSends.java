package io.vstp.engine.reliability;

import java.util.ArrayDeque;
import java.util.Deque;

import io.vstp.frame.Frame;
import org.jspecify.annotations.Nullable;

/**
 * Sends frames that fit into a datagram, and sends them again while an ACK is wanted and
 * does not come.
 */
final class SmallSends {

	private final OpenSends sends;

	private final Transmitter transmitter;

	private final RetrySchedule schedule;

	private final RttEstimator rtt;

	private final int maxUnacknowledged;

	/** What is to go out as soon as it may. */
	private final Deque<SmallSend> ready = new ArrayDeque<>();

	/** What has to wait until others are acknowledged. */
	private final Deque<SmallSend> waiting = new ArrayDeque<>();

	private int unacknowledged;

	SmallSends(Shared shared) {
		this.sends = shared.sends();
		this.transmitter = shared.transmitter();
		this.schedule = shared.schedule();
		this.rtt = shared.path().rtt();
		this.maxUnacknowledged = shared.settings().maxUnacknowledged();
	}

	/**
	 * Sends a frame that wants no ACK, if it may go out at once.
	 * @param frame the frame; taken over if it was sent
	 * @param length of its datagram
	 * @param now the time
	 * @return whether it was sent
	 */
	boolean sendNow(Frame frame, int length, long now) {
		if (!this.ready.isEmpty() || !this.transmitter.maySend(length, now)) {
			return false;
		}
		this.transmitter.send(frame);
		return true;
	}

	/**
	 * Takes a frame in, to be sent in its turn.
	 * @param frame the frame; taken over
	 * @param outbound is told what becomes of it
	 * @param length of its datagram
	 */
	void add(Frame frame, Outbound outbound, int length) {
		SmallSend send = new SmallSend(this, frame, outbound, length);
		this.sends.add(send);
		send.queueLast(send.wantsAck() ? this.waiting : this.ready);
	}

	/**
	 * Sends what may be sent now.
	 * @param now the time
	 */
	void transmit(long now) {
		for (SmallSend send = next(); send != null; send = next()) {
			if (!this.sends.endIfUnwanted(send)) {
				if (!this.transmitter.maySend(send.length(), now)) {
					return;
				}
				send.leaveQueue();
				transmit(send, now);
			}
		}
	}

	private @Nullable SmallSend next() {
		while (this.unacknowledged < this.maxUnacknowledged && !this.waiting.isEmpty()) {
			SmallSend send = this.waiting.element();
			send.leaveQueue();
			send.queueLast(this.ready);
			send.admit();
			this.unacknowledged++;
		}
		return this.ready.peek();
	}

	private void transmit(SmallSend send, long now) {
		send.sent(now);
		if (send.transmissions() > 1) {
			this.transmitter.sendAgain(send.copy());
		}
		else {
			this.transmitter.send(send.copy());
			send.outbound().transmitted();
		}
		if (send.wantsAck()) {
			this.sends.timers().schedule(send, now + this.schedule.delay(send.transmissions()));
		}
		else {
			this.sends.end(send);
		}
	}

	void due(SmallSend send) {
		if (this.sends.endIfUnwanted(send)) {
			return;
		}
		if (this.schedule.isLast(send.transmissions())) {
			this.sends.failed(send, SendFailure.NOT_ACKNOWLEDGED, RetrySchedule.noAck(send.transmissions()));
			return;
		}
		send.queueFirst(this.ready);
	}

	void answered(SmallSend send, long now) {
		if (send.transmissions() == 1) {
			this.rtt.sample(now - send.sentAt());
		}
	}

	void ended(SmallSend send) {
		send.leaveQueue();
		if (send.isAdmitted()) {
			this.unacknowledged--;
		}
	}

}
