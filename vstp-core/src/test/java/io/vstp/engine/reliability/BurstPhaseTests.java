package io.vstp.engine.reliability;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.vstp.frame.Frame;
import io.vstp.frame.FrameFlags;
import io.vstp.frame.FrameType;
import io.vstp.frame.HeaderNames;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Messages in fragments, to a peer that may know part 1 only.
 */
class BurstPhaseTests {

	private SenderDriver driver = new SenderDriver();

	@AfterEach
	void nothingIsLeft() {
		this.driver.checkNothingLeft();
	}

	@Test
	void shouldOfferExtensionsWhenPeerIsUnknown() {
		RecordingOutbound outbound = this.driver.send(FrameFlags.NONE, 2_000);
		assertThat(this.driver.take()).containsExactly("0:0/2 vx", "0:1/2 vx");
		assertThat(outbound.events).containsExactly("transmitted");
		this.driver.advance(914);
		assertThat(this.driver.sender.isIdle()).as("an answer may still come").isFalse();
		this.driver.advance(1);
		assertThat(this.driver.take()).isEmpty();
		assertThat(outbound.events).containsExactly("transmitted");
	}

	@Test
	void shouldOfferNothingWhenExtensionsAreOff() {
		this.driver = new SenderDriver(SenderDriver.extensions(false));
		RecordingOutbound outbound = this.driver.send(FrameFlags.NONE, 2_000);
		this.driver.sender.peerIsExtended();
		this.driver.send(FrameFlags.NONE, 2_000);
		assertThat(this.driver.take()).containsExactly("0:0/2", "0:1/2", "1:0/2", "1:1/2");
		assertThat(outbound.events).containsExactly("transmitted");
		assertThat(this.driver.sender.isIdle()).isTrue();
	}

	@Test
	void shouldCutPayloadAndRepeatHeaders() {
		RecordingOutbound outbound = this.driver.send(FrameFlags.REQ_ACK, 5_000, "msg-id", "9", "topic", "x");
		StringBuilder lengths = new StringBuilder();
		List<byte[]> payloads = new ArrayList<>();
		for (Frame frame : this.driver.sent) {
			assertThat(frame.type()).isEqualTo(FrameType.DATA);
			assertThat(frame.flags()).isEqualTo(FrameFlags.REQ_ACK | FrameFlags.FRAG);
			assertThat(frame.header("topic")).isEqualTo("x");
			assertThat(frame.header("msg-id")).isEqualTo("9");
			lengths.append(frame.payload().readableBytes()).append(' ');
			payloads.add(frame.payloadBytes());
		}
		assertThat(lengths.toString()).matches("(\\d+) \\1 \\1 \\1 \\d+ ");
		int position = 0;
		for (byte[] payload : payloads) {
			for (byte value : payload) {
				assertThat(value).isEqualTo((byte) (position * 31 + (position >> 8)));
				position++;
			}
		}
		assertThat(position).isEqualTo(5_000);
		assertThat(this.driver.maxLength).isBetween(1_190, 1_200);
		this.driver.ack("9");
		assertThat(outbound.events).containsExactly("transmitted", "acknowledged");
	}

	@Test
	void shouldPauseAfterSixteenDatagrams() {
		this.driver.send(FrameFlags.NONE, 40_000);
		assertThat(this.driver.take()).hasSize(16);
		this.driver.sender.transmitPending(this.driver.now());
		assertThat(this.driver.take()).isEmpty();
		this.driver.advance(2);
		assertThat(this.driver.take()).hasSize(16);
		this.driver.advance(2);
		assertThat(this.driver.take()).hasSize(4);
		this.driver.advance(1_000);
	}

	@Test
	void shouldTakeNewIdForEachRetransmission() {
		RecordingOutbound outbound = this.driver.sendForAck(2_000, "9");
		this.driver.advance(10_000);
		assertThat(this.driver.take()).containsExactly("0:0/2 vx", "0:1/2 vx", "1:0/2 vx", "1:1/2 vx", "2:0/2 vx",
				"2:1/2 vx", "3:0/2 vx", "3:1/2 vx");
		assertThat(outbound.events).containsExactly("transmitted",
				"NOT_ACKNOWLEDGED No ACK came, though it was sent 4 times");
		assertThat(this.driver.sentAgain).isEqualTo(6);
	}

