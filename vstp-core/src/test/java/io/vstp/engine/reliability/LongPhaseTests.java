package io.vstp.engine.reliability;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import io.netty.buffer.Unpooled;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameFlags;
import io.vstp.frame.FrameType;
import io.vstp.frame.Headers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Messages in fragments, to a peer that reports which have arrived.
 */
class LongPhaseTests {

	private final SenderDriver driver = new SenderDriver();

	private RecordingOutbound outbound = new RecordingOutbound();

	private long id;

	@BeforeEach
	void send() {
		this.driver.sender.peerIsExtended();
		this.outbound = this.driver.sendForAck(30 * 1_100, "9");
		this.id = this.driver.lastFragId();
	}

	@AfterEach
	void nothingIsLeft() {
		this.driver.checkNothingLeft();
	}

	@Test
	void shouldBeginWithTenDatagramsAndDoubleThem() {
		assertThat(this.driver.takeIndices()).isEqualTo(range(0, 10));
		this.driver.advance(0.5);
		assertThat(this.driver.progress(this.id, 10, 100)).isTrue();
		assertThat(this.driver.proved).isEqualTo(1);
		assertThat(this.driver.takeIndices()).isEqualTo(range(10, 30));
		this.driver.advance(0.5);
		this.driver.progress(this.id, 30, 100);
		assertThat(this.outbound.events).containsExactly("transmitted");
		this.driver.ack("9");
		assertThat(this.outbound.events).containsExactly("transmitted", "acknowledged");
		assertThat(this.driver.sentAgain).isZero();
	}

	@Test
	void shouldSpreadWindowWhenRoundTripIsLong() {
		this.driver.take();
		this.driver.advance(50);
		this.driver.progress(this.id, 10, 100);
		assertThat(this.driver.takeIndices()).isEqualTo(range(10, 20));
		this.driver.advance(10);
		assertThat(this.driver.takeIndices()).hasSizeBetween(5, 7);
		this.driver.sender.close("end");
	}

	@Test
	void shouldSendNoMoreThanPeerTakes() {
		this.driver.take();
		this.driver.progress(this.id, 10, 3);
		assertThat(this.driver.takeIndices()).isEqualTo(range(10, 13));
		this.driver.progress(this.id, 13, 0);
		assertThat(this.driver.takeIndices()).isEmpty();
		this.driver.advance(500);
		assertThat(this.driver.takeIndices()).as("asks whether the window is still shut").containsOnly(13).isNotEmpty();
		this.driver.progress(this.id, 14, 4);
		assertThat(this.driver.takeIndices()).isEqualTo(range(14, 18));
		this.driver.sender.close("end");
	}

	@Test
	void shouldSendAgainWhatIsLost() {
		this.driver.take();
		this.driver.advance(0.5);
		this.driver.progress(this.id, 2, 100, 3, 4, 5, 8);
		assertThat(this.driver.takeIndices()).as("2 for the third after it, 6 and 7 may come yet")
			.startsWith(2)
			.doesNotContain(6, 7);
		assertThat(this.driver.sentAgain).isEqualTo(1);
		this.driver.advance(1);
		assertThat(this.driver.takeIndices()).as("a millisecond is too late").startsWith(6, 7);
		this.driver.sender.close("end");
	}

	@Test
	void shouldProbeWithLowestAndNewestWhenNothingComes() {
		this.driver.take();
		this.driver.advance(304);
		assertThat(this.driver.takeIndices()).isEmpty();
		this.driver.advance(1);
		assertThat(this.driver.takeIndices()).containsExactly(9, 0);
		this.driver.advance(609);
		assertThat(this.driver.takeIndices()).isEmpty();
		this.driver.advance(1);
		assertThat(this.driver.takeIndices()).as("the lowest is the newest now").containsExactly(0);
		this.driver.sender.close("end");
	}

	@Test
	void shouldFallBackToPart1WhenOnlySomebodySaidThatPeerIsExtended() {
		RecordingOutbound plain = this.driver.send(FrameFlags.NONE, 3_000);
		this.driver.take();
		this.driver.advance(305 + 610);
		this.driver.take();
		this.driver.advance(1_000);
		assertThat(this.driver.take()).as("both, from the start").contains("0:0/3 vx", "1:0/30 vx");
		this.driver.advance(100);
		assertThat(this.driver.ack("9")).isTrue();
		this.driver.advance(2_000);
		assertThat(this.outbound.events).containsExactly("transmitted", "acknowledged");
		assertThat(plain.events).containsExactly("transmitted");
	}

	@Test
	void shouldNotFallBackWhenNothingCouldBeSent() {
		this.driver.take();
		this.driver.writable = false;
		this.driver.advance(9_000);
		this.driver.writable = true;
		this.driver.sender.transmitPending(this.driver.now());
		assertThat(this.driver.take()).isNotEmpty().allMatch((fragment) -> fragment.startsWith(this.id + ":"));
		this.driver.sender.close("end");
	}

