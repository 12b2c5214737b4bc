package io.vstp.engine.reliability;

import java.util.List;

import io.vstp.frame.FrameFlags;
import io.vstp.frame.FrameType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Messages that fit into a datagram.
 */
class SmallSendsTests {

	private SenderDriver driver = new SenderDriver();

	@AfterEach
	void nothingIsLeft() {
		this.driver.checkNothingLeft();
	}

	@Test
	void shouldTransmitOnceWhenNoAckIsWanted() {
		RecordingOutbound outbound = this.driver.send(FrameFlags.NONE, 10);
		assertThat(outbound.events).containsExactly("transmitted");
		assertThat(this.driver.take()).containsExactly("DATA");
		assertThat(this.driver.sender.isIdle()).isTrue();
	}

	@Test
	void shouldEndWhenAckComes() {
		RecordingOutbound outbound = this.driver.sendForAck(10, "7");
		this.driver.advance(30);
		assertThat(this.driver.ack("7")).isTrue();
		assertThat(outbound.events).containsExactly("transmitted", "acknowledged");
		assertThat(this.driver.ack("7")).as("once only").isFalse();
		this.driver.advance(10_000);
		assertThat(this.driver.take()).hasSize(1);
		assertThat(this.driver.sentAgain).isZero();
	}

	@Test
	void shouldSendSameBytesAgainWhenNoAckComes() {
		RecordingOutbound outbound = this.driver.sendForAck(500, "7");
		List<byte[]> first = this.driver.takeBytes();
		this.driver.advance(99);
		assertThat(this.driver.take()).isEmpty();
		this.driver.advance(1);
		assertThat(this.driver.takeBytes()).usingRecursiveComparison().isEqualTo(first);
		this.driver.advance(199);
		assertThat(this.driver.take()).isEmpty();
		this.driver.advance(1);
		assertThat(this.driver.takeBytes()).usingRecursiveComparison().isEqualTo(first);
		this.driver.advance(400);
		assertThat(this.driver.takeBytes()).usingRecursiveComparison().isEqualTo(first);
		this.driver.advance(1_999);
		assertThat(outbound.events).containsExactly("transmitted");
		this.driver.advance(1);
		assertThat(outbound.events).containsExactly("transmitted",
				"NOT_ACKNOWLEDGED No ACK came, though it was sent 4 times");
		assertThat(this.driver.take()).isEmpty();
		assertThat(this.driver.sentAgain).isEqualTo(3);
	}

	@Test
	void shouldProbeOnceBeforeItsTimeWhenPeerKnowsMessagesAgain() {
		measureRoundTrip();
		RecordingOutbound outbound = this.driver.sendForAck(500, "7");
		List<byte[]> first = this.driver.takeBytes();
		this.driver.advance(99);
		assertThat(this.driver.takeBytes()).usingRecursiveComparison().isEqualTo(first);
		this.driver.advance(1);
		assertThat(this.driver.takeBytes()).as("its retransmission, when it is due").hasSize(1);
		assertThat(this.driver.ack("7")).isTrue();
		assertThat(outbound.events).containsExactly("transmitted", "acknowledged");
	}

	@Test
	void shouldProbeLaterEachTimeWhenAcksComeLaterThanProbes() {
		measureRoundTrip();
		int probes = 0;
		for (int i = 0; i < 5; i++) {
			this.driver.sendForAck(10, "late" + i);
			this.driver.take();
			this.driver.advance(50);
			probes += this.driver.take().size();
			this.driver.ack("late" + i);
		}
		assertThat(probes).isBetween(1, 3);
	}

	private void measureRoundTrip() {
		this.driver.sendForAck(10, "1");
		this.driver.advance(1);
		this.driver.ack("1");
		this.driver.take();
		this.driver.sender.peerIsExtended();
	}

	@Test
	void shouldAddJitterToDelayWhenPolicySaysSo() {
		RetryPolicy policy = new RetryPolicy(1, SenderDriver.millis(100), SenderDriver.millis(5_000),
				SenderDriver.millis(50), 0.5);
		this.driver = new SenderDriver(
				new SenderSettings(policy, 1_200, 1_000_000, 4, true, true, 8, 1_000_000, 1L << 40));
		this.driver.random = 1L << 63;
		this.driver.sendForAck(1, "7");
		this.driver.take();
		this.driver.advance(124.9);
		assertThat(this.driver.take()).isEmpty();
		this.driver.advance(0.2);
		assertThat(this.driver.take()).hasSize(1);
		this.driver.advance(50);
	}