	@Test
	void shouldBelieveAckWhenAllWasSent() {
		RecordingOutbound outbound = this.driver.sendForAck(40_000, "9");
		assertThat(this.driver.ack("9")).as("the peer cannot have it").isFalse();
		this.driver.advance(4);
		assertThat(this.driver.ack("9")).isTrue();
		assertThat(outbound.events).containsExactly("transmitted", "acknowledged");
	}

	@Test
	void shouldGoOnFragmentByFragmentWhenProgressAckComes() {
		RecordingOutbound outbound = this.driver.sendForAck(5_000, "9");
		assertThat(this.driver.take()).hasSize(5);
		this.driver.advance(20);
		assertThat(this.driver.progress(0, 1, 100, 4)).isTrue();
		assertThat(this.driver.take()).as("lost by what was sent later").containsExactly("0:1/5 vx");
		this.driver.advance(20);
		assertThat(this.driver.progress(0, 5, 100)).isTrue();
		assertThat(outbound.events).containsExactly("transmitted");
		this.driver.ack("9");
		assertThat(outbound.events).containsExactly("transmitted", "acknowledged");
		this.driver.take();
		this.driver.send(FrameFlags.NONE, 5_000);
		assertThat(this.driver.lastFragId()).isGreaterThan(255);
		assertThat(this.driver.progress(this.driver.lastFragId(), 5, 100)).isTrue();
	}

	@Test
	void shouldGoOnInTheMiddleWhenProgressAckComesEarly() {
		RecordingOutbound outbound = this.driver.sendForAck(40_000, "9");
		assertThat(this.driver.takeIndices()).hasSize(16);
		this.driver.progress(0, 16, 100);
		assertThat(this.driver.takeIndices()).startsWith(16, 17, 18);
		this.driver.advance(5);
		this.driver.take();
		this.driver.progress(0, 36, 100);
		this.driver.ack("9");
		assertThat(outbound.events).containsExactly("transmitted", "acknowledged");
	}

	@Test
	void shouldGoOnWithEarlierIdWhenItsProgressAckComesLate() {
		RecordingOutbound outbound = this.driver.sendForAck(3_000, "9");
		this.driver.advance(110);
		assertThat(this.driver.take()).hasSize(6);
		assertThat(this.driver.progress(0, 1, 100)).isTrue();
		assertThat(this.driver.take()).containsExactly("0:1/3 vx", "0:2/3 vx");
		this.driver.progress(0, 3, 100);
		this.driver.ack("9");
		assertThat(outbound.events).containsExactly("transmitted", "acknowledged");
	}

	@Test
	void shouldSendMissingFragmentsWhenNoAckIsWantedButPeerReports() {
		RecordingOutbound outbound = this.driver.send(FrameFlags.NONE, 5_000);
		this.driver.take();
		this.driver.advance(20);
		this.driver.progress(0, 0, 100, 1, 2, 3, 4);
		assertThat(this.driver.take()).containsExactly("0:0/5 vx");
		this.driver.progress(0, 5, 100);
		assertThat(outbound.events).containsExactly("transmitted");
	}

	@Test
	void shouldAskOnWhenPeerTurnsOutToBeExtendedLater() {
		RecordingOutbound outbound = this.driver.send(FrameFlags.NONE, 5_000);
		this.driver.take();
		this.driver.sender.peerIsExtended();
		this.driver.advance(1_300);
		assertThat(this.driver.take()).startsWith("0:4/5 vx", "0:0/5 vx");
		this.driver.progress(0, 5, 100);
		assertThat(outbound.events).containsExactly("transmitted");
	}

	@Test
	void shouldForgetOldestWhenManyLinger() {
		for (int i = 0; i < 40; i++) {
			this.driver.send(FrameFlags.NONE, 2_000);
		}
		assertThat(this.driver.take()).hasSize(80);
		assertThat(this.driver.sender.pendingBytes()).isLessThan(16 * 2_100);
		this.driver.sender.close("end");
	}

