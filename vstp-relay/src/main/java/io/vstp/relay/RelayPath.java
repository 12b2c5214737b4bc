package io.vstp.relay;

import java.io.IOException;
import java.net.PortUnreachableException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.TimeUnit;

import io.vstp.relay.RelayQueue.Waiting;

/**
 * Does to the datagrams of one direction what its {@link UdpLeg} says. For one thread.
 */
final class RelayPath {

	private static final long MAX_HELD = TimeUnit.MILLISECONDS.toNanos(20);

	private final UdpLeg leg;

	private final RelayDice dice;

	private final RelayQueue queue;

	RelayPath(UdpLeg leg, long seed, long maxQueuedBytes) {
		this.leg = leg;
		this.dice = new RelayDice(seed);
		this.queue = new RelayQueue(maxQueuedBytes);
	}

	void accept(ByteBuffer datagram, RelayExit exit) throws IOException {
		this.leg.countReceived();
		this.dice.nextDatagram();
		boolean lost = this.dice.falls(this.leg.lossRate());
		boolean twice = this.dice.falls(this.leg.duplicationRate());
		boolean damaged = this.dice.falls(this.leg.corruptionRate());
		this.queue.overtake();
		if (lost || this.leg.isCut() || this.leg.isVictim(datagram)) {
			this.leg.countDropped();
		}
		else {
			if (damaged && datagram.hasRemaining()) {
				damage(datagram);
			}
			if (twice) {
				this.leg.countDuplicated();
				route(datagram, exit);
				datagram.rewind();
			}
			route(datagram, exit);
		}
		if (!this.queue.isEmpty()) {
			forwardDue(System.nanoTime());
		}
	}

	/**
	 * Forwards what has waited for long enough.
	 * @param now the time
	 * @throws IOException if a socket is broken
	 */
	void forwardDue(long now) throws IOException {
		for (Waiting waiting = this.queue.pollHeld(now); waiting != null; waiting = this.queue.pollHeld(now)) {
			if (waiting.delay() > 0) {
				this.queue.delay(waiting, now + waiting.delay());
			}
			else {
				leave(waiting);
			}
		}
		for (Waiting waiting = this.queue.pollDelayed(now); waiting != null; waiting = this.queue.pollDelayed(now)) {
			leave(waiting);
		}
	}

	long nanosToWait(long now) {
		return this.queue.nanosToWait(now);
	}

	private void damage(ByteBuffer datagram) {
		int position = datagram.position() + this.dice.below(datagram.remaining());
		datagram.put(position, (byte) (datagram.get(position) ^ (1 + this.dice.below(255))));
		this.leg.countCorrupted();
	}

	private void route(ByteBuffer datagram, RelayExit exit) throws IOException {
		boolean overtaken = this.dice.falls(this.leg.reorderingRate());
		long delay = this.leg.delayNanos(this.dice.next());
		if (!overtaken && delay == 0) {
			send(datagram, exit);
			return;
		}
		Waiting waiting = this.queue.copy(datagram, exit, delay);
		if (waiting == null) {
			this.leg.countDropped();
		}
		else if (overtaken) {
			this.leg.countReordered();
			this.queue.hold(waiting, 1 + this.dice.below(UdpLeg.MAX_OVERTAKEN), System.nanoTime() + MAX_HELD);
		}
		else {
			this.queue.delay(waiting, System.nanoTime() + delay);
		}
	}

	private void leave(Waiting waiting) throws IOException {
		this.queue.leave(waiting);
		if (this.leg.isCut()) {
			this.leg.countDropped();
		}
		else {
			send(waiting.content(), waiting.exit());
		}
	}

	// Counted first, so that whoever has received a datagram finds it counted.
	private void send(ByteBuffer datagram, RelayExit exit) throws IOException {
		int length = datagram.remaining();
		this.leg.countForwarded(1, length);
		int sent;
		try {
			sent = exit.send(datagram);
		}
		catch (PortUnreachableException | ClosedChannelException ex) {
			// The server is gone, or the client was forgotten meanwhile.
			sent = 0;
		}
		if (sent == 0) {
			this.leg.countForwarded(-1, -length);
			this.leg.countDropped();
		}
	}

}
