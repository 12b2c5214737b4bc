package io.vstp.engine.reliability;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

import io.netty.buffer.Unpooled;
import io.vstp.engine.session.VirtualTime;
import io.vstp.test.Seeds;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two ends that send messages to each other over a way that loses, repeats, reorders,
 * corrupts and invents datagrams, some thousand times. {@code -Dvstp.seed} replays a run,
 * {@code -Dvstp.sim.runs} makes more or fewer.
 */
class DatagramSimTests {

	private static final int RUNS = Integer.getInteger("vstp.sim.runs", 3_000);

	private final Map<String, Integer> counts = new TreeMap<>();

	@Test
	void shouldDeliverOnceOrReportWhateverHappens() {
		long first = Seeds.next();
		for (int i = 0; i < RUNS; i++) {
			long seed = first + i;
			DatagramScenario scenario = DatagramScenario.of(Seeds.random(seed));
			try {
				run(seed, scenario);
			}
			catch (Throwable ex) {
				throw new AssertionError(
						"Seed %d (-Dvstp.seed=%d -Dvstp.sim.runs=1): %s".formatted(seed, seed, scenario), ex);
			}
		}
		System.out.println("What became of messages: " + this.counts);
		if (RUNS > 100) {
			assertThat(this.counts).containsKeys("acknowledged", "NOT_ACKNOWLEDGED", "NEEDS_EXTENSION", "delivered",
					"retransmitted");
		}
	}

	private void run(long seed, DatagramScenario scenario) {
		Random random = Seeds.random(~seed);
		VirtualTime time = new VirtualTime(random.nextLong());
		SimWire there = new SimWire(time, random, scenario.there());
		SimWire back = new SimWire(time, random, scenario.back());
		SimPeer first = peer(time, random, there, scenario, scenario.firstExtensions());
		SimPeer second = peer(time, random, back, scenario, scenario.secondExtensions());
		SimPeer.connect(first, second);
		plan(time, random, scenario, first, "a");
		plan(time, random, scenario, second, "b");
		if (scenario.closes() >= 0) {
			time.in(scenario.closes(), first::close);
		}
		time.advance(scenario.sendFor());
		boolean idle = time.advanceUntil(VirtualTime.millis(600_000), () -> first.isIdle() && second.isIdle());
		assertThat(idle).as("both ends come to rest").isTrue();
		time.advance(VirtualTime.millis(40_000));
		check(scenario, first);
		check(scenario, second);
		first.receiver.close();
		second.receiver.close();
	}

	private static SimPeer peer(VirtualTime time, Random random, SimWire out, DatagramScenario scenario,
			boolean extensions) {
		SimPeer peer = new SimPeer(time, random, out, scenario.sending(extensions),
				DatagramScenario.receiving(extensions));
		peer.hiccups = scenario.hiccups();
		return peer;
	}

	private static void plan(VirtualTime time, Random random, DatagramScenario scenario, SimPeer peer, String prefix) {
		for (int i = 0; i < scenario.messages(); i++) {
			byte[] payload = new byte[(int) (scenario.maxLength() * Math.pow(random.nextDouble(), 2))];
			random.nextBytes(payload);
			String name = prefix + i;
			boolean wantsAck = random.nextInt(3) != 0;
			boolean abandoned = random.nextDouble() < scenario.abandoned();
			long abandonAfter = (long) (random.nextDouble() * VirtualTime.millis(500));
			time.in((long) (random.nextDouble() * scenario.sendFor()), () -> {
				if (!peer.isClosed()) {
					SimMessage message = peer.send(name, wantsAck, Unpooled.wrappedBuffer(payload));
					if (abandoned) {
						time.in(abandonAfter, () -> message.wanted = false);
					}
				}
			});
		}
	}

	private void check(DatagramScenario scenario, SimPeer peer) {
		if (!peer.isClosed()) {
			assertThat(peer.messages).hasSize(scenario.messages());
		}
		assertThat(peer.isIdle()).as("nothing is left").isTrue();
		assertThat(peer.sender.pendingBytes()).isZero();
		assertThat(peer.sender.nextDeadline()).isEqualTo(Long.MAX_VALUE);
		assertThat(peer.hasReleasedAll()).as("payloads are released").isTrue();
		this.counts.merge("retransmitted", peer.sentAgain, Integer::sum);
		for (SimMessage message : peer.messages.values()) {
			checkMessage(message, scenario);
		}
	}

	private void checkMessage(SimMessage message, DatagramScenario scenario) {
		String text = message.toString();
		message.ends.forEach((end) -> this.counts.merge(end, 1, Integer::sum));
		this.counts.merge("delivered", message.delivered, Integer::sum);
		assertThat(message.transmitted).as(text).isLessThanOrEqualTo(1);
		if (message.wantsAck) {
			assertThat(message.ends).as(text)
				.hasSize(message.wanted ? 1 : message.ends.size())
				.hasSizeLessThanOrEqualTo(1)
				.isSubsetOf("acknowledged", "NOT_ACKNOWLEDGED", "NEEDS_EXTENSION", "CLOSED");
			assertThat(message.delivered).as(text).isLessThanOrEqualTo(1);
		}
		else {
			assertThat(message.ends).as(text)
				.hasSizeLessThanOrEqualTo(1)
				.isSubsetOf("NOT_ACKNOWLEDGED", "NEEDS_EXTENSION", "CLOSED");
			if (scenario.isWithoutDuplicates()) {
				assertThat(message.delivered).as(text).isLessThanOrEqualTo(1);
			}
		}
		if (scenario.isHarmless() && !message.ends.contains("NEEDS_EXTENSION")) {
			assertThat(message.delivered).as(text).isEqualTo(1);
			assertThat(message.ends).as(text).doesNotContain("NOT_ACKNOWLEDGED");
		}
		if (message.ends.equals(List.of("acknowledged"))) {
			assertThat(message.delivered).as(text).isEqualTo(1);
		}
		if (message.ends.equals(List.of("NEEDS_EXTENSION"))) {
			assertThat(message.transmitted + message.delivered).as(text).isZero();
			assertThat(scenario.firstExtensions() && scenario.secondExtensions()).as(text).isFalse();
		}
	}

}