	@Test
	void shouldSendFewMessagesAtATimeWhenAcksAreWanted() {
		Set<String> ids = new HashSet<>();
		for (int i = 0; i < 300; i++) {
			this.driver.sendForAck(2_000, "m" + i);
		}
		this.driver.advance(0);
		for (int i = 0; i < 300; i++) {
			for (Frame frame : this.driver.sent) {
				ids.add(frame.header(HeaderNames.FRAG_ID));
			}
			assertThat(this.driver.sent.size()).isLessThanOrEqualTo(32);
			this.driver.take();
			assertThat(this.driver.ack("m" + i)).isTrue();
		}
		assertThat(ids).as("all ids of a byte").hasSize(256);
	}

	@Test
	void shouldSendAllThatWaitWhenNoneNeedsAnAnswer() {
		this.driver = new SenderDriver(SenderDriver.extensions(false));
		this.driver.writable = false;
		for (int i = 0; i < 100; i++) {
			this.driver.send(FrameFlags.NONE, 2_000);
		}
		this.driver.writable = true;
		this.driver.sender.transmitPending(this.driver.now());
		this.driver.advance(0);
		assertThat(this.driver.take()).hasSize(200);
	}

	@Test
	void shouldRefuseBeforeAnythingIsSentWhenPeerTakesTooFewFragments() {
		this.driver = new SenderDriver(SenderDriver.extensions(false));
		RecordingOutbound outbound = this.driver.sendForAck(300_000, "9");
		assertThat(outbound.events).singleElement()
			.asString()
			.matches("NEEDS_EXTENSION The message needs 2\\d\\d fragments, but the peer takes 255");
		assertThat(this.driver.take()).isEmpty();
		RecordingOutbound fits = this.driver.send(FrameFlags.NONE, 291_000);
		this.driver.advance(100);
		assertThat(fits.events).containsExactly("transmitted");
		assertThat(this.driver.take()).hasSizeBetween(250, 255);
	}

	@Test
	void shouldRefuseWhenMessageIsTooLarge() {
		SenderSettings settings = new SenderSettings(SenderDriver.RETRIES, 1_200, 10_000, 4, true, true, 8, 1_000_000,
				1L << 40);
		this.driver = new SenderDriver(settings);
		assertThat(this.driver.send(FrameFlags.NONE, 10_001).events)
			.containsExactly("TOO_LARGE The payload is 10001 bytes long, but the limit is 10000 bytes");
		String[] headers = new String[12];
		Arrays.setAll(headers, (i) -> "x".repeat(200));
		assertThat(this.driver.send(FrameFlags.NONE, 1, headers).events).singleElement()
			.asString()
			.isEqualTo(
					"TOO_LARGE The headers are 2412 bytes long and leave no room for payload in datagrams of 1200 bytes");
		assertThat(this.driver.take()).isEmpty();
	}

	@Test
	void shouldRefuseWhenFragmentsAreSwitchedOff() {
		SenderSettings settings = new SenderSettings(SenderDriver.RETRIES, 1_200, 10_000, 4, false, true, 8, 1_000_000,
				1L << 40);
		this.driver = new SenderDriver(settings);
		assertThat(this.driver.send(FrameFlags.NONE, 1_186).events).singleElement()
			.asString()
			.isEqualTo("TOO_LARGE The frame is 1201 bytes long, but a datagram takes 1200 bytes and fragments are "
					+ "switched off");
		assertThat(this.driver.send(FrameFlags.NONE, 1_185).events).containsExactly("transmitted");
	}

	@Test
	void shouldEndWhenRefusedByFragId() {
		RecordingOutbound outbound = this.driver.sendForAck(2_000, "9");
		assertThat(this.driver.answer(FrameType.ERR, "code", "too-large", "frag-id", "0")).isTrue();
		assertThat(outbound.events).containsExactly("transmitted", "refused too-large");
	}

	@Test
	void shouldStopWhenNobodyWaitsAnyMore() {
		RecordingOutbound outbound = this.driver.sendForAck(40_000, "9");
		outbound.wanted = false;
		this.driver.advance(2);
		assertThat(this.driver.take()).hasSize(16);
		assertThat(outbound.events).isEmpty();
	}

}
