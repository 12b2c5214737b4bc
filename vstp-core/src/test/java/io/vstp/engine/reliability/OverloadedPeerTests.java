package io.vstp.engine.reliability;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.vstp.frame.Frame;
import io.vstp.frame.FrameType;
import io.vstp.frame.HeaderNames;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Messages that fit into a datagram, to a peer that has no room for them.
 */
class OverloadedPeerTests {

	private static final int WINDOW = 64;

	private SenderDriver driver = new SenderDriver();

	@AfterEach
	void nothingIsLeft() {
		this.driver.checkNothingLeft();
	}

	@Test
	void shouldSendAgainInItsTimeWhenRefused() {
		RecordingOutbound outbound = this.driver.sendForAck(10, "1");
		this.driver.advance(5);
		assertThat(refuse("1")).isTrue();
		assertThat(this.driver.sender.isKept("1")).isTrue();
		this.driver.advance(94);
		assertThat(this.driver.take()).hasSize(1);
		this.driver.advance(1);
		assertThat(this.driver.take()).hasSize(1);
		refuse("1");
		this.driver.advance(199);
		assertThat(this.driver.take()).isEmpty();
		this.driver.advance(1);
		assertThat(this.driver.take()).hasSize(1);
		assertThat(this.driver.ack("1")).isTrue();
		assertThat(outbound.events).containsExactly("transmitted", "acknowledged");
		assertThat(this.driver.sender.isKept("1")).isFalse();
	}

	@Test
	void shouldBeRefusedWhenRefusedEachTime() {
		RecordingOutbound outbound = this.driver.sendForAck(10, "1");
		for (int delay : List.of(100, 200, 400)) {
			refuse("1");
			this.driver.advance(delay);
		}
		assertThat(this.driver.take()).hasSize(4);
		assertThat(outbound.events).containsExactly("transmitted");
		assertThat(refuse("1")).isTrue();
		assertThat(outbound.events).containsExactly("transmitted", "refused overloaded");
		assertThat(refuse("1")).isFalse();
	}

	@Test
	void shouldWaitForAckWhenOneOfTheTransmissionsMayHaveBeenTaken() {
		RecordingOutbound first = this.driver.sendForAck(10, "1");
		RecordingOutbound second = this.driver.sendForAck(10, "2");
		this.driver.advance(700);
		refuse("1");
		refuse("2");
		this.driver.advance(1_999);
		assertThat(this.driver.sender.isKept("1")).isTrue();
		assertThat(this.driver.ack("1")).isTrue();
		this.driver.advance(1);
		assertThat(first.events).containsExactly("transmitted", "acknowledged");
		assertThat(second.events).containsExactly("transmitted", "refused overloaded");
	}

	@Test
	void shouldSayThatItMayHaveArrivedWhenLastTransmissionHasNoAnswer() {
		RecordingOutbound outbound = this.driver.sendForAck(10, "1");
		refuse("1");
		this.driver.advance(10_000);
		assertThat(outbound.events).containsExactly("transmitted",
				"NOT_ACKNOWLEDGED No ACK came, though it was sent 4 times");
	}

	@Test
	void shouldBeRefusedAtOnceWhenNothingIsSentTwice() {
		RetryPolicy once = new RetryPolicy(0, 1, 1, SenderDriver.millis(100), 0);
		this.driver = new SenderDriver(
				new SenderSettings(once, 1_200, 1_000_000, 4, true, true, 8, 1_000_000, SenderDriver.millis(10_000)));
		RecordingOutbound outbound = this.driver.sendForAck(10, "1");
		refuse("1");
		assertThat(outbound.events).containsExactly("transmitted", "refused overloaded");
	}

