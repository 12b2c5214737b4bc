package io.vstp.engine.reliability;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import io.netty.buffer.Unpooled;
import io.vstp.engine.session.VirtualTime;
import io.vstp.test.Seeds;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How well a long message makes use of ways of all kinds.
 */
class CongestionSimTests {

	private static final int MEGABYTE = 1_000_000;

	private final long seed = Seeds.next();

	private final Random random = Seeds.random(this.seed);

	private final VirtualTime time = new VirtualTime(this.random.nextLong());

	private final List<SimPeer> peers = new ArrayList<>();

	private SimWire there = wire(SimConditions.loss(0, 0));

	private SimWire back = this.there;

	private SimPeer first = peer(this.there);

	private void connect(double loss, double delayMillis, double megabytesPerSecond, double queueMegabytes) {
		this.there = wire(conditions(loss, delayMillis, megabytesPerSecond, queueMegabytes));
		this.back = wire(conditions(loss, delayMillis, 0, 0));
		this.first = connected();
	}

	private SimPeer connected() {
		SimPeer one = peer(this.there);
		SimPeer other = peer(this.back);
		SimPeer.connect(one, other);
		this.peers.add(one);
		this.peers.add(other);
		return one;
	}

	private static SimConditions conditions(double loss, double delayMillis, double megabytesPerSecond,
			double queueMegabytes) {
		return new SimConditions(loss, 0, 0, 0, (long) (delayMillis * 1_000_000), 0,
				(long) (megabytesPerSecond * MEGABYTE), (long) (queueMegabytes * MEGABYTE));
	}

	private SimWire wire(SimConditions conditions) {
		return new SimWire(this.time, this.random, conditions);
	}

	private SimPeer peer(SimWire out) {
		RetryPolicy policy = new RetryPolicy(8, VirtualTime.millis(100), VirtualTime.millis(5_000),
				VirtualTime.millis(2_000), 0.2);
		return new SimPeer(this.time, this.random, out,
				new SenderSettings(policy, 1_200, 1 << 28, 4, true, true, 64, 1 << 28, VirtualTime.millis(10_000)),
				DatagramScenario.receiving(true));
	}

	@AfterEach
	void nothingIsLeft() {
		this.time.advance(VirtualTime.millis(60_000));
		for (SimPeer peer : this.peers) {
			assertThat(peer.isIdle()).isTrue();
			assertThat(peer.hasReleasedAll()).isTrue();
			peer.receiver.close();
		}
	}

	@ParameterizedTest
	@CsvSource({ "0, 50, 3", "0.001, 50, 4", "0.01, 50, 5", "0.05, 50, 6", "0.1, 50, 8", "0.2, 50, 20", "0.05, 5, 2",
			"0.2, 5, 6", "0.05, 1, 0.5" })
	void shouldBringTwentyMegabytesWhenWayLosesByChance(double loss, double delayMillis, double maxSeconds) {
		connect(loss, delayMillis, 0, 0);
		assertThat(transfer(20)).isLessThan(maxSeconds);
		assertThat(sentFor(20)).as("times as many bytes on the wire").isLessThan(1.12 / (1 - loss));
	}

	@ParameterizedTest
	@CsvSource({ "0, 50, 5, 0.5, 0.7", "0, 50, 5, 0.05, 0.5", "0, 50, 5, 5, 0.7", "0.01, 50, 5, 0.5, 0.7",
			"0.01, 10, 5, 0.05, 0.75", "0.05, 10, 5, 0.05, 0.7", "0, 10, 1, 0.01, 0.75", "0.02, 25, 50, 1, 0.25" })
	void shouldFillWayWhenItIsNarrow(double loss, double delayMillis, double megabytesPerSecond, double queueMegabytes,
			double use) {
		connect(loss, delayMillis, megabytesPerSecond, queueMegabytes);
		double seconds = transfer(20);
		assertThat(20 / seconds / megabytesPerSecond).as("use of the way, start included").isGreaterThan(use);
		assertThat(sentFor(20)).as("times as many bytes on the wire").isLessThan(1.35 / (1 - loss));
	}