	@Test
	void shouldStopDoublingDelayWhenItIsLongEnough() {
		RetryPolicy policy = new RetryPolicy(100, 100, 1_000, 50, 0);
		assertThat(policy.delay(4, 1)).isEqualTo(800);
		assertThat(policy.delay(5, 1)).isEqualTo(1_000);
		assertThat(policy.delay(100, 1)).isEqualTo(1_000);
		assertThat(new RetryPolicy(3, 100, 1_000, 50, 0.2).delay(5, 0.5)).isEqualTo(1_100);
	}

	@Test
	void shouldNotSendAgainBeforeAnswerCanBeThereWhenRoundTripIsKnown() {
		this.driver.sendForAck(1, "1");
		this.driver.advance(90);
		this.driver.ack("1");
		this.driver.take();
		this.driver.sendForAck(1, "2");
		this.driver.take();
		this.driver.advance(90 + 4 * 45 + 4);
		assertThat(this.driver.take()).isEmpty();
		this.driver.advance(1);
		assertThat(this.driver.take()).hasSize(1);
		this.driver.ack("2");
	}

	@Test
	void shouldNotMeasureRoundTripWhenSentTwice() {
		this.driver.sendForAck(1, "1");
		this.driver.advance(150);
		this.driver.ack("1");
		this.driver.take();
		this.driver.sendForAck(1, "2");
		this.driver.advance(100);
		assertThat(this.driver.take()).hasSize(2);
		this.driver.ack("2");
	}

	@Test
	void shouldHoldFurtherOnesBackWhenManyAreUnacknowledged() {
		for (int i = 0; i < 10; i++) {
			this.driver.sendForAck(1, "m" + i);
		}
		assertThat(this.driver.take()).hasSize(8);
		assertThat(this.driver.ack("m9")).as("was not sent yet").isFalse();
		RecordingOutbound plain = this.driver.send(FrameFlags.NONE, 1);
		assertThat(plain.events).as("needs no place").containsExactly("transmitted");
		this.driver.take();
		this.driver.ack("m3");
		assertThat(this.driver.take()).hasSize(1);
		for (int i = 0; i < 10; i++) {
			assertThat(this.driver.ack("m" + i)).isEqualTo(i != 3);
		}
		assertThat(this.driver.take()).as("the last one").hasSize(1);
		this.driver.advance(10_000);
		assertThat(this.driver.take()).isEmpty();
	}

	@Test
	void shouldKeepOrderWhenSocketTakesNothing() {
		this.driver.writable = false;
		RecordingOutbound first = this.driver.send(FrameFlags.NONE, 1);
		RecordingOutbound second = this.driver.sendForAck(2, "2");
		RecordingOutbound third = this.driver.send(FrameFlags.NONE, 3);
		assertThat(first.events).isEmpty();
		assertThat(this.driver.sender.pendingBytes()).isPositive();
		this.driver.advance(5_000);
		this.driver.writable = true;
		this.driver.sender.transmitPending(this.driver.now());
		assertThat(this.driver.sent.stream().map((frame) -> frame.payload().readableBytes())).containsExactly(1, 2, 3);
		assertThat(third.events).containsExactly("transmitted");
		this.driver.ack("2");
		assertThat(second.events).containsExactly("transmitted", "acknowledged");
	}

	@Test
	void shouldGiveUpWhenSocketTakesNothingForTooLong() {
		this.driver.writable = false;
		RecordingOutbound plain = this.driver.send(FrameFlags.NONE, 1);
		RecordingOutbound acknowledged = this.driver.sendForAck(1, "1");
		RecordingOutbound fragmented = this.driver.send(FrameFlags.NONE, 10_000);
		this.driver.advance(9_999);
		assertThat(plain.events).isEmpty();
		this.driver.advance(1);
		assertThat(plain.events).containsExactly("NOT_ACKNOWLEDGED Nothing could be sent to the peer for 10000 ms");
		assertThat(acknowledged.events).isEqualTo(plain.events);
		assertThat(fragmented.events).isEqualTo(plain.events);
	}

