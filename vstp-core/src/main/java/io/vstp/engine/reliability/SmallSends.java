package io.vstp.engine.reliability;

import java.util.ArrayDeque;
import java.util.Deque;

import io.vstp.frame.Frame;

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

	SmallSends(OpenSends sends, Transmitter transmitter, RetrySchedule schedule, RttEstimator rtt,
			int maxUnacknowledged) {
		this.sends = sends;
		this.transmitter = transmitter;
		this.schedule = schedule;
		this.rtt = rtt;
		this.maxUnacknowledged = maxUnacknowledged;
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
		(send.wantsAck() ? this.waiting : this.ready).add(send);
	}

	void transmit(long now) {
		while (true) {
			if (this.unacknowledged < this.maxUnacknowledged && !this.waiting.isEmpty()) {
				this.unacknowledged++;
				this.ready.add(this.waiting.remove());
				continue;
			}
			SmallSend send = this.ready.peek();
			if (send == null) {
				return;
			}
			if (!this.sends.endIfUnwanted(send)) {
				if (!this.transmitter.maySend(send.length(), now)) {
					return;
				}
				this.ready.remove();
				transmit(send, now);
			}
		}
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
		this.sends.timers().remove(send);
		this.ready.addFirst(send);
	}

	void answered(SmallSend send, long now) {
		if (send.transmissions() == 1) {
			this.rtt.sample(now - send.sentAt());
		}
	}

	void ended(SmallSend send) {
		boolean queued = send.heapIndex < 0;
		if (send.wantsAck() && !(queued && this.waiting.remove(send))) {
			this.unacknowledged--;
		}
		this.ready.remove(send);
	}

}
