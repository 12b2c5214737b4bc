package io.vstp.engine.reliability;

import java.util.Random;

import io.vstp.engine.fragment.ReceiverSettings;
import io.vstp.engine.session.VirtualTime;

/**
 * What happens in one run of the simulation, as its seed says.
 *
 * @param there the way from the first end to the second
 * @param back the way back
 * @param firstExtensions whether the first end knows the extensions
 * @param secondExtensions whether the second end knows them
 * @param messages how many messages each end sends
 * @param maxLength how long they are at the most
 * @param sendFor in which time they are sent
 * @param hiccups how often a socket takes no datagram
 * @param retries how often a message is sent again
 * @param abandoned which part of the messages is of no interest some time later
 * @param closes when the first end closes, or -1
 */
record DatagramScenario(SimConditions there, SimConditions back, boolean firstExtensions, boolean secondExtensions,
		int messages, int maxLength, long sendFor, double hiccups, int retries, double abandoned, long closes) {

	static DatagramScenario of(Random random) {
		int extensions = random.nextInt(10);
		int maxLength = switch (random.nextInt(10)) {
			case 0 -> 500_000;
			case 1, 2, 3 -> 60_000;
			case 4, 5 -> 10_000;
			default -> 2_500;
		};
		return new DatagramScenario(conditions(random), conditions(random), extensions != 0 && extensions != 2,
				extensions != 1 && extensions != 2, 1 + random.nextInt((maxLength > 60_000) ? 3 : 12), maxLength,
				VirtualTime.millis(random.nextInt(2_000)), (random.nextInt(4) == 0) ? 0.02 : 0, random.nextInt(6),
				(random.nextInt(6) == 0) ? 0.3 : 0,
				(random.nextInt(10) == 0) ? VirtualTime.millis(random.nextInt(3_000)) : -1);
	}

	private static SimConditions conditions(Random random) {
		double loss = (random.nextInt(4) == 0) ? 0 : 0.3 * random.nextDouble() * random.nextDouble();
		if (random.nextInt(8) == 0) {
			loss = 0.3;
		}
		long delay = (long) (Math.pow(10, random.nextDouble() * 3.5) * 20_000);
		boolean limited = random.nextInt(4) == 0;
		return new SimConditions(loss, part(random, 0.1), part(random, 0.1), part(random, 0.1), delay,
				(long) (delay * part(random, 2)), limited ? 200_000 + random.nextInt(5_000_000) : 0,
				20_000 + random.nextInt(200_000));
	}

	private static double part(Random random, double max) {
		return random.nextBoolean() ? 0 : random.nextDouble() * max;
	}

	SenderSettings sending(boolean extensions) {
		RetryPolicy policy = new RetryPolicy(this.retries, VirtualTime.millis(100), VirtualTime.millis(5_000),
				VirtualTime.millis(2_000), 0.2);
		return new SenderSettings(policy, 1_200, 1 << 20, 4, true, extensions, 4, 1 << 22, VirtualTime.millis(10_000));
	}

	static ReceiverSettings receiving(boolean extensions) {
		return new ReceiverSettings(1_200, 1 << 28, 400_000, 64, 4 << 20, VirtualTime.millis(30_000),
				VirtualTime.millis(120_000), 10_000, extensions);
	}

	/**
	 * Says whether all datagrams arrive, once each.
	 * @return whether there is nothing but delay and garbage
	 */
	boolean isHarmless() {
		// Garbage may pretend that a peer knows the extensions.
		boolean pretended = (this.there.garbage() > 0 || this.back.garbage() > 0)
				&& !(this.firstExtensions && this.secondExtensions);
		return !pretended && this.there.isHarmless() && this.back.isHarmless() && this.abandoned == 0
				&& this.closes < 0;
	}

	/**
	 * Says whether a message cannot arrive twice for the way alone.
	 * @return whether no datagram is duplicated
	 */
	boolean isWithoutDuplicates() {
		return this.there.duplication() == 0 && this.back.duplication() == 0;
	}

}