	@Test
	void shouldNotFallBackWhenPeerHasShownThatItIsExtended() {
		this.driver.progress(this.id, 10, 100);
		this.driver.advance(0.1);
		this.driver.progress(this.id, 29, 100);
		this.driver.ack("9");
		this.driver.take();
		RecordingOutbound second = this.driver.sendForAck(5_000, "10");
		this.driver.advance(9_000);
		assertThat(this.driver.take()).allMatch((fragment) -> fragment.startsWith(this.id + 1 + ":"));
		this.driver.advance(1_000);
		assertThat(second.events).hasSize(2)
			.last()
			.asString()
			.startsWith("NOT_ACKNOWLEDGED The peer has acknowledged 0 of 5");
	}

	@Test
	void shouldNotFallBackWhenPeerHasShownThatItIsExtendedAndSaysSoOnceMore() {
		this.driver.progress(this.id, 10, 100);
		this.driver.advance(0.1);
		this.driver.progress(this.id, 30, 100);
		this.driver.answer(FrameType.ACK, "msg-id", "9", "vx", "1");
		this.driver.take();
		this.driver.sendForAck(5_000, "10");
		this.driver.advance(9_000);
		assertThat(this.driver.take()).allMatch((fragment) -> fragment.startsWith(this.id + 1 + ":"));
		this.driver.sender.close("end");
	}

	@Test
	void shouldGiveUpWhenNothingIsAcknowledgedForTooLong() {
		this.driver.progress(this.id, 10, 100);
		this.driver.advance(9_999);
		assertThat(this.outbound.events).doesNotContain("NOT_ACKNOWLEDGED");
		this.driver.advance(1);
		assertThat(this.outbound.events).last()
			.isEqualTo("NOT_ACKNOWLEDGED The peer has acknowledged 10 of 30 fragments, and nothing more for 10000 ms");
		assertThat(this.driver.sentAgain).isLessThan(30);
	}

	@Test
	void shouldAskForAckWhenAllHasArrived() {
		this.driver.take();
		this.driver.progress(this.id, 10, 100);
		this.driver.progress(this.id, 30, 100);
		this.driver.take();
		this.driver.advance(2_000);
		assertThat(this.driver.takeIndices()).containsExactly(29, 29, 29);
		assertThat(this.driver.progress(this.id, 30, 100)).isTrue();
		this.driver.advance(2_000);
		assertThat(this.outbound.events).containsExactly("transmitted",
				"NOT_ACKNOWLEDGED All of it has arrived, but the peer has not acknowledged it");
	}

	@Test
	void shouldIgnoreAckThatCannotBeTrue() {
		this.driver.take();
		assertThat(this.driver.progress(this.id, 11, 100)).as("was not sent").isFalse();
		assertThat(this.driver.progress(this.id, 30, 100)).isFalse();
		assertThat(this.driver.progress(this.id, 4_000_000_000L, 4_000_000_000L)).isFalse();
		assertThat(this.driver.progress(this.id, 2, 100, 3, 10)).as("was not sent").isFalse();
		assertThat(this.driver.progress(this.id, 2, 100, 3, 1_000)).isFalse();
		assertThat(this.driver.progress(this.id + 1, 1, 100)).isFalse();
		assertThat(this.driver.ack("9")).as("the peer cannot have it all").isFalse();
		assertThat(this.driver.answer(FrameType.ACK)).isFalse();
		assertThat(this.driver.answer(FrameType.ACK, "frag-id", Long.toString(this.id))).isFalse();
		assertThat(this.driver.answer(FrameType.ACK, "vx", "1", "frag-id", Long.toString(this.id), "frag-ack", "-1",
				"frag-window", "5"))
			.isFalse();
		assertThat(this.driver.answer(FrameType.ACK, "vx", "1", "frag-id", Long.toString(this.id), "frag-ack", "1",
				"frag-window", "99999999999"))
			.isFalse();
		assertThat(this.driver.answer(FrameType.ERR)).isFalse();
		assertThat(this.driver.proved).isZero();
		assertThat(this.driver.take()).isEmpty();
		assertThat(this.driver.progress(this.id, 1, 100)).as("all is as it was").isTrue();
		this.driver.sender.close("end");
	}

	@Test
	void shouldIgnoreBitmapOfAnyLengthWhenItIsNothingButZeros() {
		this.driver.take();
		Frame ack = Frame.of(FrameType.ACK, 0,
				Headers.of("vx", "1", "frag-id", Long.toString(this.id), "frag-ack", "0", "frag-window", "9"),
				Unpooled.wrappedBuffer(new byte[60_000]));
		assertThat(this.driver.sender.answered(ack, this.driver.now())).isTrue();
		this.driver.sender.close("end");
	}

	@Test
	void shouldTakeOldNewsWhenAcksOvertakeEachOther() {
		this.driver.take();
		this.driver.progress(this.id, 5, 100);
		this.driver.progress(this.id, 0, 1, 1, 2, 7);
		this.driver.progress(this.id, 10, 100);
		assertThat(this.driver.takeIndices()).contains(10, 11, 12);
		this.driver.sender.close("end");
	}