	@Test
	void shouldNotProbeWhenRefused() {
		this.driver.sendForAck(10, "1");
		this.driver.advance(1);
		this.driver.ack("1");
		this.driver.sender.peerIsExtended();
		this.driver.sendForAck(10, "2");
		this.driver.advance(1);
		refuse("2");
		this.driver.take();
		this.driver.advance(98.9);
		assertThat(this.driver.take()).isEmpty();
		this.driver.advance(0.1);
		assertThat(this.driver.take()).hasSize(1);
		this.driver.ack("2");
	}

	@Test
	void shouldNotProbeWhenRefusedWhileProbeWaitsForSocket() {
		this.driver.sendForAck(10, "1");
		this.driver.advance(1);
		this.driver.ack("1");
		this.driver.sender.peerIsExtended();
		this.driver.sendForAck(10, "2");
		this.driver.take();
		this.driver.writable = false;
		this.driver.advance(50);
		refuse("2");
		this.driver.writable = true;
		this.driver.sender.transmitPending(this.driver.now());
		this.driver.advance(49);
		assertThat(this.driver.take()).isEmpty();
		this.driver.advance(1);
		assertThat(this.driver.take()).hasSize(1);
		this.driver.ack("2");
	}

	@Test
	void shouldEndWhenLongMessageIsRefused() {
		RecordingOutbound outbound = this.driver.sendForAck(2_000, "1");
		assertThat(refuse("1")).isTrue();
		assertThat(this.driver.sender.isKept("1")).isFalse();
		assertThat(outbound.events).containsExactly("transmitted", "refused overloaded");
	}

	@Test
	void shouldHaveFewerUnderWayWhileRefusedAndMoreAgainWithEachAck() {
		this.driver = wide();
		for (int i = 0; i < 300; i++) {
			this.driver.sendForAck(1, "m" + i);
		}
		assertThat(takeIds()).hasSize(WINDOW);
		for (int i = 0; i < 10; i++) {
			refuse("m" + i);
		}
		for (int i = 10; i < WINDOW; i++) {
			this.driver.ack("m" + i);
		}
		assertThat(takeIds()).as("halved once, as all were sent together; one more for each ACK").hasSize(54);
		this.driver.advance(100);
		List<String> again = takeIds();
		assertThat(again).contains("m0", "m9");
		refuse("m0");
		for (int i = 1; i < 10; i++) {
			this.driver.ack("m" + i);
		}
		assertThat(takeIds()).as("32, and 9 for the ACKs, are less than what is under way").isEmpty();
		this.driver.sender.close("end");
	}

	@Test
	void shouldDeliverAllWhenBurstIsMoreThanPeerHasRoomFor() {
		this.driver = wide();
		int room = 20;
		Map<String, RecordingOutbound> outbounds = new HashMap<>();
		for (int i = 0; i < 1_000; i++) {
			outbounds.put("m" + i, this.driver.sendForAck(1, "m" + i));
		}
		for (int rounds = 0; !this.driver.sender.isIdle(); rounds++) {
			assertThat(rounds).isLessThan(10_000);
			List<String> arrived = takeIds();
			for (int i = 0; i < arrived.size(); i++) {
				assertThat((i < room) ? this.driver.ack(arrived.get(i)) : refuse(arrived.get(i))).isTrue();
			}
			this.driver.advance(1.1);
		}
		assertThat(outbounds.values())
			.allSatisfy((outbound) -> assertThat(outbound.events).containsExactly("transmitted", "acknowledged"));
	}

	private static SenderDriver wide() {
		return new SenderDriver(new SenderSettings(SenderDriver.RETRIES, 1_200, 1_000_000, 4, true, true, WINDOW,
				1_000_000, SenderDriver.millis(10_000)));
	}

	private boolean refuse(String msgId) {
		return this.driver.answer(FrameType.ERR, "code", "overloaded", "msg-id", msgId);
	}

	private List<String> takeIds() {
		List<String> ids = new ArrayList<>();
		for (Frame frame : this.driver.sent) {
			ids.add(frame.header(HeaderNames.MSG_ID));
		}
		this.driver.take();
		return ids;
	}

}
