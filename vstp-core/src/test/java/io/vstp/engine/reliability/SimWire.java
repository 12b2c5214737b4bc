package io.vstp.engine.reliability;

import java.util.Random;
import java.util.function.Consumer;

import io.vstp.engine.session.VirtualTime;

/**
 * One direction of the way between two ends.
 */
final class SimWire {

	private final VirtualTime time;

	private final Random random;

	private SimConditions conditions;

	private final SimGarbage garbage;

	private long busyUntil;

	private boolean down;

	long bytes;

	long datagrams;

	SimWire(VirtualTime time, Random random, SimConditions conditions) {
		this.time = time;
		this.random = random;
		this.conditions = conditions;
		this.garbage = new SimGarbage(random);
		this.busyUntil = time.now();
	}

	void conditions(SimConditions conditions) {
		this.conditions = conditions;
	}

	void down(boolean down) {
		this.down = down;
	}

	/**
	 * Takes a datagram. Several ends may share a wire.
	 * @param datagram the bytes
	 * @param receiver where it leads to
	 */
	void carry(byte[] datagram, Consumer<byte[]> receiver) {
		this.bytes += datagram.length;
		this.datagrams++;
		if (happens(this.conditions.garbage())) {
			arriveLater(DatagramCodec.encode(this.garbage.next()), this.time.now(), receiver);
		}
		long leaves = this.time.now();
		if (this.conditions.rate() > 0) {
			if (this.busyUntil - leaves < 0) {
				this.busyUntil = leaves;
			}
			if ((this.busyUntil - leaves) / 1e9 * this.conditions.rate() > this.conditions.queue()) {
				return;
			}
			this.busyUntil += datagram.length * 1_000_000_000L / this.conditions.rate();
			leaves = this.busyUntil;
		}
		if (this.down || happens(this.conditions.loss())) {
			return;
		}
		if (happens(this.conditions.duplication())) {
			arriveLater(datagram, leaves, receiver);
		}
		if (happens(this.conditions.corruption())) {
			byte[] corrupt = datagram.clone();
			corrupt[this.random.nextInt(corrupt.length)] ^= (byte) (1 << this.random.nextInt(8));
			arriveLater(corrupt, leaves, receiver);
		}
		else {
			arriveLater(datagram, leaves, receiver);
		}
	}

	private boolean happens(double probability) {
		return probability > 0 && this.random.nextDouble() < probability;
	}

	private void arriveLater(byte[] datagram, long leaves, Consumer<byte[]> receiver) {
		long delay = leaves - this.time.now() + this.conditions.delay();
		if (this.conditions.variation() > 0) {
			delay += (long) (this.random.nextDouble() * this.conditions.variation());
		}
		this.time.in(delay, () -> receiver.accept(datagram));
	}

}
