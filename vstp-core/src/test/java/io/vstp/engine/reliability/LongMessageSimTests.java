package io.vstp.engine.reliability;

import java.util.Random;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vstp.engine.session.VirtualTime;
import io.vstp.test.Seeds;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What long messages cost, in time and in bytes on the wire.
 */
class LongMessageSimTests {

	private static final int HUNDRED_MEGABYTES = 100_000_000;

	private final long seed = Seeds.next();

	private final Random random = Seeds.random(this.seed);

	private final VirtualTime time = new VirtualTime(this.random.nextLong());

	private SimWire there = wire(SimConditions.loss(0, 0));

	private SimWire back = this.there;

	private SimPeer first = peer(this.there);

	private SimPeer second = peer(this.back);

	private void connect(SimConditions there, SimConditions back) {
		this.there = wire(there);
		this.back = wire(back);
		this.first = peer(this.there);
		this.second = peer(this.back);
		SimPeer.connect(this.first, this.second);
	}

	private SimWire wire(SimConditions conditions) {
		return new SimWire(this.time, this.random, conditions);
	}

	private SimPeer peer(SimWire out) {
		RetryPolicy policy = new RetryPolicy(3, VirtualTime.millis(100), VirtualTime.millis(5_000),
				VirtualTime.millis(2_000), 0.2);
		return new SimPeer(this.time, this.random, out,
				new SenderSettings(policy, 1_200, 1 << 28, 4, true, true, 64, 1 << 28, VirtualTime.millis(10_000)),
				DatagramScenario.receiving(true));
	}

	@Test
	void shouldBringHundredMegabytesWhenOnePercentIsLost() {
		connect(SimConditions.loss(0.01, VirtualTime.millis(1) / 20),
				SimConditions.loss(0.01, VirtualTime.millis(1) / 20));
		double millis = transfer(HUNDRED_MEGABYTES);
		assertThat(millis).isLessThan(30_000);
		assertThat((double) this.there.bytes / HUNDRED_MEGABYTES).as("bytes on the wire").isLessThan(1.15);
	}

	@Test
	void shouldBringHundredMegabytesWhenFivePercentAreLost() {
		connect(SimConditions.loss(0.05, VirtualTime.millis(1) / 20),
				SimConditions.loss(0.05, VirtualTime.millis(1) / 20));
		double millis = transfer(HUNDRED_MEGABYTES);
		assertThat(millis).isLessThan(60_000);
		assertThat((double) this.there.bytes / HUNDRED_MEGABYTES).as("bytes on the wire").isLessThan(1.2);
	}

	@Test
	void shouldStartQuicklyWhenRoundTripIsLong() {
		connect(SimConditions.loss(0, VirtualTime.millis(25)), SimConditions.loss(0, VirtualTime.millis(25)));
		double millis = transfer(1_000_000);
		assertThat(millis).as("seven doublings of ten datagrams, and the question for the peer").isLessThan(600);
		assertThat(this.first.sentAgain).isZero();
	}

	@Test
	void shouldAnswerSmallMessageWhileLongOneIsUnderWay() {
		connect(SimConditions.loss(0, VirtualTime.millis(5)), SimConditions.loss(0, VirtualTime.millis(5)));
		SimMessage large = this.first.send("large", true, Unpooled.wrappedBuffer(new byte[HUNDRED_MEGABYTES]));
		double slowest = 0;
		int sent = 0;
		while (large.ends.isEmpty()) {
			this.time.advance(VirtualTime.millis(20));
			SimMessage small = this.first.send("small" + sent, true, Unpooled.wrappedBuffer(new byte[64]));
			long start = this.time.now();
			assertThat(this.time.advanceUntil(VirtualTime.millis(1_000), () -> !small.ends.isEmpty())).isTrue();
			slowest = Math.max(slowest, (this.time.now() - start) / 1e6);
			sent++;
		}
		report("%d small ones meanwhile, the slowest in %.1f ms".formatted(sent, slowest));
		assertThat(large.ends).containsExactly("acknowledged");
		assertThat(sent).isGreaterThan(10);
		assertThat(slowest).as("round trip of 10 ms").isLessThan(20);
		finish();
	}

