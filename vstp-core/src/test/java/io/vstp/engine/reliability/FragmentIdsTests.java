package io.vstp.engine.reliability;

import java.util.HashSet;
import java.util.Set;

import io.netty.buffer.Unpooled;
import io.vstp.frame.Frame;
import io.vstp.frame.FrameFlags;
import io.vstp.frame.FrameType;
import io.vstp.frame.HeaderNames;
import io.vstp.frame.Headers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The ids of messages in fragments, and what becomes of a message for which none is free.
 */
class FragmentIdsTests {

	private final SenderDriver driver = new SenderDriver();

	private final Shared shared = Shared.of(SenderDriver.SETTINGS, this.driver);

	private final FragmentedSends sends = new FragmentedSends(this.shared, new SmallSends(this.shared), this.driver);

	private final FragmentIds ids = this.sends.ids();

	private final FragmentedSend holder = new FragmentedSend(this.sends, this.shared, frame(0, "holder"),
			new RecordingOutbound(), 0);

	@AfterEach
	void nothingIsLeft() {
		this.driver.take();
		this.shared.sends().failAll(SendFailure.CLOSED, "end");
		this.driver.checkNothingLeft();
	}

	@Test
	void shouldTakeEachOnceWhenIdsAreSmall() {
		Set<Long> taken = new HashSet<>();
		for (int i = 0; i < 256; i++) {
			taken.add(this.ids.takeSmall(this.holder));
		}
		assertThat(taken).hasSize(256).allMatch((id) -> id >= 0 && id <= 255);
		assertThat(this.ids.takeSmall(this.holder)).isEqualTo(FragmentIds.NONE);
		this.ids.release(77);
		assertThat(this.ids.find(77)).isNull();
		assertThat(this.ids.takeSmall(this.holder)).isEqualTo(77);
		assertThat(this.ids.takeSmall(this.holder)).isEqualTo(FragmentIds.NONE);
		assertThat(this.ids.takeLong(this.holder)).as("there are others").isGreaterThan(255);
	}

	@Test
	void shouldRestBeforeItIsTakenAgainWhenGivenBack() {
		assertThat(this.ids.takeSmall(this.holder)).isZero();
		this.ids.release(0);
		assertThat(this.ids.takeSmall(this.holder)).isEqualTo(1);
	}

	@Test
	void shouldStartWhenIdIsFreeAgain() {
		takeAll();
		RecordingOutbound outbound = send("1");
		transmit();
		assertThat(this.driver.take()).isEmpty();
		assertThat(this.shared.sends().timers().first()).as("has nothing to look at").isNull();
		this.ids.release(5);
		transmit();
		assertThat(this.driver.take()).containsExactly("5:0/2 vx", "5:1/2 vx");
		assertThat(outbound.events).containsExactly("transmitted");
	}

	@Test
	void shouldSendAgainWhenIdIsFreeAgain() {
		RecordingOutbound outbound = send("1");
		transmit();
		assertThat(this.driver.take()).hasSize(2);
		takeAll();
		for (int i = 0; i < 20; i++) {
			pass(9);
		}
		assertThat(this.driver.take()).isEmpty();
		this.ids.release(5);
		pass(11);
		assertThat(this.driver.take()).containsExactly("5:0/2 vx", "5:1/2 vx");
		for (int i = 0; i < 50; i++) {
			pass(100);
		}
		assertThat(outbound.events).as("still waits for its next id").containsExactly("transmitted");
		this.ids.release(6);
		this.ids.release(7);
		for (int i = 0; i < 50; i++) {
			pass(100);
		}
		assertThat(outbound.events).containsExactly("transmitted",
				"NOT_ACKNOWLEDGED No ACK came, though it was sent 4 times");
	}

	private void takeAll() {
		while (this.ids.takeSmall(this.holder) != FragmentIds.NONE) {
			continue;
		}
	}

	private RecordingOutbound send(String msgId) {
		RecordingOutbound outbound = new RecordingOutbound();
		this.sends.add(frame(2_000, msgId), outbound, 2_050);
		return outbound;
	}

	private static Frame frame(int length, String msgId) {
		return Frame.of(FrameType.DATA, FrameFlags.REQ_ACK, Headers.of(HeaderNames.MSG_ID, msgId),
				Unpooled.wrappedBuffer(new byte[length]));
	}

	private void pass(double millis) {
		this.driver.advance(millis);
		OpenSend first = this.shared.sends().timers().first();
		if (first != null && first.deadline - this.driver.now() <= 0) {
			this.shared.sends().timers().remove(first);
			first.due(this.driver.now());
		}
		transmit();
	}

	private void transmit() {
		this.shared.transmitter().begin();
		this.sends.transmit(this.driver.now());
	}

}