	@Test
	void shouldWaitForSocketWhenToBeSentAgain() {
		RecordingOutbound outbound = this.driver.sendForAck(1, "1");
		this.driver.writable = false;
		this.driver.advance(500);
		assertThat(this.driver.take()).hasSize(1);
		this.driver.writable = true;
		this.driver.sender.transmitPending(this.driver.now());
		assertThat(this.driver.take()).hasSize(1);
		this.driver.ack("1");
		assertThat(outbound.events).containsExactly("transmitted", "acknowledged");
	}

	@Test
	void shouldStopWhenNobodyWaitsAnyMore() {
		RecordingOutbound outbound = this.driver.sendForAck(1, "1");
		outbound.wanted = false;
		this.driver.advance(10_000);
		assertThat(this.driver.take()).hasSize(1);
		assertThat(outbound.events).containsExactly("transmitted");
	}

	@Test
	void shouldEndWhenRefused() {
		RecordingOutbound outbound = this.driver.sendForAck(1, "1");
		assertThat(this.driver.answer(FrameType.ERR, "code", "overloaded", "msg-id", "2")).isFalse();
		assertThat(this.driver.answer(FrameType.ERR, "code", "overloaded")).isFalse();
		assertThat(this.driver.answer(FrameType.ERR, "code", "no-handler", "msg-id", "1")).isTrue();
		assertThat(outbound.events).containsExactly("transmitted", "refused no-handler");
		assertThat(this.driver.sender.isKept("1")).isFalse();
	}

	@Test
	void shouldFailAtOnceWhenMsgIdIsUnderWay() {
		this.driver.sendForAck(1, "1");
		RecordingOutbound second = this.driver.sendForAck(1, "1");
		assertThat(second.events).containsExactly("INVALID A message with msg-id '1' is under way already");
		this.driver.ack("1");
		RecordingOutbound third = this.driver.sendForAck(1, "1");
		this.driver.ack("1");
		assertThat(third.events).containsExactly("transmitted", "acknowledged");
	}

	@Test
	void shouldFailAtOnceWhenAckIsWantedWithoutMsgId() {
		RecordingOutbound outbound = this.driver.send(FrameFlags.REQ_ACK, 1);
		assertThat(outbound.events).containsExactly("INVALID A message that wants an ACK needs a msg-id");
	}

	@Test
	void shouldRefuseMoreWhenTooMuchIsPending() {
		SenderSettings settings = new SenderSettings(SenderDriver.RETRIES, 1_200, 1_000_000, 4, true, true, 1, 1_000,
				1L << 40);
		this.driver = new SenderDriver(settings);
		RecordingOutbound single = this.driver.sendForAck(1_100, "1");
		assertThat(single.events).as("one alone is never refused").containsExactly("transmitted");
		RecordingOutbound second = this.driver.sendForAck(0, "2");
		assertThat(second.events).singleElement().asString().startsWith("OVERLOADED 1");
		this.driver.ack("1");
		RecordingOutbound third = this.driver.sendForAck(0, "2");
		this.driver.ack("2");
		assertThat(third.events).containsExactly("transmitted", "acknowledged");
	}

	@Test
	void shouldFailWhenClosed() {
		RecordingOutbound first = this.driver.sendForAck(1, "1");
		this.driver.writable = false;
		RecordingOutbound second = this.driver.send(FrameFlags.NONE, 1);
		this.driver.sender.close("The session has ended");
		assertThat(first.events).containsExactly("transmitted", "CLOSED The session has ended");
		assertThat(second.events).containsExactly("CLOSED The session has ended");
	}

	@Test
	void shouldLetEventLoopBreatheWhenMuchIsPending() {
		this.driver.writable = false;
		for (int i = 0; i < 200; i++) {
			this.driver.send(FrameFlags.NONE, 1);
		}
		this.driver.writable = true;
		this.driver.sender.transmitPending(this.driver.now());
		assertThat(this.driver.take()).hasSize(64);
		assertThat(this.driver.sender.nextDeadline()).isEqualTo(this.driver.now());
		this.driver.advance(0);
		assertThat(this.driver.take()).hasSize(136);
	}

}