	@Test
	void shouldSendSmallOnesFirst() {
		this.driver.sendForAck(10, "small");
		assertThat(this.driver.sent).last().satisfies((frame) -> assertThat(frame.header("msg-id")).isEqualTo("small"));
		this.driver.ack("small");
		this.driver.sender.close("end");
	}

	@Test
	void shouldSendSeveralInTurn() {
		this.driver.take();
		this.driver.advance(0.1);
		this.driver.progress(this.id, 10, 100);
		this.driver.advance(0.1);
		this.driver.progress(this.id, 30, 100);
		this.driver.ack("9");
		this.driver.take();
		this.driver.writable = false;
		this.driver.sendForAck(100 * 1_100, "10");
		this.driver.sendForAck(100 * 1_100, "11");
		this.driver.writable = true;
		this.driver.sender.transmitPending(this.driver.now());
		List<String> turns = this.driver.sent.stream().map((frame) -> frame.header("msg-id")).distinct().toList();
		assertThat(turns).containsExactly("10", "11");
		assertThat(this.driver.sent.stream().limit(24).filter((frame) -> "10".equals(frame.header("msg-id"))))
			.hasSize(16);
		this.driver.sender.close("end");
	}

	@Test
	void shouldStartAgainWithFourDatagramsWhenAllWasLostForLong() {
		this.driver.advance(10);
		this.driver.progress(this.id, 1, 100);
		this.driver.take();
		this.driver.advance(500);
		assertThat(this.driver.takeIndices()).endsWith(1);
		this.driver.progress(this.id, 2, 100);
		assertThat(this.driver.takeIndices()).containsExactly(2, 3, 4, 5);
		this.driver.sender.close("end");
	}

	@Test
	void shouldWaitLongerEachTimeAsLongAsOnlyProbesAreAnswered() {
		this.driver.take();
		this.driver.advance(0.5);
		this.driver.progress(this.id, 1, 100);
		this.driver.take();
		double last = 0;
		for (int i = 1; i < 9; i++) {
			double before = this.driver.elapsedMillis();
			while (this.driver.takeIndices().isEmpty()) {
				this.driver.advance(0.5);
			}
			double waited = this.driver.elapsedMillis() - before;
			if (i > 4) {
				assertThat(waited).isGreaterThan(1.8 * last);
			}
			last = waited;
			// Which of its transmissions this answers, nobody knows.
			this.driver.progress(this.id, i + 1, 0);
			this.driver.advance(2);
			this.driver.take();
		}
		this.driver.sender.close("end");
	}

	@Test
	void shouldArriveWhenAnotherIsForgottenByPeerAndHasTheWindow() {
		this.driver.take();
		this.driver.advance(0.5);
		this.driver.progress(this.id, 1, 100);
		assertThat(this.driver.takeIndices()).as("all that the window takes").isNotEmpty();
		RecordingOutbound other = this.driver.sendForAck(5 * 1_100, "10");
		long otherId = this.id + 1;
		List<Integer> arrived = new ArrayList<>();
		for (int i = 0; i < 200 && arrived.size() < 5; i++) {
			this.driver.advance(5);
			for (String fragment : this.driver.take()) {
				if (fragment.startsWith(otherId + ":")) {
					arrived.add(arrived.size());
					this.driver.progress(otherId, arrived.size(), 100);
				}
			}
		}
		this.driver.ack("10");
		assertThat(other.events).containsExactly("transmitted", "acknowledged");
		assertThat(this.outbound.events).doesNotContain("NOT_ACKNOWLEDGED");
		this.driver.sender.close("end");
	}

	@Test
	void shouldStopWhenNobodyWaitsAnyMore() {
		this.driver.take();
		this.outbound.wanted = false;
		this.driver.progress(this.id, 10, 100);
		assertThat(this.driver.take()).isEmpty();
		assertThat(this.outbound.events).isEmpty();
	}

	@Test
	void shouldEndQuietlyWhenNoAckIsWanted() {
		this.driver.progress(this.id, 10, 100);
		this.driver.progress(this.id, 30, 100);
		this.driver.ack("9");
		RecordingOutbound plain = this.driver.send(FrameFlags.NONE, 3_000);
		this.driver.sender.transmitPending(this.driver.now());
		this.driver.advance(40);
		assertThat(plain.events).containsExactly("transmitted");
		this.driver.progress(this.driver.lastFragId(), 3, 100);
		assertThat(plain.events).containsExactly("transmitted");
	}

	@Test
	void shouldSendNothingWhenSocketTakesNothing() {
		this.driver.take();
		this.driver.writable = false;
		this.driver.progress(this.id, 10, 100);
		this.driver.advance(1_000);
		assertThat(this.driver.take()).isEmpty();
		this.driver.writable = true;
		this.driver.sender.transmitPending(this.driver.now());
		assertThat(this.driver.takeIndices()).startsWith(10, 11);
		this.driver.sender.close("end");
	}

	private static List<Integer> range(int from, int to) {
		return IntStream.range(from, to).boxed().toList();
	}

}
