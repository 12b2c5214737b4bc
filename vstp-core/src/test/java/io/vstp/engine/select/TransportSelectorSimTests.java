package io.vstp.engine.select;

import java.util.EnumMap;
import java.util.Map;
import java.util.Random;

import io.vstp.frame.Transport;
import io.vstp.test.Seeds;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Ten minutes of two transports that are cut, restored, lossy and slow at random.
 */
class TransportSelectorSimTests {

	private static final long STEP = 20;

	private static final long DURATION = 600_000;

	@RepeatedTest(40)
	void shouldSwitchSeldomAndNeverStayOnDeadTransportWhenPathsChange() {
		long seed = Seeds.next();
		run(seed, Seeds.random(seed));
	}

	@Test
	void shouldDoSoWhenSeedIsKnown() {
		for (long seed = 1; seed <= 50; seed++) {
			run(seed, Seeds.random(seed));
		}
	}

	private void run(long seed, Random random) {
		SelectorFixture run = new SelectorFixture();
		Map<Transport, Path> paths = new EnumMap<>(Transport.class);
		for (Transport transport : Transport.values()) {
			paths.put(transport, new Path(random));
		}
		for (long time = 0; time < DURATION; time += STEP) {
			for (Transport transport : Transport.values()) {
				paths.get(transport).step(run, transport);
			}
			run.pass(STEP);
			assertServed(run, seed);
		}
		long better = run.switches.stream().filter((change) -> change.reason() == SwitchReason.BETTER).count();
		long failovers = run.switches.stream().filter((change) -> change.reason() == SwitchReason.FAILOVER).count();
		long deaths = run.events.stream().filter((event) -> event.endsWith("DOWN")).count();
		long kinds = MessageKind.values().length;
		assertThat(better).as("switches for the better, seed %d", seed)
			.isLessThanOrEqualTo(kinds * (DURATION / 10_000));
		// Each death moves each kind once, and once more where the other one was down.
		assertThat(failovers).as("failovers, seed %d", seed).isLessThanOrEqualTo(2 * kinds * deaths);
	}

	private static void assertServed(SelectorFixture run, long seed) {
		boolean oneIsUp = run.selector.state(Transport.TCP) == TransportState.UP
				|| run.selector.state(Transport.UDP) == TransportState.UP;
		for (MessageKind kind : MessageKind.values()) {
			Transport choice = run.choice(kind);
			if (oneIsUp) {
				assertThat(run.selector.state(choice)).as("%s goes by %s, seed %d", kind, choice, seed)
					.isEqualTo(TransportState.UP);
			}
		}
	}

	/**
	 * A way to the peer that has good and bad times.
	 */
	private static final class Path {

		private final Random random;

		private long left;

		private boolean cut;

		private double loss;

		private long rtt = 1;

		private int cutFor;

		private Path(Random random) {
			this.random = random;
		}

		private void step(SelectorFixture run, Transport transport) {
			this.left -= STEP;
			if (this.left <= 0) {
				this.left = 200 + this.random.nextInt(40_000);
				this.cut = this.random.nextInt(4) == 0;
				this.loss = (this.random.nextInt(3) == 0) ? this.random.nextDouble() * 0.5 : 0;
				this.rtt = 1 + this.random.nextInt(100);
			}
			if (this.cut) {
				this.cutFor++;
				if (run.selector.state(transport) == TransportState.UP && this.cutFor % 5 == 0) {
					run.selector.unanswered(transport, run.now);
				}
				if (run.selector.isProbeDue(transport, false, run.now)) {
					run.selector.probeSent(transport, run.now);
					run.selector.probeMissed(transport, run.now);
				}
				assertThat(run.selector.state(transport) == TransportState.UP && this.cutFor * STEP > 2_000)
					.as("%s is taken for up after %d ms", transport, this.cutFor * STEP)
					.isFalse();
				return;
			}
			this.cutFor = 0;
			if (run.selector.isProbeDue(transport, false, run.now)) {
				run.probe(transport, this.rtt);
			}
			if (run.selector.state(transport) == TransportState.UP) {
				if (this.random.nextDouble() < this.loss) {
					run.selector.unanswered(transport, run.now);
				}
				else {
					run.selector.answered(transport, 1, run.now);
				}
			}
		}

	}

}