	@Test
	void shouldNotFloodWayThatPolicesWhenAlmostAllOfStartIsLost() {
		connect(0, 2, 0.05, 0.003);
		int length = MEGABYTE / 4;
		SimMessage message = this.first.send("m", true, Unpooled.wrappedBuffer(new byte[length]));
		this.time.advanceUntil(VirtualTime.millis(60_000), () -> !message.ends.isEmpty());
		assertThat(message.ends).containsExactly("acknowledged");
		assertThat((double) this.there.bytes / length).as("times as many bytes on the wire, one of them at the start")
			.isLessThan(3);
	}

	@Test
	void shouldKeepQueueShortWhenItMightBeLong() {
		connect(0, 10, 5, 5);
		SimMessage large = send(20);
		this.time.advance(VirtualTime.millis(1_000));
		List<Long> waits = new ArrayList<>();
		while (large.ends.isEmpty()) {
			SimMessage small = this.first.send("s" + waits.size(), true, Unpooled.wrappedBuffer(new byte[64]));
			long start = this.time.now();
			this.time.advanceUntil(VirtualTime.millis(10_000), () -> !small.ends.isEmpty());
			waits.add(this.time.now() - start);
			this.time.advance(VirtualTime.millis(20));
		}
		waits.sort(null);
		assertThat(waits).hasSizeGreaterThan(30);
		assertThat(waits.get(waits.size() / 2)).as("a second if the queue were full; 20 ms if it were empty")
			.isLessThan(VirtualTime.millis(60));
	}

	@Test
	void shouldSlowDownWhenWayBecomesSlower() {
		connect(0, 20, 20, 0.2);
		change(600, 0, 20, 2, 0.2);
		assertThat(transfer(20)).as("some 8 MB in the time before, the rest in 6 s").isBetween(4.0, 10.0);
		assertThat(sentFor(20)).isLessThan(1.4);
	}

	@Test
	void shouldEmptyLongQueueWhenWayHasBecomeMuchSlower() {
		connect(0, 20, 10, 2);
		change(500, 0, 20, 0.2, 2);
		SimMessage large = send(8);
		this.time.advance(VirtualTime.millis(13_000));
		assertThat(large.ends).isEmpty();
		long start = this.time.now();
		SimMessage small = this.first.send("small", true, Unpooled.wrappedBuffer(new byte[64]));
		this.time.advanceUntil(VirtualTime.millis(20_000), () -> !small.ends.isEmpty());
		assertThat(seconds(small, start)).as("10 s if the queue were full").isLessThan(0.5);
		this.time.advanceUntil(VirtualTime.millis(60_000), () -> !large.ends.isEmpty());
		assertThat(large.ends).containsExactly("acknowledged");
	}

	@Test
	void shouldSpeedUpWhenWayBecomesFaster() {
		connect(0, 20, 1, 0.1);
		change(2_000, 0, 20, 20, 1);
		assertThat(transfer(20)).as("20 s if nothing were faster").isLessThan(10);
	}

	@Test
	void shouldGoOnWhenWayBecomesLonger() {
		connect(0.01, 5, 10, 0.2);
		change(500, 0.01, 50, 10, 0.2);
		assertThat(transfer(20)).as("2 s if nothing were longer").isLessThan(10);
	}

	@Test
	void shouldGoOnWhenShortWayBecomesLong() {
		connect(0.01, 0.02, 0, 0);
		change(50, 0.01, 50, 0, 0);

		assertThat(transfer(20)).isLessThan(5);
	}

	@Test
	void shouldStartAgainQuicklyWhenWayWasInterrupted() {
		connect(0, 50, 5, 0.2);
		down(300, true);
		down(2_300, false);
		assertThat(transfer(20)).as("2 s of interruption, and 4 s at full speed").isLessThan(9);
	}

	private void down(long afterMillis, boolean down) {
		this.time.in(VirtualTime.millis(afterMillis), () -> {
			this.there.down(down);
			this.back.down(down);
		});
	}

	@Test
	void shouldLookForShortestRoundTripWithoutLosingMuch() {
		connect(0, 20, 5, 0.5);
		double seconds = transfer(90);
		assertThat(90 / seconds / 5).as("use of the way in 20 s").isGreaterThan(0.85);
	}

