package io.vstp.relay;

import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * Checks of what users set.
 */
final class RelayChecks {

	private static final Duration MAX_DELAY = Duration.ofDays(1);

	private RelayChecks() {
	}

	static double rate(double rate) {
		if (!(rate >= 0 && rate <= 1)) {
			throw new IllegalArgumentException("A rate is 0 to 1, not " + rate);
		}
		return rate;
	}

	static long delay(Duration delay) {
		if (delay.isNegative() || delay.compareTo(MAX_DELAY) > 0) {
			throw new IllegalArgumentException("A delay is zero to one day, not " + delay);
		}
		return delay.toNanos();
	}

	static InetSocketAddress target(InetSocketAddress target) {
		if (target.isUnresolved() || target.getPort() == 0) {
			throw new IllegalArgumentException("A target is a resolved address with a port, not " + target);
		}
		return target;
	}

}
