package io.vstp.engine.reliability;

import io.vstp.frame.Frame;
import io.vstp.frame.FrameFlags;
import io.vstp.frame.FrameType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Messages of more than 255 fragments, while it is not known what the peer can do.
 */
class CapabilityProbeTests {

	private final SenderDriver driver = new SenderDriver();

	private final RecordingOutbound outbound = this.driver.sendForAck(400_000, "9");

	@AfterEach
	void nothingIsLeft() {
		this.driver.checkNothingLeft();
	}

	@Test
	void shouldAskBeforeAnythingIsSent() {
		Frame ping = this.driver.sent.get(0);
		assertThat(ping.type()).isEqualTo(FrameType.PING);
		assertThat(ping.flags()).isEqualTo(FrameFlags.REQ_ACK);
		assertThat(ping.header("vx")).isEqualTo("1");
		this.driver.advance(100);
		assertThat(this.driver.take()).containsExactly("PING vx", "PING vx");
		this.driver.sendForAck(400_000, "10");
		assertThat(this.driver.take()).as("once for all").isEmpty();
		this.driver.sender.close("end");
		assertThat(this.outbound.events).singleElement().asString().contains("CLOSED", "end");
	}

	@Test
	void shouldSendWhenPeerAnswersOffer() {
		String msgId = probe();
		this.driver.advance(40);
		assertThat(this.driver.answer(FrameType.ACK, "msg-id", msgId, "vx", "1")).isTrue();
		assertThat(this.driver.proved).isEqualTo(1);
		assertThat(this.driver.takeIndices()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
		this.driver.sender.close("end");
		assertThat(this.outbound.events).containsExactly("CLOSED end");
	}

	@Test
	void shouldFailWhenPeerDoesNotAnswerOffer() {
		RecordingOutbound plain = this.driver.send(FrameFlags.NONE, 400_000);
		assertThat(this.driver.answer(FrameType.ACK, "msg-id", probe())).isTrue();
		assertThat(this.driver.proved).isEqualTo(1);
		assertThat(this.outbound.events).singleElement()
			.asString()
			.matches("NEEDS_EXTENSION The message needs 3\\d\\d fragments, but the peer takes 255");
		assertThat(plain.events).singleElement().asString().startsWith("NEEDS_EXTENSION");
		assertThat(this.driver.take()).isEmpty();
		this.driver.send(FrameFlags.NONE, 2_000);
		assertThat(this.driver.take()).as("no offer any more").containsExactly("0:0/2", "0:1/2");
		this.driver.sender.peerIsExtended();
		this.driver.send(FrameFlags.NONE, 400_000);
		assertThat(this.driver.take()).hasSize(10);
		this.driver.sender.close("end");
	}

	@Test
	void shouldFailWhenNoAnswerComes() {
		this.driver.advance(2_700);
		assertThat(this.driver.take()).hasSize(4).containsOnly("PING vx");
		assertThat(this.outbound.events).containsExactly("NOT_ACKNOWLEDGED The peer was asked whether it takes so many "
				+ "fragments. No ACK came, though it was sent 4 times");
		this.driver.sendForAck(400_000, "9");
		assertThat(this.driver.take()).as("asks again").containsExactly("PING vx");
		this.driver.sender.close("end");
	}

	@Test
	void shouldFailWhenPeerRefuses() {
		assertThat(this.driver.answer(FrameType.ERR, "code", "unauthorized", "msg-id", probe())).isTrue();
		assertThat(this.outbound.events).containsExactly("refused unauthorized");
	}

	@Test
	void shouldSendWhenPeerShowsThatItIsExtended() {
		this.driver.take();
		this.driver.sender.peerIsExtended();
		this.driver.sender.transmitPending(this.driver.now());
		assertThat(this.driver.take()).hasSize(10);
		this.driver.advance(1_000);
		assertThat(this.driver.take()).as("no question any more").noneMatch("PING vx"::equals);
		this.driver.sender.close("end");
		assertThat(this.outbound.events).containsExactly("CLOSED end");
	}

	@Test
	void shouldStopAskingWhenNobodyWaitsAnyMore() {
		this.outbound.wanted = false;
		this.driver.advance(1_000);
		assertThat(this.driver.take()).hasSize(1);
		assertThat(this.outbound.events).isEmpty();
	}

	@Test
	void shouldNotBelieveAnotherAck() {
		assertThat(this.driver.answer(FrameType.ACK, "msg-id", "1", "vx", "1")).isFalse();
		assertThat(this.driver.ack("9")).as("was not sent").isFalse();
		assertThat(this.driver.proved).isZero();
		this.driver.sender.close("end");
	}

	private String probe() {
		String msgId = this.driver.sent.get(0).header("msg-id");
		this.driver.take();
		assertThat(msgId).isNotNull();
		return msgId;
	}

}