	@ParameterizedTest
	@CsvSource({ "0, 0.06", "0, 1", "0.02, 0.06" })
	void shouldShareWayWithAnother(double loss, double queueMegabytes) {
		connect(loss, 10, 5, queueMegabytes);
		SimPeer second = connected();
		long start = this.time.now();
		SimMessage one = send(10);
		SimMessage two = second.send("two", true, Unpooled.wrappedBuffer(new byte[10 * MEGABYTE]));
		this.time.advanceUntil(VirtualTime.millis(60_000), () -> !one.ends.isEmpty() && !two.ends.isEmpty());
		double first = seconds(one, start);
		double last = seconds(two, start);
		System.out.printf("two of 10 MB: %.2f s and %.2f s%n", first, last);
		assertThat(Math.max(first, last)).as("20 MB at 5 MB/s").isLessThan(6.5);
		assertThat(Math.min(first, last) / Math.max(first, last)).as("shares").isGreaterThan(0.5);
	}

	@ParameterizedTest
	@CsvSource({ "10_000", "100_000", "240_000", "600_000" })
	void shouldBringOneMessageAfterTheOtherSoon(int length) {
		connect(0, 20, 10, 0.5);
		for (int i = 0; i < 10; i++) {
			long start = this.time.now();
			SimMessage message = this.first.send("m" + i, true, Unpooled.wrappedBuffer(new byte[length]));
			this.time.advanceUntil(VirtualTime.millis(30_000), () -> !message.ends.isEmpty());
			assertThat(message.ends).containsExactly("acknowledged");
			assertThat(seconds(message, start)).as("%d bytes, message %d", length, i).isLessThan((i == 0) ? 0.8 : 0.25);
			this.time.advance(VirtualTime.millis(700 * i));
		}
	}

	@ParameterizedTest
	@CsvSource({ "0, 20, 5, 4", "0.01, 20, 5, 6", "0.02, 5, 0, 4", "0.02, 50, 0, 8" })
	void shouldBringManyWhenPeerIsFoundToKnowExtensionsMeanwhile(double loss, double delayMillis,
			double megabytesPerSecond, double maxSeconds) {
		connect(loss, delayMillis, megabytesPerSecond, 0.2);
		long start = this.time.now();
		List<SimMessage> messages = new ArrayList<>();
		for (int i = 0; i < 100; i++) {
			messages.add(this.first.send("m" + i, true, Unpooled.wrappedBuffer(new byte[50_000])));
		}
		this.time.advanceUntil(VirtualTime.millis(60_000),
				() -> messages.stream().noneMatch((message) -> message.ends.isEmpty()));
		assertThat(messages).allSatisfy((message) -> assertThat(message.ends).containsExactly("acknowledged"));
		assertThat((this.time.now() - start) / 1e9).as("seconds for 5 MB").isLessThan(maxSeconds);
	}

	private void change(double afterMillis, double loss, double delayMillis, double megabytesPerSecond,
			double queueMegabytes) {
		this.time.in((long) (afterMillis * 1_000_000), () -> {
			this.there.conditions(conditions(loss, delayMillis, megabytesPerSecond, queueMegabytes));
			this.back.conditions(conditions(loss, delayMillis, 0, 0));
		});
	}

	private SimMessage send(int megabytes) {
		return this.first.send("m", true, Unpooled.wrappedBuffer(new byte[megabytes * MEGABYTE]));
	}

	private double transfer(int megabytes) {
		long start = this.time.now();
		SimMessage message = send(megabytes);
		this.time.advanceUntil(VirtualTime.millis(600_000), () -> !message.ends.isEmpty());
		assertThat(message.ends).containsExactly("acknowledged");
		double seconds = seconds(message, start);
		System.out.printf("%d MB in %.2f s, %.3f times as many bytes on the wire, %d of %d datagrams sent again%n",
				megabytes, seconds, sentFor(megabytes), this.first.sentAgain, this.there.datagrams);
		return seconds;
	}

	private double sentFor(int megabytes) {
		return (double) this.there.bytes / MEGABYTE / megabytes;
	}

	private static double seconds(SimMessage message, long start) {
		return (message.endedAt - start) / 1e9;
	}

}