	@Test
	void shouldFinishWhenTwoShareBottleneck() {
		SimConditions bottleneck = new SimConditions(0, 0, 0, 0, VirtualTime.millis(10), 0, 5_000_000, 60_000);
		connect(bottleneck, SimConditions.loss(0, VirtualTime.millis(10)));
		SimPeer third = peer(this.there);
		SimPeer fourth = peer(this.back);
		SimPeer.connect(third, fourth);
		long start = this.time.now();
		SimMessage one = this.first.send("one", true, random(5_000_000));
		SimMessage two = third.send("two", true, random(5_000_000));
		assertThat(this.time.advanceUntil(VirtualTime.millis(60_000), () -> !one.ends.isEmpty() && !two.ends.isEmpty()))
			.isTrue();
		double first = (one.endedAt - start) / 1e6;
		double second = (two.endedAt - start) / 1e6;
		report("two of 5 MB over 5 MB/s: %.0f and %.0f ms, %d and %d sent again".formatted(first, second,
				this.first.sentAgain, third.sentAgain));
		assertThat(one.ends).containsExactly("acknowledged");
		assertThat(two.ends).containsExactly("acknowledged");
		assertThat(Math.max(first, second)).as("10 MB over 5 MB/s").isLessThan(4_000);
		assertThat(Math.min(first, second) / Math.max(first, second)).as("shares").isGreaterThan(0.5);
	}

	@Test
	void shouldRecoverWhenWayIsInterrupted() {
		connect(SimConditions.loss(0, VirtualTime.millis(10)), SimConditions.loss(0, VirtualTime.millis(10)));
		this.time.in(VirtualTime.millis(100), () -> {
			this.there.down(true);
			this.back.down(true);
		});
		this.time.in(VirtualTime.millis(2_100), () -> {
			this.there.down(false);
			this.back.down(false);
		});
		double millis = transfer(20_000_000);
		assertThat(millis).isBetween(2_000.0, 8_000.0);
	}

	@Test
	void shouldFailWhenPeerFallsSilent() {
		connect(SimConditions.loss(0, VirtualTime.millis(10)), SimConditions.loss(0, VirtualTime.millis(10)));
		this.time.in(VirtualTime.millis(100), () -> this.back.down(true));
		SimMessage message = this.first.send("m", true, random(20_000_000));
		long start = this.time.now();
		assertThat(this.time.advanceUntil(VirtualTime.millis(60_000), () -> !message.ends.isEmpty())).isTrue();
		assertThat(message.ends).containsExactly("NOT_ACKNOWLEDGED");
		assertThat((this.time.now() - start) / 1e6).isBetween(10_000.0, 10_300.0);
		finish();
	}

	@Test
	void shouldFailWhenPeerNeverAnswers() {
		connect(SimConditions.loss(0, VirtualTime.millis(10)), SimConditions.loss(1, VirtualTime.millis(10)));
		SimMessage small = this.first.send("small", true, random(64));
		SimMessage medium = this.first.send("medium", true, random(100_000));
		SimMessage large = this.first.send("large", true, random(1_000_000));
		this.time.advance(VirtualTime.millis(3_500));
		assertThat(small.ends).containsExactly("NOT_ACKNOWLEDGED");
		assertThat(medium.ends).containsExactly("NOT_ACKNOWLEDGED");
		assertThat(large.ends).containsExactly("NOT_ACKNOWLEDGED");
		assertThat(large.transmitted).isZero();
		finish();
	}

	private double transfer(int length) {
		long start = this.time.now();
		SimMessage message = this.first.send("m", true, random(length));
		assertThat(this.time.advanceUntil(VirtualTime.millis(600_000), () -> !message.ends.isEmpty())).isTrue();
		double millis = (message.endedAt - start) / 1e6;
		report("%d bytes in %.0f ms, %.3f times as many on the wire, %d of %d datagrams sent again, %.0f ns each"
			.formatted(length, millis, (double) this.there.bytes / length, this.first.sentAgain, this.there.datagrams,
					(double) this.first.cpu / this.there.datagrams));
		assertThat(message.ends).containsExactly("acknowledged");
		assertThat(message.delivered).isEqualTo(1);
		finish();
		return millis;
	}

	private ByteBuf random(int length) {
		byte[] bytes = new byte[length];
		this.random.nextBytes(bytes);
		return Unpooled.wrappedBuffer(bytes);
	}

	private void report(String text) {
		System.out.println(text);
	}

	private void finish() {
		this.time.advance(VirtualTime.millis(60_000));
		assertThat(this.first.isIdle()).isTrue();
		assertThat(this.second.isIdle()).isTrue();
		assertThat(this.first.hasReleasedAll()).isTrue();
		this.first.receiver.close();
		this.second.receiver.close();
	}

}
