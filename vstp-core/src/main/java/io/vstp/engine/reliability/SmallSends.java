package io.vstp.engine.reliability;

import java.util.ArrayDeque;
import java.util.Deque;

import io.vstp.frame.Frame;
import io.vstp.frame.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Sends frames that fit into a datagram, and sends them again while an ACK is wanted and
 * does not come.
 */
final class SmallSends {

	private static final int MAX_DOUBLINGS = 6;

	private final OpenSends sends;

	private final Transmitter transmitter;

	private final RetrySchedule schedule;

	private final RttEstimator rtt;

	private final SmallWindow window;

	/** What is to go out as soon as it may. */
	private final Deque<SmallSend> ready = new ArrayDeque<>();

	/** What has to wait until others are acknowledged. */
	private final Deque<SmallSend> waiting = new ArrayDeque<>();

	private boolean probes;

	/** How many probes there were since the last ACK that came without one. */
	private int probesInARow;

	SmallSends(Shared shared) {
		this.sends = shared.sends();
		this.transmitter = shared.transmitter();
		this.schedule = shared.schedule();
		this.rtt = shared.path().rtt();
		this.window = new SmallWindow(shared.settings().maxUnacknowledged());
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
	 * The peer knows messages again: a frame that has no ACK when one should be there may
	 * be sent once more, however long it is until its retransmission.
	 */
	void peerRemembers() {
		this.probes = true;
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
		while (this.window.hasRoom() && !this.waiting.isEmpty()) {
			SmallSend send = this.waiting.element();
			send.leaveQueue();
			send.queueLast(this.ready);
			send.admit();
			this.window.enter();
		}
		return this.ready.peek();
	}

	private void transmit(SmallSend send, long now) {
		if (send.isProbed() && send.transmissions() == 1 && send.secondAt() - now > 0) {
			send.sentBeforeTime(this.window.transmitted());
			this.transmitter.sendAgain(send.copy());
			this.sends.timers().schedule(send, send.secondAt());
			return;
		}
		send.sent(this.window.transmitted(), now);
		if (send.transmissions() > 1) {
			this.transmitter.sendAgain(send.copy());
			if (!send.wasRefused()) {
				send.outbound().retransmitted();
			}
		}
		else {
			this.transmitter.send(send.copy());
			send.outbound().transmitted();
		}
		if (send.wantsAck()) {
			this.sends.timers().schedule(send, deadline(send, now));
		}
		else {
			this.sends.end(send);
		}
	}

	private long deadline(SmallSend send, long now) {
		long next = now + this.schedule.delay(send.transmissions());
		if (send.transmissions() > 1) {
			return next;
		}
		send.sentFirst(next);
		if (!mayProbe(send) || !this.rtt.hasSample()) {
			return next;
		}
		return Times.earlier(next, now + (this.rtt.probeTimeout() << Math.min(this.probesInARow, MAX_DOUBLINGS)));
	}

	private boolean mayProbe(SmallSend send) {
		return this.probes && !send.isProbed() && !send.wasRefused() && send.transmissions() == 1
				&& !this.schedule.isLast(1);
	}

	void due(SmallSend send) {
		if (this.sends.endIfUnwanted(send)) {
			return;
		}
		if (mayProbe(send)) {
			send.probe();
			this.probesInARow++;
			send.queueFirst(this.ready);
			return;
		}
		Headers refusal = send.refusal();
		if (!this.schedule.isLast(send.transmissions())) {
			send.queueFirst(this.ready);
		}
		else if (refusal != null) {
			this.sends.refused(send, refusal);
		}
		else {
			this.sends.failed(send, SendFailure.NOT_ACKNOWLEDGED, RetrySchedule.noAck(send.transmissions()));
		}
	}

	/**
	 * The peer has no room for a frame: it is sent again when it would be without an
	 * answer.
	 * @param send the frame
	 * @param error what the peer said
	 * @param now the time
	 * @return whether it is kept, as the peer may still take it
	 */
	boolean keepsTrying(SmallSend send, Headers error, long now) {
		if (!send.wantsAck()) {
			return false;
		}
		this.window.refused(send.lastDatagram());
		send.refused(error);
		if (send.transmissions() == 1 && send.secondAt() - now > 0) {
			// Not once more before its time, for which there is no reason any more.
			send.leaveQueue();
			this.sends.timers().schedule(send, send.secondAt());
		}
		return !this.schedule.isLast(send.transmissions()) || !send.isRefusedEachTime();
	}

	void answered(SmallSend send, long now) {
		this.window.acknowledged();
		if (send.transmissions() == 1 && !send.isProbed() && !send.wasRefused()) {
			this.probesInARow = 0;
			this.rtt.sample(now - send.sentAt(), now);
		}
	}

	void ended(SmallSend send) {
		send.leaveQueue();
		if (send.isAdmitted()) {
			this.window.leave();
		}
	}

}
